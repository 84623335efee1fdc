import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ReportDocument, Text } from "../../../src/report/document.ts";
import { renderTerminal } from "../../../src/report/terminal/terminal.ts";
import { fitColumns, wrapCell } from "../../../src/text/wrap-text.ts";
import { anyText } from "../../kit/any-text.ts";

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
  const columns = [{ title: "A" }, { title: "B" }, { title: "C", align: "right" as const }];
  const tableLines = (rows: readonly (readonly Text[])[], width: number) =>
    renderTerminal({ title: "T", blocks: [{ kind: "table", columns, rows }] }, { width, colour: false })
      .split("\n")
      .slice(2);
  const letters = (of: string) => [...of.replace(/\s/g, "")].sort().join("");

  it("keeps a table within the width, and loses nothing of it", () => {
    const cell = fc.array(fc.stringMatching(/^[a-z]{1,6}-?$/), { maxLength: 9 }).map((words) => words.join(" "));
    const cells = fc.array(cell, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), fc.integer({ min: 25, max: 100 }), (rows, width) => {
        const lines = tableLines(rows, width).slice(2);
        for (const line of lines) assert.ok(line.length <= width, line);
        assert.equal(letters(lines.join("")), letters(rows.flat().join("")));
      }),
    );
  });

  it("makes each row a list where a column has no room for its words, so that none is broken", () => {
    const digest = (of: string) => `sha256:${of.repeat(64)}`;
    const rows = [
      [{ code: "web" }, { code: digest("a") }, "board-001"],
      ["", { code: digest("b") }, "board-001, board-002"],
    ];
    assert.deepEqual(tableLines(rows, 80), [
      "A  web",
      `B  ${digest("a")}`,
      "C  board-001",
      "",
      `B  ${digest("b")}`,
      "C  board-001, board-002",
      "",
    ]);
  });

  it("begins a key id only where a table has no room for the whole one", () => {
    const row = [{ keyid: "ab".repeat(32) }, "root", "owner"];
    assert.deepEqual(tableLines([row], 80)[2], `${"ab".repeat(32)}  root  owner`);
    assert.deepEqual(tableLines([row], 60)[2], "abababababab  root  owner");
    assert.match(tableLines([row], Number.POSITIVE_INFINITY)[2]!, /^(?:ab){32} /);
  });

  it("ends with what to do next, each command whole on a line of its own", () => {
    const command = `factory-tuf wave init w6 6 production --expect-digest sha256:${"a".repeat(64)}`;
    const steps = [
      { what: "Sign it", command },
      { what: "Look at it", command: "factory-tuf wave list" },
    ];
    assert.equal(
      renderTerminal({ title: "T", blocks: [{ kind: "next", steps }] }, { width: 40, colour: false }),
      `T\n\nNext\n\n  Sign it:\n    ${command}\n  Look at it:\n    factory-tuf wave list\n`,
    );
  });

  it("T21: prints no control character and no foreign script, whatever stands in the report", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
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
    assert.deepEqual(fitColumns([4, 40, 10], 34, [4, 8, 8]), [4, 20, 10]);
    assert.deepEqual(fitColumns([4, 40, 40], 44, [4, 8, 8]), [4, 20, 20]);
    assert.deepEqual(fitColumns([4, 5], 80, [4, 5]), [4, 5]);
  });

  it("leaves a column what it needs, and takes from the others", () => {
    assert.deepEqual(fitColumns([40, 30, 10], 60, [40, 4, 4]), [40, 10, 10]);
    assert.deepEqual(fitColumns([40, 30, 10], 50, [40, 4, 4]), [40, 5, 5]);
    assert.equal(fitColumns([40, 30, 10], 40, [40, 4, 4]), null);
  });

  it("breaks a name that is wider than its cell at a hyphen or the like, and nowhere else", () => {
    assert.deepEqual(wrapCell("ab intel-corei7-64", 8), ["ab", "intel-", "corei7-", "64"]);
    assert.deepEqual(wrapCell("ab abcdefgh", 4), ["ab", "abcdefgh"]);
    assert.deepEqual(wrapCell("", 4), [""]);
  });
});
