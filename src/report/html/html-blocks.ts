// Blocks as HTML elements. Decides structure only; how it looks is html-style.ts.
import type { Block, Meter, Notice, Text, TimelineEntry, VerdictBlock } from "../document.ts";
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
    case "json": {
      const lines = (JSON.stringify(block.value, null, 2) ?? "").split("\n");
      return `<pre>${lines.map(escapeHtml).join("\n")}</pre>\n`;
    }
    case "verdict":
      return verdict(block.verdict);
    case "notices":
      return block.items.map(notice).join("");
    case "timeline":
      return `<ol class="timeline">\n${block.entries.map(entry).join("")}</ol>\n`;
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

function table({ columns, rows }: Extract<Block, { kind: "table" }>): string {
  const classes = columns.map(({ align }) => (align === "right" ? ' class="right"' : ""));
  const head = columns.map(({ title }, column) => `<th scope="col"${classes[column]}>${escapeHtml(title)}</th>`);
  const body = rows.map(
    (cells) => `<tr>${columns.map((_, column) => cell(cells[column] ?? "", classes[column]!)).join("")}</tr>\n`,
  );
  return `<div class="scroll"><table>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${body.join("")}</tbody></table></div>\n`;
}

function cell(text: Text, attributes: string): string {
  return `<td${attributes}>${htmlText([text])}</td>`;
}

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
