// A report as one HTML page that stands alone: no script, no request, nothing from outside but inert text. Its
// content security policy allows its own style sheet and nothing else.
import { createHash } from "node:crypto";
import type { Block, ReportDocument } from "../document.ts";
import { NEXT_TITLE } from "../next-steps.ts";
import { escapeHtml } from "./escape-html.ts";
import { htmlBlock } from "./html-blocks.ts";
import { STYLE } from "./html-style.ts";
import { htmlText } from "./html-text.ts";

/** The whole page. */
export function renderHtml({ title, blocks }: ReportDocument): string {
  const { before, sections } = divided(blocks);
  const navigation = sections.length > 2 ? contents(sections) : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${htmlText([title])}</h1>
${blocksOf(before)}${navigation}${sections.map(section).join("")}</main>
</body>
</html>
`;
}

/** `img-src data:` is for the empty icon, without which a browser would ask a server for one. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A heading begins a section; what to run next is one of its own. */
function divided(blocks: readonly Block[]): { before: readonly Block[]; sections: readonly Section[] } {
  const before: Block[] = [];
  const sections: { id: string; title: string; blocks: Block[] }[] = [];
  for (const block of blocks) {
    const id = `s${sections.length + 1}`;
    if (block.kind === "heading") sections.push({ id, title: block.text, blocks: [] });
    else if (block.kind === "next") sections.push({ id, title: NEXT_TITLE, blocks: [block] });
    else (sections.at(-1)?.blocks ?? before).push(block);
  }
  return { before, sections };
}

function contents(sections: readonly Section[]): string {
  const links = sections.map(({ id, title }) => `<a href="#${id}">${escapeHtml(title)}</a>`);
  return `<nav aria-label="Contents">${links.join("")}</nav>\n`;
}

function section({ id, title, blocks }: Section): string {
  return `<section id="${id}">\n<h2>${escapeHtml(title)}</h2>\n${blocksOf(blocks)}</section>\n`;
}

/** Panels that follow each other stand side by side. */
function blocksOf(blocks: readonly Block[]): string {
  let html = "";
  let open = false;
  for (const block of blocks) {
    const isPanel = block.kind === "panel";
    if (isPanel !== open) html += isPanel ? '<div class="panels">\n' : "</div>\n";
    open = isPanel;
    html += htmlBlock(block);
  }
  return open ? `${html}</div>\n` : html;
}
