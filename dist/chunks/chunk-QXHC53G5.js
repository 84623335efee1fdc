import {
  filledFields,
  plainText
} from "./chunk-Z4PDTANG.js";
import {
  safeHref
} from "./chunk-UYXHXNOY.js";
import {
  NEXT_TITLE
} from "./chunk-ZBXTA7IB.js";
import {
  encodeText
} from "./chunk-7TLTVX54.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/report/markdown/escape-markdown.ts
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

// src/report/markdown/markdown-pieces.ts
function piecesOf(block) {
  switch (block.kind) {
    case "heading":
      return [whole(`### ${escapeMarkdown(block.text)}

`)];
    case "paragraph":
      return [whole(`${ALERTS[block.tone ?? "neutral"]}${inlines(block.text)}

`)];
    case "facts":
      return [
        // A table without titles has an empty line above it on GitHub.
        rowsPiece(block.facts.map(({ label, value }) => `- ${labelled(label, value)}
`))
      ];
    case "table": {
      if (isTooWide(block))
        return [
          rowsPiece(
            block.rows.map((cells) => record(block.columns, cells)),
            block.cuttable
          )
        ];
      let titles = row(block.columns.map(({ title }) => title)), rule = block.columns.map(({ align }) => align === "right" ? "---:" : "---").join(" | ");
      return [tablePiece(`${titles}| ${rule} |
`, block.rows, block.cuttable ?? !1)];
    }
    case "list":
      return [
        rowsPiece(
          block.items.map((item) => `- ${inlines(item)}
`),
          block.cuttable
        )
      ];
    case "warnings": {
      let rows = block.items.map((item) => `- ${escapeMarkdown(item)}
`);
      return [{ head: rows.length ? `### Warnings (${rows.length})

` : "", rows, tail: `
`, cuttable: !1 }];
    }
    case "json": {
      let text = markdownPre((JSON.stringify(block.value, null, 2) ?? "").split(`
`));
      return [rowsPiece([`${text}
`], block.cuttable)];
    }
    case "verdict": {
      let { tone, headline, text, deadline, counts } = block.verdict, next = deadline && `
> 
> Next deadline: ${strong(deadline.headline, deadline.tone)}. ${inlines(deadline.text)}`, said = `${VERDICT_ALERTS[tone]}${strong(headline, "neutral")}. ${inlines(text)}${next ?? ""}

`, numbers = counts.map(
        ({ label, value, tone: mark }) => strong(`${value} ${label}`, value > 0 ? mark : "neutral")
      );
      return [whole(said), ...numbers.length > 0 ? [whole(`${numbers.join(" · ")}

`)] : []];
    }
    case "notices":
      return [rowsPiece(block.items.map(noticeRow), block.cuttable)];
    case "timeline":
      return [rowsPiece(block.entries.map(timelineRow), block.cuttable)];
    case "meters":
      return [rowsPiece(block.meters.map(meterRow), block.cuttable)];
    case "next": {
      let rows = block.steps.map(({ what, command }) => `${escapeMarkdown(what)}:

${markdownPre([command])}

`);
      return [{ head: `### ${NEXT_TITLE}

`, rows, tail: "", cuttable: !1 }];
    }
    case "panel":
      return [whole(`#### ${inlines(block.title)}

`), ...block.blocks.flatMap(inPanel)];
  }
}
function inPanel(block) {
  return block.kind === "heading" ? [whole(`${strong(block.text, "neutral")}

`)] : piecesOf(block);
}
function whole(text) {
  return { head: text, rows: [], tail: "", cuttable: !1 };
}
var ALERTS = {
  good: "",
  neutral: "",
  warning: `> [!WARNING]
> `,
  bad: `> [!CAUTION]
> `
}, VERDICT_ALERTS = {
  ...ALERTS,
  good: `> [!TIP]
> `,
  neutral: `> [!NOTE]
> `
}, MARKS = { good: "✅ ", bad: "❌ ", warning: "⚠️ ", neutral: "" };
function inlines(texts) {
  return texts.map(inline).join("");
}
function inline(text) {
  if (typeof text == "string") return escapeMarkdown(text);
  if ("code" in text) return markdownCode(text.code);
  if ("keyid" in text) return markdownCode(text.keyid);
  if ("badge" in text) return strong(text.badge, text.tone);
  if ("strong" in text) return strong(text.strong, text.tone ?? "neutral");
  let href = safeHref(text.href);
  return href ? `[${escapeMarkdown(text.link)}](${href})` : escapeMarkdown(text.link);
}
function strong(text, tone) {
  return `${MARKS[tone]}<strong>${escapeMarkdown(text)}</strong>`;
}
function noticeRow({ tone, badge, title, about, lines }) {
  let said = lines.map(({ label, text }) => `<br>${escapeMarkdown(label)}: ${inlines(text)}`).join("");
  return `- ${strong(badge, tone)}: ${escapeMarkdown(title)}<br>${inlines(about)}${said}
`;
}
function timelineRow({ mark, title, lines, tone }) {
  return `- ${strong(mark, tone === "good" ? "neutral" : tone)} ${[title, ...lines].map(inlines).join("<br>")}
`;
}
var BAR = 12;
function meterRow(meter) {
  let full = filledFields(meter, BAR);
  return `- ${"█".repeat(full) + "░".repeat(BAR - full)} ${inlines(meter.says)}: ${inlines(meter.label)}
`;
}
function rowsPiece(rows, cuttable = !1) {
  return { head: "", rows, tail: `
`, cuttable };
}
function tablePiece(head, cells, cuttable) {
  return { head, rows: cells.map(row), tail: `
`, cuttable };
}
function isTooWide({ columns, rows }) {
  return columns.map(
    ({ title }, column) => rows.reduce((most, cells) => Math.max(most, longestWord(plainText(cells[column] ?? ""))), title.length)
  ).reduce((total, width) => total + width, 0) > MAX_CHARACTERS;
}
var MAX_CHARACTERS = 110;
function longestWord(text) {
  return Math.max(...text.split(" ").map((word) => word.length));
}
function record(columns, cells) {
  return `- ${columns.flatMap(({ title }, column) => {
    let cell = cells[column] ?? "";
    return plainText(cell) === "" ? [] : [column === 0 ? inline(cell) : `${escapeMarkdown(title)}: ${inline(cell)}`];
  }).join("<br>")}
`;
}
function labelled(label, value) {
  return `${strong(`${label}:`, "neutral")} ${inline(value)}`;
}
function row(cells) {
  return `| ${cells.map(inline).join(" | ")} |
`;
}

// src/report/markdown/markdown.ts
var MAX_SUMMARY_BYTES = 1024 * 1024;
function renderMarkdown(report, options = {}) {
  let { maxBytes = MAX_SUMMARY_BYTES, overflow = "fail" } = options, pieces = piecesOfReport(report), needed = sum(pieces.map(neededBytes));
  if (needed <= maxBytes) return fill(pieces, maxBytes - needed);
  if (overflow === "fail") throw tooLarge(report.title, needed, maxBytes);
  return shortened(pieces, maxBytes);
}
function requireFitsSummary(report, maxBytes = MAX_SUMMARY_BYTES) {
  let needed = sum(piecesOfReport(report).map(neededBytes));
  if (needed > maxBytes) throw tooLarge(report.title, needed, maxBytes);
}
function piecesOfReport({ title, blocks }) {
  return [whole(`## ${escapeMarkdown(title)}

`), ...blocks.flatMap(piecesOf)];
}
var NOTE_BYTES = 80;
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
  return needed <= maxBytes ? fill(cut, maxBytes - needed) : beginning(cut, note, maxBytes);
}
function beginning(pieces, note, maxBytes) {
  let kept = [], used = 0;
  for (let piece of pieces) {
    if (used += neededBytes(piece), used > maxBytes) break;
    kept.push(piece);
  }
  return kept.includes(note) ? fill(kept, 0) : note.head;
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
