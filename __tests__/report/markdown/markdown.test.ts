import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ToolError } from "../../../src/errors/tool-error.ts";
import type { Block, ReportDocument, Text } from "../../../src/report/document.ts";
import { MAX_SUMMARY_BYTES, renderMarkdown, requireFitsSummary } from "../../../src/report/markdown/markdown.ts";
import { anyText } from "../../kit/any-text.ts";
import { thrown } from "../../kit/refusal.ts";

function table(rows: number, cuttable: boolean, cell = "target"): Block {
  return {
    kind: "table",
    columns: [{ title: "Name" }],
    rows: Array.from({ length: rows }, (_, row): Text[] => [`${cell}-${row}`]),
    cuttable,
  };
}

function report(...blocks: Block[]): ReportDocument {
  return { title: "Wave w42", blocks };
}

describe("job summary", () => {
  it("renders every kind of block", () => {
    const markdown = renderMarkdown(
      report(
        { kind: "paragraph", text: ["Signed by ", { code: "ab12" }, ": ", { strong: "yes", tone: "good" }] },
        { kind: "paragraph", tone: "warning", text: ["Expires soon"] },
        { kind: "heading", text: "Signatures" },
        { kind: "facts", facts: [{ label: "Version", value: "42" }] },
        { kind: "table", columns: [{ title: "Key" }, { title: "Days", align: "right" }], rows: [[{ code: "k" }, "3"]] },
        { kind: "list", items: [["one"], ["two"]] },
        { kind: "json", value: { a: "<b>" } },
      ),
    );
    assert.equal(
      markdown,
      [
        "## Wave w42\n",
        "Signed by <code>ab12</code>: ✅ <strong>yes</strong>\n",
        "> [!WARNING]\n> Expires soon\n",
        "### Signatures\n",
        "- <strong>Version:</strong> 42\n",
        "| Key | Days |\n| --- | ---: |\n| <code>k</code> | 3 |\n",
        "- one\n- two\n",
        '<pre>{\n  "a": "&#60;b&#62;"\n}</pre>\n',
        "",
      ].join("\n"),
    );
  });

  it("makes each row of a table a list where GitHub would cut a column", () => {
    const digest = (of: string) => `sha256:${of.repeat(64)}`;
    const columns = [{ title: "App" }, { title: "Before" }, { title: "After" }, { title: "Boards" }];
    const rows = [["web", { code: digest("a") }, { code: digest("b") }, ""]];
    assert.equal(
      renderMarkdown({ title: "T", blocks: [{ kind: "table", columns, rows }] }),
      `## T\n\n- web<br>Before: <code>${digest("a")}</code><br>After: <code>${digest("b")}</code>\n\n`,
    );
  });

  it("ends with what to do next, each command in a block that is copied whole", () => {
    const steps = [{ what: "Sign it", command: "factory-tuf wave sign w6 --keys <archive>" }];
    assert.equal(
      renderMarkdown({ title: "T", blocks: [{ kind: "next", steps }] }),
      "## T\n\n### Next\n\nSign it:\n\n<pre>factory-tuf wave sign w6 --keys &#60;archive&#62;</pre>\n\n",
    );
  });

  it("T21: a hostile cell stays one cell of one row", () => {
    fc.assert(
      fc.property(anyText(), fc.constantFrom("plain", "code", "strong"), (text, role) => {
        const cell: Text = role === "plain" ? text : role === "code" ? { code: text } : { strong: text };
        const markdown = renderMarkdown({
          title: text,
          blocks: [{ kind: "table", columns: [{ title: text }, { title: "B" }], rows: [[cell, "b"]] }],
        });
        const lines = markdown.trimEnd().split("\n");
        assert.equal(lines.length, 5);
        for (const line of lines.slice(2)) assert.equal(line.split("|").length, 4, line);
      }),
    );
  });
});

describe("T25: what an approver must see is never cut", () => {
  it("cuts only rows that may be cut, and says how many", () => {
    const markdown = renderMarkdown(report(table(30, false), table(1000, true, "kept")), { maxBytes: 4096 });
    assert.ok(Buffer.byteLength(markdown) <= 4096);
    for (let row = 0; row < 30; row++) assert.match(markdown, new RegExp(`^\\| target-${row} \\|$`, "m"));
    const shown = markdown.match(/^\| kept-/gm)!.length;
    assert.ok(shown > 0);
    assert.match(markdown, new RegExp(`^_and ${1000 - shown} more_$`, "m"));
  });

  it("fails with plan-too-large when the changes alone do not fit, and names both sizes", () => {
    const huge = report(table(100_000, false), table(5, true));
    for (const render of [() => renderMarkdown(huge), () => requireFitsSummary(huge)]) {
      thrown(
        render,
        "plan-too-large",
        /"Wave w42" has \d+ bytes that must be seen .* takes 1048576\. Nothing was changed\./,
      );
    }
  });

  it("uses the whole 1 MiB and not a byte more, wherever the cut falls", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 200, max: 3000 }),
        (fixed, soft, maxBytes) => {
          let markdown: string;
          try {
            markdown = renderMarkdown(report(table(fixed, false), table(soft, true, "kept")), { maxBytes });
          } catch (error) {
            assert.equal((error as ToolError).code, "plan-too-large");
            return;
          }
          assert.ok(Buffer.byteLength(markdown) <= maxBytes);
          assert.equal((markdown.match(/^\| target-/gm) ?? []).length, fixed);
        },
      ),
    );
  });

  it("counts bytes, not characters", () => {
    const marks: Block = {
      kind: "list",
      items: Array.from({ length: 100 }, () => [{ strong: "x", tone: "good" as const }]),
    };
    const characters = renderMarkdown(report(marks)).length;
    assert.throws(() => renderMarkdown(report(marks), { maxBytes: characters }), { code: "plan-too-large" });
  });

  it("after the work is done, cuts everything rather than failing, and says so first", () => {
    const markdown = renderMarkdown(report(table(100_000, false)), { overflow: "cut" });
    assert.ok(Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES);
    assert.match(
      markdown,
      /^## Wave w42\n\n> \[!WARNING\]\n> This summary was too large and is cut; the output `result` is complete\.\n/,
    );
    assert.match(markdown, /_and \d+ more_/);
  });

  it("keeps the blocks from the top where even the frames of all do not fit", () => {
    const headings = Array.from({ length: 500 }, (_, index): Block => ({ kind: "heading", text: `Section ${index}` }));
    const markdown = renderMarkdown(report({ kind: "paragraph", text: ["The verdict"] }, ...headings), {
      maxBytes: 1000,
      overflow: "cut",
    });
    assert.ok(Buffer.byteLength(markdown) <= 1000);
    assert.match(
      markdown,
      /^## Wave w42\n\n> \[!WARNING\]\n> This summary was too large[\s\S]*The verdict\n\n### Section 0\n/,
    );
  });
});
