// src/github/repository-name.ts
var OWNER = "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?", NAME = "(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,100}", REPOSITORY_NAME = new RegExp(`^${OWNER}/${NAME}$`);
function isRepositoryName(text) {
  return REPOSITORY_NAME.test(text);
}

export {
  isRepositoryName
};
