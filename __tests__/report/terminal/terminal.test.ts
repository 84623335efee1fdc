import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ReportDocument, Text } from "../../../src/report/document.ts";
import { renderTerminal } from "../../../src/report/terminal/terminal.ts";
import { fitColumns, wrapCell } from "../../../src/text/wrap-text.ts";

const example: ReportDocument = {
  title: "Wave w42",
  blocks: [
    { kind: "paragraph", text: ["Signed by ", { code: "ab12" }, " on time: ", { strong: "yes", tone: "good" }, "."] },
    {
      kind: "facts",
      facts: [
        { label: "Version", value: "42" },
        { label: "Tag", value: { code: "production" } },
      ],
    },
    {
      kind: "table",
      columns: [{ title: "Target" }, { title: "Days", align: "right" }],
      rows: [
        ["board-001-lmp-42", "3"],
        ["x", "120"],
      ],
    },
    { kind: "list", items: [["one"], ["two"]] },
    { kind: "json", value: { a: 1 } },
  ],
};

describe("terminal report", () => {
  it("is plain text where no colour is asked for", () => {
    assert.equal(
      renderTerminal(example, { width: 80, colour: false }),
      `Wave w42

Signed by ab12 on time: yes.

Version  42
Tag      production

Target            Days
----------------  ----
board-001-lmp-42     3
x                  120

- one
- two

{
  "a": 1
}
`,
    );
  });

  it("with colour differs by nothing but the colours", () => {
    const coloured = renderTerminal(example, { width: 80, colour: true });
    assert.match(coloured, /\x1b\[32myes\x1b\[0m\./);
    assert.equal(coloured.replace(/\x1b\[\d+m/g, ""), renderTerminal(example, { width: 80, colour: false }));
  });

  it("breaks paragraphs between words, and never inside a digest", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const text = renderTerminal(
      {
        title: "T",
        blocks: [{ kind: "paragraph", text: ["what is signed has the digest ", { code: digest }, " today"] }],
      },
      { width: 20, colour: false },
    );
    assert.equal(text, `T\n\nwhat is signed has\nthe digest\n${digest}\ntoday\n`);
  });

  it("breaks no command, however long it is: pasted with a line end in it, it would be two", () => {
    const command = "factory-tuf keys rotate --role targets --keys root.tgz --targets-keys targets.tgz";
    const text = renderTerminal(
      { title: "Done", blocks: [{ kind: "list", items: [["Make a targets key: ", { code: command }]] }] },
      { width: 40, colour: false },
    );
    assert.ok(text.split("\n").includes(`  ${command}`), text);
  });
  it("keeps a table within the width, and loses nothing of it", () => {
    const cells = fc.array(fc.string({ maxLength: 60 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), fc.integer({ min: 24, max: 100 }), (rows, width) => {
        const columns = [{ title: "A" }, { title: "B" }, { title: "C", align: "right" as const }];
        const text = renderTerminal(
          { title: "T", blocks: [{ kind: "table", columns, rows }] },
          { width, colour: false },
        );
        for (const line of text.split("\n").slice(4)) assert.ok(line.length <= width, line);
        const letters = (of: string) => [...of.replace(/\s/g, "")].sort().join("");
        assert.equal(letters(text.split("\n").slice(4).join("")), letters(rows.flat().join("")));
      }),
    );
  });

  it("T21: prints no control character and no foreign script, whatever stands in the report", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const cell: Text = { code: text };
        const printed = renderTerminal(
          {
            title: text,
            blocks: [
              { kind: "heading", text },
              { kind: "paragraph", text: [text, { strong: text }] },
              { kind: "facts", facts: [{ label: text, value: cell }] },
              { kind: "table", columns: [{ title: text }], rows: [[cell]] },
              { kind: "list", items: [[text]] },
              { kind: "json", value: { [text]: text } },
            ],
          },
          { width: 40, colour: false },
        );
        assert.match(printed, /^[\x20-\x7e\n]*$/);
      }),
    );
  });
});

describe("wrapping", () => {
  it("narrows the widest column first", () => {
    assert.deepEqual(fitColumns([4, 40, 10], 34), [4, 20, 10]);
    assert.deepEqual(fitColumns([4, 40, 40], 44), [4, 20, 20]);
    assert.deepEqual(fitColumns([4, 5], 80), [4, 5]);
  });

  it("breaks a word that is wider than its cell", () => {
    assert.deepEqual(wrapCell("ab abcdefgh", 4), ["ab", "abcd", "efgh"]);
    assert.deepEqual(wrapCell("", 4), [""]);
  });
});
