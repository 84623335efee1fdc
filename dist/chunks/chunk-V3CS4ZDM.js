// src/tuf/errors.ts
var USAGE_CODES = [
  "usage",
  "unknown-command",
  "unknown-option",
  "value-invalid",
  "value-missing",
  "options-conflict",
  "config-invalid"
];
var CHANGED_SENTENCE = {
  no: () => "Nothing was changed.",
  yes: () => "Part of the work was done.",
  unknown: (what) => `Whether ${what} was changed is not known.`
}, ToolError = class extends Error {
  name = "ToolError";
  code;
  changed;
  happened;
  next;
  constructor(code, says, options) {
    let changed = CHANGED_SENTENCE[says.changed ?? "no"](says.what ?? "the Factory");
    super([says.happened, changed, says.next].join(" "), options), this.code = code, this.changed = says.changed ?? "no", this.happened = says.happened, this.next = says.next;
  }
};
function isUsageCode(code) {
  return USAGE_CODES.includes(code);
}

export {
  ToolError,
  isUsageCode
};
