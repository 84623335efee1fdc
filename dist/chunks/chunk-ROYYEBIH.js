import {
  encodeText
} from "./chunk-3GZ34ABF.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/report/escape-markdown.ts
var BREAK = "&#8203;", ACTIVE = /:(?=\/\/|[\w+-]+:)|(?<=:[\w+-]+):|[!"#$&*+<=>@[\\\]^_`{|}~]/g;
function escapeMarkdown(text) {
  return escapeStart(entities(text).replaceAll("&#64;", `&#64;${BREAK}`).replaceAll("&#35;", `&#35;${BREAK}`));
}
function markdownCode(text) {
  return `<code>${entities(text)}</code>`;
}
function markdownPre(lines) {
  return `<pre>${lines.map((line) => encodeText(line).replace(/[&<>@]/g, (char) => `&#${char.charCodeAt(0)};`)).join(`
`)}</pre>`;
}
function entities(text) {
  return encodeText(text).replace(ACTIVE, (char) => `&#${char.charCodeAt(0)};`).replace(/(www)\./gi, "$1&#46;");
}
function escapeStart(text) {
  return text.replace(/^[ -]/, (char) => `&#${char.charCodeAt(0)};`).replace(/^(\d{1,9})([.)])/, (_, digits, mark) => `${digits}&#${mark.charCodeAt(0)};`);
}

// src/report/markdown.ts
var MAX_SUMMARY_BYTES = 1024 * 1024;
function renderMarkdown(report, options = {}) {
  let { maxBytes = MAX_SUMMARY_BYTES, overflow = "fail" } = options, pieces = [whole(`## ${escapeMarkdown(report.title)}

`), ...report.blocks.map(pieceOf)], needed = sum(pieces.map(neededBytes));
  if (needed <= maxBytes) return fill(pieces, maxBytes - needed);
  if (overflow === "fail") throw tooLarge(report.title, needed, maxBytes);
  return shortened(pieces, maxBytes);
}
function requireFitsSummary(report, maxBytes = MAX_SUMMARY_BYTES) {
  let needed = sum([whole(`## ${escapeMarkdown(report.title)}

`), ...report.blocks.map(pieceOf)].map(neededBytes));
  if (needed > maxBytes) throw tooLarge(report.title, needed, maxBytes);
}
var NOTE_BYTES = 80;
function pieceOf(block) {
  switch (block.kind) {
    case "heading":
      return whole(`### ${escapeMarkdown(block.text)}

`);
    case "paragraph":
      return whole(`${ALERTS[block.tone ?? "neutral"]}${block.text.map(inline).join("")}

`);
    case "facts":
      return tablePiece(
        `| | |
| --- | --- |
`,
        block.facts.map(({ label, value }) => [label, value]),
        !1
      );
    case "table": {
      let titles = row(block.columns.map(({ title }) => title)), rule = block.columns.map(({ align }) => align === "right" ? "---:" : "---").join(" | ");
      return tablePiece(`${titles}| ${rule} |
`, block.rows, block.cuttable ?? !1);
    }
    case "list":
      return { head: "", rows: block.items.map((item) => `- ${item.map(inline).join("")}
`), tail: `
`, cuttable: block.cuttable ?? !1 };
    case "warnings": {
      let rows = block.items.map((item) => `- ${escapeMarkdown(item)}
`);
      return { head: rows.length ? `### Warnings (${rows.length})

` : "", rows, tail: `
`, cuttable: !1 };
    }
    case "json":
      return { head: "", rows: [`${markdownPre((JSON.stringify(block.value, null, 2) ?? "").split(`
`))}
`], tail: `
`, cuttable: block.cuttable ?? !1 };
  }
}
var ALERTS = {
  good: "",
  neutral: "",
  warning: `> [!WARNING]
> `,
  bad: `> [!CAUTION]
> `
}, MARKS = { good: "✅ ", bad: "❌ ", warning: "⚠️ ", neutral: "" };
function inline(text) {
  return typeof text == "string" ? escapeMarkdown(text) : "code" in text ? markdownCode(text.code) : `${MARKS[text.tone ?? "neutral"]}<strong>${escapeMarkdown(text.strong)}</strong>`;
}
function tablePiece(head, rows, cuttable) {
  return { head, rows: rows.map(row), tail: `
`, cuttable };
}
function row(cells) {
  return `| ${cells.map(inline).join(" | ")} |
`;
}
function whole(text) {
  return { head: text, rows: [], tail: "", cuttable: !1 };
}
function neededBytes({ head, rows, tail, cuttable }) {
  let frame = bytes(head) + bytes(tail);
  return cuttable ? frame + NOTE_BYTES : frame + sum(rows.map(bytes));
}
function fill(pieces, spare) {
  let left = spare;
  return pieces.map((piece) => {
    let { head, rows, tail, cuttable } = piece;
    if (!cuttable) return head + rows.join("") + tail;
    let kept = 0;
    for (; kept < rows.length && bytes(rows[kept]) <= left; ) left -= bytes(rows[kept++]);
    let more = rows.length - kept;
    return `${head}${rows.slice(0, kept).join("")}${tail}${more > 0 ? `_and ${more} more_

` : ""}`;
  }).join("");
}
function shortened(pieces, maxBytes) {
  let note = whole(`> [!WARNING]
> This summary was too large and is cut; the output \`result\` is complete.

`), [title, ...others] = pieces, cut = [title, note, ...others.map((piece) => piece.rows.length > 0 ? { ...piece, cuttable: !0 } : piece)], needed = sum(cut.map(neededBytes));
  return needed <= maxBytes ? fill(cut, maxBytes - needed) : note.head;
}
function tooLarge(title, needed, maxBytes) {
  return new ToolError("plan-too-large", {
    happened: `"${title}" has ${needed} bytes that must be seen before they are approved, and the job summary takes ${maxBytes}.`,
    next: "Release in smaller steps: fewer versions at once, or prune old ones in a Wave of their own."
  });
}
function bytes(text) {
  return Buffer.byteLength(text);
}
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

export {
  MAX_SUMMARY_BYTES,
  renderMarkdown,
  requireFitsSummary
};
