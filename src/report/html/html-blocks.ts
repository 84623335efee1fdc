// Blocks as HTML elements. Decides structure only; how it looks is html-style.ts.
import {
  type Block,
  type Meter,
  type Notice,
  plainText,
  type Text,
  type TimelineEntry,
  type VerdictBlock,
} from "../document.ts";
import { escapeHtml } from "./escape-html.ts";
import { badge, bar, htmlText, icon } from "./html-text.ts";

export function htmlBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h3>${escapeHtml(block.text)}</h3>\n`;
    case "paragraph":
      return `<p${block.tone && block.tone !== "neutral" ? ` class="says ${block.tone}"` : ""}>${htmlText(block.text)}</p>\n`;
    case "facts": {
      const facts = block.facts.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${htmlText([value])}</dd>`);
      return `<dl class="facts">${facts.join("")}</dl>\n`;
    }
    case "table":
      return table(block);
    case "list":
      return `<ul>${block.items.map((item) => `<li>${htmlText(item)}</li>`).join("")}</ul>\n`;
    case "warnings":
      return block.items.map((item) => `<p class="says warning">${escapeHtml(item)}</p>\n`).join("");
    case "lines":
      return `<pre>${block.lines.map(escapeHtml).join("\n")}</pre>\n`;
    case "json": {
      const lines = (JSON.stringify(block.value, null, 2) ?? "").split("\n");
      return `<pre tabindex="0">${lines.map(escapeHtml).join("\n")}</pre>\n`;
    }
    case "verdict":
      return verdict(block.verdict);
    case "notices":
      return block.items.map(notice).join("");
    case "timeline":
      return timeline(block.entries);
    case "meters":
      return `<div class="meters">\n${block.meters.map(meter).join("")}</div>\n`;
    case "next": {
      const steps = block.steps.map(({ what, command }) => `<li>${htmlText([`${what}: `, { code: command }])}</li>`);
      return `<ul>${steps.join("")}</ul>\n`;
    }
    case "panel":
      return `<article class="panel">\n<h3>${htmlText(block.title)}</h3>\n${block.blocks.map(htmlBlock).join("")}</article>\n`;
  }
}

/** The newest entries; a long history is opened by who wants it. Printed it is whole. */
function timeline(entries: readonly TimelineEntry[]): string {
  const list = (some: readonly TimelineEntry[]) => `<ol class="timeline">\n${some.map(entry).join("")}</ol>\n`;
  if (entries.length <= NEWEST + FEW) return list(entries);
  const older = entries.slice(NEWEST);
  return `<div class="card">${list(entries.slice(0, NEWEST))}<details class="older"><summary>${older.length} older</summary>
${list(older)}</details></div>
`;
}

/** Fewer than so many more are not worth a click. */
const [NEWEST, FEW] = [8, 4];

/** A long word may be broken where the screen is narrow. */
function cellClass(text: Text, align: "left" | "right" | undefined): string {
  const names = [...(align === "right" ? ["right"] : []), ...(/\S{17}/.test(plainText(text)) ? ["long"] : [])];
  return names.length > 0 ? ` class="${names.join(" ")}"` : "";
}

/** Where it is too narrow for its columns each row is a list of its own, and says the title before each cell. */
function table({ columns, rows }: Extract<Block, { kind: "table" }>): string {
  const titles = columns.map(({ title }) => escapeHtml(title));
  const classes = columns.map(({ align }) => (align === "right" ? ' class="right"' : ""));
  const head = titles.map((title, column) => `<th scope="col" role="columnheader"${classes[column]}>${title}</th>`);
  const body = rows.map((cells) => {
    const row = titles.map(
      (title, column) =>
        `<td role="cell" data-title="${title}"${cellClass(cells[column] ?? "", columns[column]!.align)}>${htmlText([cells[column] ?? ""])}</td>`,
    );
    return `<tr role="row">${row.join("")}</tr>\n`;
  });
  const size = COLUMN_CLASSES[columns.length] ?? " most";
  return `<div class="scroll${size}" role="group" tabindex="0" aria-label="Table: ${titles.join(", ")}"><table role="table">
<thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead>
<tbody role="rowgroup">
${body.join("")}</tbody></table></div>
`;
}

/** By the number of columns: what they need is in html-style.ts. Two fit on any screen. */
const COLUMN_CLASSES = ["", "", "", " some", " some", " many"];

function verdict({ tone, headline, text, deadline, counts }: VerdictBlock): string {
  const numbers = counts.map(
    ({ label, value, tone: mark }) =>
      `<li class="${value > 0 ? mark : "neutral"}"><b>${value}</b> ${escapeHtml(label)}</li>`,
  );
  const next = deadline
    ? `<div class="deadline ${deadline.tone}"><span class="label">Next deadline</span><strong>${escapeHtml(deadline.headline)}</strong><p>${htmlText(deadline.text)}</p></div>\n`
    : "";
  return `<div class="verdict ${tone}" role="status">
<div class="answer">${icon(tone)}<div><strong>${escapeHtml(headline)}</strong><p>${htmlText(text)}</p><ul class="counts">${numbers.join("")}</ul></div></div>
${next}</div>
`;
}

function notice({ tone, badge: word, title, about, lines }: Notice): string {
  const said = lines.map(({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${htmlText(text)}</dd>`);
  return `<article class="notice ${tone}">
<h3>${badge(word, tone)} ${escapeHtml(title)}</h3>
<p class="about">${htmlText(about)}</p>
<dl>${said.join("")}</dl>
</article>
`;
}

function entry({ mark, tone, title, lines }: TimelineEntry): string {
  const more = lines.map((line) => `<li>${htmlText(line)}</li>`);
  return `<li class="${tone}"><span class="mark">${escapeHtml(mark)}</span><div><h3>${htmlText(title)}</h3>${more.length > 0 ? `<ul>${more.join("")}</ul>` : ""}</div></li>\n`;
}

function meter(one: Meter): string {
  return `<div class="meter"><span class="label">${htmlText(one.label)}</span>${bar(one)}<span class="value">${htmlText(one.says)}</span></div>\n`;
}
