// src/text/commit.ts
var COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
function isCommit(text) {
  return COMMIT.test(text);
}

export {
  isCommit
};
