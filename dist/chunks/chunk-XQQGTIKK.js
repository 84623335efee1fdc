import {
  plainVersion
} from "./chunk-ZB5ZM2CC.js";

// src/tuf/metadata/names.ts
var RULES = {
  factory: { pattern: /^[a-z0-9-]{1,63}$/, describes: "1 to 63 of the characters a-z, 0-9 and -" },
  tag: { pattern: /^[A-Za-z0-9_.+-]{1,100}$/, describes: "1 to 100 of the characters A-Z, a-z, 0-9, _ . + and -" },
  wave: { pattern: /^[A-Za-z0-9_.+-]{1,128}$/, describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + and -" },
  group: {
    pattern: /^[A-Za-z0-9_.+ -]{1,128}$/,
    describes: "1 to 128 of the characters A-Z, a-z, 0-9, _ . + - and blank"
  },
  keyid: { pattern: /^[0-9a-f]{64}$/, describes: "64 of the characters 0-9 and a-f" },
  version: { pattern: /^(?:0|[1-9]\d{0,9})$/, describes: "a plain integer from 0 to 2147483647" },
  uuid: { pattern: /^[A-Za-z0-9_.:+-]{1,60}$/, describes: "1 to 60 of the characters A-Z, a-z, 0-9, _ . : + and -" }
};
function describeName(kind) {
  return RULES[kind].describes;
}
function isName(kind, text) {
  return !RULES[kind].pattern.test(text) || text === "." || text === ".." ? !1 : kind !== "version" || plainVersion(text) !== null;
}
var isFactory = (text) => isName("factory", text), isTag = (text) => isName("tag", text), isWave = (text) => isName("wave", text);
var isKeyid = (text) => isName("keyid", text);

export {
  describeName,
  isName,
  isFactory,
  isTag,
  isWave,
  isKeyid
};
