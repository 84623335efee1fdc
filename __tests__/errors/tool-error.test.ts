import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Changed, type ErrorCode, ToolError } from "../../src/errors/tool-error.ts";
import { sourceTexts } from "../kit/source-texts.ts";

const refused = new ToolError("http-forbidden", {
  happened: "POST /a was answered with 403.",
  changed: "unknown",
  what: "the secret",
  next: "Use another token.",
});

describe("ToolError", () => {
  const said = (code: ErrorCode, changed?: Changed) =>
    new ToolError(code, { happened: "It failed.", ...(changed && { changed }), next: "Look." }).message;

  it("says what was changed: nothing, a part, or that it is not known", () => {
    assert.equal(said("blocked"), "It failed. Nothing was changed. Look.");
    assert.equal(said("blocked", "yes"), "It failed. Part of the work was done. Look.");
    assert.equal(said("blocked", "unknown"), "It failed. Whether the Factory was changed is not known. Look.");
  });

  it("leaves it out after a typing error, unless something was changed", () => {
    assert.equal(said("unknown-option"), "It failed. Look.");
    assert.equal(said("value-invalid", "yes"), "It failed. Part of the work was done. Look.");
  });
});

describe("the codes of ToolError", () => {
  it("are each used by some source", () => {
    const HOME = "src/errors/tool-error.ts";
    const texts = sourceTexts();
    const listed = texts.filter(({ where, text }) => where.startsWith(HOME) && /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text));
    const used = new Set(texts.flatMap(({ where, text }) => (where.startsWith(HOME) ? [] : [text])));
    assert.ok(listed.length > 100, `only ${listed.length} codes were found`);
    assert.deepEqual(
      listed.flatMap(({ text }) => (used.has(text) ? [] : [text])),
      [],
    );
  });
});

describe("ToolError.extended", () => {
  it("keeps the code, what was changed, what happened and the advice where nothing else is said", () => {
    const error = refused.extended({});
    assert.equal(error.code, "http-forbidden");
    assert.equal(error.changed, "unknown");
    assert.equal(error.happened, refused.happened);
    assert.equal(error.next, refused.next);
    assert.equal(error.message, refused.message);
  });

  it("has the error as its cause, and leaves it as it was", () => {
    const before = refused.message;
    const error = refused.extended({ after: "The key is safe." });
    assert.notEqual(error, refused);
    assert.equal(error.cause, refused);
    assert.equal(refused.message, before);
  });

  it("puts sentences before and after what happened, in whole sentences of one message", () => {
    const error = refused.extended({ before: "Wave w1 was created, but:", after: "It stays.", changed: "yes" });
    assert.equal(
      error.message,
      "Wave w1 was created, but: POST /a was answered with 403. It stays. Part of the work was done. Use another token.",
    );
  });

  it("adds no blank for a sentence that is empty", () => {
    assert.equal(refused.extended({ before: "", after: "" }).happened, refused.happened);
  });

  it("still says what may have been changed where that was not the Factory", () => {
    assert.match(refused.extended({ next: "Look." }).message, /Whether the secret was changed is not known\. Look\.$/);
    assert.match(refused.extended({ what: "the file" }).message, /Whether the file was changed is not known\./);
  });

  it("takes another code and another cause where the failure means something else now", () => {
    const found = new ToolError("network-failed", { happened: "No answer.", next: "Wait." });
    const error = refused.extended({ code: "write-unknown", cause: found });
    assert.equal(error.code, "write-unknown");
    assert.equal(error.cause, found);
  });
});
