// src/errors/tool-error.ts
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
}, ToolError = class _ToolError extends Error {
  name = "ToolError";
  code;
  changed;
  happened;
  next;
  #what;
  constructor(code, says, options) {
    let changed = CHANGED_SENTENCE[says.changed ?? "no"](says.what ?? "the Factory");
    super([says.happened, changed, says.next].join(" "), options), this.code = code, this.changed = says.changed ?? "no", this.happened = says.happened, this.next = says.next, this.#what = says.what;
  }
  /**
   * The same failure with what is known of it further up: how far the work had got, what became of the rest.
   * What `more` does not name stays: the code, whether anything was changed, what happened and the advice.
   * @returns a new error with this one as its cause. This one is not changed.
   */
  extended(more) {
    return new _ToolError(
      more.code ?? this.code,
      {
        happened: [more.before, this.happened, more.after].filter(Boolean).join(" "),
        changed: more.changed ?? this.changed,
        what: more.what ?? this.#what,
        next: more.next ?? this.next
      },
      { cause: more.cause ?? this }
    );
  }
};
function isUsageCode(code) {
  return USAGE_CODES.includes(code);
}

export {
  ToolError,
  isUsageCode
};
