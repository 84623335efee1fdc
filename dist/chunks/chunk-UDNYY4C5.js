import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/http/answer-budget.ts
var MAX_VALUES = 22e5, MAX_VALUES_OF_RUN = 25e5, MAX_BYTES_AT_ONCE = 128 * 1024 * 1024, MAX_BYTES_OF_RUN = 96 * 1024 * 1024, LARGE_BYTES = 1024 * 1024, MANY_VALUES = 2e4, ONE_DOCUMENT = { maxBytes: 16 * 1024 * 1024 }, MANY_DOCUMENTS = {}, ONE_OF_MANY_ROOTS = { maxBytes: 1024 * 1024, isKept: !0 }, AnswerBudget = class {
  #atOnce = 0;
  #bytes = 0;
  #values = 0;
  /** More bytes have come. */
  take(bytes, where) {
    if (this.#atOnce += bytes, this.#atOnce > MAX_BYTES_AT_ONCE)
      throw tooMuch(`${where} and other calls at the same time`, `${MAX_BYTES_AT_ONCE} bytes together`);
  }
  /** They have been read, or thrown away. */
  giveBack(bytes) {
    this.#atOnce -= bytes;
  }
  /**
   * Before a document is built of `text`, which came as so many bytes.
   * @param isKept small ones count too: a thousand of them may be kept to the end.
   */
  admit(text, bytes, where, isKept = !1) {
    let values = requireCountable(text, where);
    if (!(!isKept && bytes < LARGE_BYTES && values < MANY_VALUES)) {
      if (this.#bytes += text.length === bytes ? bytes : 2 * bytes, this.#values += values, this.#bytes > MAX_BYTES_OF_RUN) throw tooMuch(`${where} and calls before it`, `${MAX_BYTES_OF_RUN} bytes`);
      if (this.#values > MAX_VALUES_OF_RUN) throw tooMuch(`${where} and calls before it`, `${MAX_VALUES_OF_RUN} values`);
    }
  }
};
function requireCountable(text, where) {
  let values = 1;
  for (let before of [",", "{", "["])
    for (let at = text.indexOf(before); at !== -1; at = text.indexOf(before, at + 1))
      if (++values > MAX_VALUES) throw tooMuch(where, `${MAX_VALUES} values`);
  return values;
}
var MAX_NAMES = 1e3;
function requireFewNames(count, where) {
  if (count > MAX_NAMES) throw tooMuch(where, `${MAX_NAMES} names`);
}
function tooMuch(where, what) {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${what}, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor."
  });
}

export {
  ONE_DOCUMENT,
  MANY_DOCUMENTS,
  ONE_OF_MANY_ROOTS,
  AnswerBudget,
  requireCountable,
  requireFewNames
};
