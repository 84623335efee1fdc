import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, type Rule } from "../../../src/review/engine/rule.ts";
import { MAX_TITLE, title, valueText } from "../../../src/review/sentences/message.ts";
import { encodeText } from "../../../src/text/encode-text.ts";

describe("the title of a finding", () => {
  it("shows short values whole", () => {
    assert.equal(title`Target "${"a"}" has ${7} tags.`, 'Target "a" has 7 tags.');
  });

  it("has exactly 120 characters when a value is too long, and keeps the words around it", () => {
    const sentence = title`Target "${"n".repeat(500)}" has no hash.`;
    assert.equal(sentence.length, MAX_TITLE);
    assert.match(sentence, /^Target "n+\.\.\." has no hash\.$/);
  });

  it("cuts the longest value first, so that the short ones stay readable", () => {
    const sentence = title`Target "${"board-001-lmp-7"}": app "${"ui"}" has the uri ${"u".repeat(300)}, unpinned.`;
    assert.equal(sentence.length, MAX_TITLE);
    assert.match(sentence, /^Target "board-001-lmp-7": app "ui" has the uri u+\.\.\., unpinned\.$/);
  });

  it("escapes what is not printable ASCII, before it measures", () => {
    assert.equal(title`Tag ${"a\n\u001b[31m\u202e\u{1F600}"}.`, "Tag a\\u{a}\\u{1b}[31m\\u{202e}\\u{1f600}.");
    assert.equal(title`Tag ${"\u{1F600}".repeat(60)}.`.length, MAX_TITLE);
  });
});

describe("foreign text", () => {
  it("is encodeText, lone surrogates included", () => {
    assert.equal(encodeText("a\ud800b\u007f\u00e9"), "a\\u{d800}b\\u{7f}\\u{e9}");
  });

  it("is shown as JSON when it is no text, and named when it is missing", () => {
    assert.deepEqual(
      [valueText("x"), valueText([1]), valueText(null), valueText(undefined)],
      ['"x"', "[1]", "null", "missing"],
    );
  });
});

describe("a rule's observations", () => {
  const rule: Rule<null> = {
    id: "x",
    level: "warning",
    raised: ["error"],
    when: "",
    why: "Why.",
    fix: "Fix.",
    check: () => [],
  };
  const observed = { subject: "tx#", title: "Seen." };

  it("become findings at the rule's level, or at one it declares", () => {
    const finding = { rule: "x", subject: "tx#", title: "Seen.", says: "Seen. Why. Fix." };
    assert.deepEqual(findingsOf(rule, [observed, { ...observed, level: "error" }]), [
      { ...finding, level: "warning" },
      { ...finding, level: "error" },
    ]);
  });

  it("at a level that the rule does not declare are a bug", () => {
    assert.throws(() => findingsOf(rule, [{ ...observed, level: "note" }]), /Rule x gave the undeclared level note/);
  });
});
