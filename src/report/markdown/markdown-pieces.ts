// Blocks as Markdown in parts: what must stay whole, and rows of which some may be left out. What is left out
// is decided in markdown.ts.

import {
  type Block,
  filledFields,
  type Meter,
  type Notice,
  plainText,
  type Text,
  type TimelineEntry,
  type Tone,
} from "../document.ts";
import { safeHref } from "../html/escape-html.ts";
import { NEXT_TITLE } from "../next-steps.ts";
import { escapeMarkdown, markdownCode, markdownPre } from "./escape-markdown.ts";

/** A block in parts, so that rows can be left out without breaking it. */
export interface Piece {
  readonly head: string;
  readonly rows: readonly string[];
  readonly tail: string;
  readonly cuttable: boolean;
}

export function piecesOf(block: Block): Piece[] {
  switch (block.kind) {
    case "heading":
      return [whole(`### ${escapeMarkdown(block.text)}\n\n`)];
    case "paragraph":
      return [whole(`${ALERTS[block.tone ?? "neutral"]}${inlines(block.text)}\n\n`)];
    case "facts":
      return [
        // A table without titles has an empty line above it on GitHub.
        rowsPiece(block.facts.map(({ label, value }) => `- ${labelled(label, value)}\n`)),
      ];
    case "table": {
      if (isTooWide(block))
        return [
          rowsPiece(
            block.rows.map((cells) => record(block.columns, cells)),
            block.cuttable,
          ),
        ];
      const titles = row(block.columns.map(({ title }) => title));
      const rule = block.columns.map(({ align }) => (align === "right" ? "---:" : "---")).join(" | ");
      return [tablePiece(`${titles}| ${rule} |\n`, block.rows, block.cuttable ?? false)];
    }
    case "list":
      return [
        rowsPiece(
          block.items.map((item) => `- ${inlines(item)}\n`),
          block.cuttable,
        ),
      ];
    case "warnings": {
      const rows = block.items.map((item) => `- ${escapeMarkdown(item)}\n`);
      return [{ head: rows.length ? `### Warnings (${rows.length})\n\n` : "", rows, tail: "\n", cuttable: false }];
    }
    case "lines":
      return [rowsPiece([`${markdownPre(block.lines)}\n`], false)];
    case "json": {
      const text = markdownPre((JSON.stringify(block.value, null, 2) ?? "").split("\n"));
      return [rowsPiece([`${text}\n`], block.cuttable)];
    }
    case "verdict": {
      const { tone, headline, text, deadline, counts } = block.verdict;
      const next =
        deadline && `\n> \n> Next deadline: ${strong(deadline.headline, deadline.tone)}. ${inlines(deadline.text)}`;
      const said = `${VERDICT_ALERTS[tone]}${strong(headline, "neutral")}. ${inlines(text)}${next ?? ""}\n\n`;
      const numbers = counts.map(({ label, value, tone: mark }) =>
        strong(`${value} ${label}`, value > 0 ? mark : "neutral"),
      );
      return [whole(said), ...(numbers.length > 0 ? [whole(`${numbers.join(" · ")}\n\n`)] : [])];
    }
    case "notices":
      return [rowsPiece(block.items.map(noticeRow), block.cuttable)];
    case "timeline":
      return [rowsPiece(block.entries.map(timelineRow), block.cuttable)];
    case "meters":
      return [rowsPiece(block.meters.map(meterRow), block.cuttable)];
    case "next": {
      const rows = block.steps.map(({ what, command }) => `${escapeMarkdown(what)}:\n\n${markdownPre([command])}\n\n`);
      return [{ head: `### ${NEXT_TITLE}\n\n`, rows, tail: "", cuttable: false }];
    }
    case "panel":
      return [whole(`#### ${inlines(block.title)}\n\n`), ...block.blocks.flatMap(inPanel)];
  }
}

function inPanel(block: Block): Piece[] {
  return block.kind === "heading" ? [whole(`${strong(block.text, "neutral")}\n\n`)] : piecesOf(block);
}

export function whole(text: string): Piece {
  return { head: text, rows: [], tail: "", cuttable: false };
}

/** GitHub's alerts; the text follows on the same quoted line. */
const ALERTS: Readonly<Record<Tone, string>> = {
  good: "",
  neutral: "",
  warning: "> [!WARNING]\n> ",
  bad: "> [!CAUTION]\n> ",
};
const VERDICT_ALERTS: Readonly<Record<Tone, string>> = {
  ...ALERTS,
  good: "> [!TIP]\n> ",
  neutral: "> [!NOTE]\n> ",
};

const MARKS: Readonly<Record<Tone, string>> = { good: "✅ ", bad: "❌ ", warning: "⚠️ ", neutral: "" };

function inlines(texts: readonly Text[]): string {
  return texts.map(inline).join("");
}

function inline(text: Text): string {
  if (typeof text === "string") return escapeMarkdown(text);
  if ("code" in text) return markdownCode(text.code);
  if ("keyid" in text) return markdownCode(text.keyid);
  if ("badge" in text) return strong(text.badge, text.tone);
  if ("strong" in text) return strong(text.strong, text.tone ?? "neutral");
  const href = safeHref(text.href);
  return href ? `[${escapeMarkdown(text.link)}](${href})` : escapeMarkdown(text.link);
}

function strong(text: string, tone: Tone): string {
  return `${MARKS[tone]}<strong>${escapeMarkdown(text)}</strong>`;
}

function noticeRow({ tone, badge, title, about, lines }: Notice): string {
  const said = lines.map(({ label, text }) => `<br>${escapeMarkdown(label)}: ${inlines(text)}`).join("");
  return `- ${strong(badge, tone)}: ${escapeMarkdown(title)}<br>${inlines(about)}${said}\n`;
}

function timelineRow({ mark, title, lines, tone }: TimelineEntry): string {
  return `- ${strong(mark, tone === "good" ? "neutral" : tone)} ${[title, ...lines].map(inlines).join("<br>")}\n`;
}

const BAR = 12;

function meterRow(meter: Meter): string {
  const full = filledFields(meter, BAR);
  const bar = "█".repeat(full) + "░".repeat(BAR - full);
  return `- ${bar} ${inlines(meter.says)}: ${inlines(meter.label)}\n`;
}

function rowsPiece(rows: readonly string[], cuttable = false): Piece {
  return { head: "", rows, tail: "\n", cuttable };
}

function tablePiece(head: string, cells: readonly (readonly Text[])[], cuttable: boolean): Piece {
  return { head, rows: cells.map(row), tail: "\n", cuttable };
}

/** Wider than what GitHub shows beside each other, also where it breaks the cells between words: two digests. */
function isTooWide({ columns, rows }: Extract<Block, { kind: "table" }>): boolean {
  const longest = columns.map(({ title }, column) =>
    rows.reduce((most, cells) => Math.max(most, longestWord(plainText(cells[column] ?? ""))), title.length),
  );
  return longest.reduce((total, width) => total + width, 0) > MAX_CHARACTERS;
}

const MAX_CHARACTERS = 110;

function longestWord(text: string): number {
  return Math.max(...text.split(" ").map((word) => word.length));
}

/** A row as an item of a list: its first cell, then one line a cell. */
function record(columns: readonly { readonly title: string }[], cells: readonly Text[]): string {
  const lines = columns.flatMap(({ title }, column) => {
    const cell = cells[column] ?? "";
    if (plainText(cell) === "") return [];
    return [column === 0 ? inline(cell) : `${escapeMarkdown(title)}: ${inline(cell)}`];
  });
  return `- ${lines.join("<br>")}\n`;
}

function labelled(label: string, value: Text): string {
  return `${strong(`${label}:`, "neutral")} ${inline(value)}`;
}

function row(cells: readonly Text[]): string {
  return `| ${cells.map(inline).join(" | ")} |\n`;
}
