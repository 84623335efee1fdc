// A report as Markdown for GitHub's job summary. Decides what is left out when space is short: rows that may
// be cut, never what an approver must see (T25).
import { ToolError } from "../tuf/errors.ts";
import type { Block, ReportDocument, Text, Tone } from "./document.ts";
import { escapeMarkdown, markdownCode, markdownPre } from "./escape-markdown.ts";

/** GitHub drops the summary of a step that is larger. */
export const MAX_SUMMARY_BYTES = 1024 * 1024;

export interface MarkdownOptions {
  readonly maxBytes?: number;
  /**
   * What to do when even that which may not be cut does not fit: `fail` (a plan nobody could read must not be
   * approved), or `cut` (the work is done; a shortened summary says that it is one).
   */
  readonly overflow?: "fail" | "cut";
}

/** @throws {ToolError} `plan-too-large`, unless `overflow` is `cut`. */
export function renderMarkdown(report: ReportDocument, options: MarkdownOptions = {}): string {
  const { maxBytes = MAX_SUMMARY_BYTES, overflow = "fail" } = options;
  const pieces = [whole(`## ${escapeMarkdown(report.title)}\n\n`), ...report.blocks.map(pieceOf)];
  const needed = sum(pieces.map(neededBytes));
  if (needed <= maxBytes) return fill(pieces, maxBytes - needed);
  if (overflow === "fail") throw tooLarge(report.title, needed, maxBytes);
  return shortened(pieces, maxBytes);
}

/** @throws {ToolError} `plan-too-large` when the report cannot be shown whole where approvers look. */
export function requireFitsSummary(report: ReportDocument, maxBytes = MAX_SUMMARY_BYTES): void {
  const needed = sum([whole(`## ${escapeMarkdown(report.title)}\n\n`), ...report.blocks.map(pieceOf)].map(neededBytes));
  if (needed > maxBytes) throw tooLarge(report.title, needed, maxBytes);
}

/** A block in parts, so that rows can be left out without breaking it. */
interface Piece {
  readonly head: string;
  readonly rows: readonly string[];
  readonly tail: string;
  readonly cuttable: boolean;
}

const NOTE_BYTES = 80;

function pieceOf(block: Block): Piece {
  switch (block.kind) {
    case "heading":
      return whole(`### ${escapeMarkdown(block.text)}\n\n`);
    case "paragraph":
      return whole(`${ALERTS[block.tone ?? "neutral"]}${block.text.map(inline).join("")}\n\n`);
    case "facts":
      return tablePiece(
        "| | |\n| --- | --- |\n",
        block.facts.map(({ label, value }) => [label, value]),
        false,
      );
    case "table": {
      const titles = row(block.columns.map(({ title }) => title));
      const rule = block.columns.map(({ align }) => (align === "right" ? "---:" : "---")).join(" | ");
      return tablePiece(`${titles}| ${rule} |\n`, block.rows, block.cuttable ?? false);
    }
    case "list": {
      const rows = block.items.map((item) => `- ${item.map(inline).join("")}\n`);
      return { head: "", rows, tail: "\n", cuttable: block.cuttable ?? false };
    }
    case "warnings": {
      const rows = block.items.map((item) => `- ${escapeMarkdown(item)}\n`);
      return { head: rows.length ? `### Warnings (${rows.length})\n\n` : "", rows, tail: "\n", cuttable: false };
    }
    case "json": {
      const text = markdownPre((JSON.stringify(block.value, null, 2) ?? "").split("\n"));
      return { head: "", rows: [`${text}\n`], tail: "\n", cuttable: block.cuttable ?? false };
    }
  }
}

/** GitHub's alerts; the text follows on the same quoted line. */
const ALERTS: Readonly<Record<Tone, string>> = {
  good: "",
  neutral: "",
  warning: "> [!WARNING]\n> ",
  bad: "> [!CAUTION]\n> ",
};

const MARKS: Readonly<Record<Tone, string>> = { good: "✅ ", bad: "❌ ", warning: "⚠️ ", neutral: "" };

function inline(text: Text): string {
  if (typeof text === "string") return escapeMarkdown(text);
  if ("code" in text) return markdownCode(text.code);
  return `${MARKS[text.tone ?? "neutral"]}<strong>${escapeMarkdown(text.strong)}</strong>`;
}

function tablePiece(head: string, rows: readonly (readonly Text[])[], cuttable: boolean): Piece {
  return { head, rows: rows.map(row), tail: "\n", cuttable };
}

function row(cells: readonly Text[]): string {
  return `| ${cells.map(inline).join(" | ")} |\n`;
}

function whole(text: string): Piece {
  return { head: text, rows: [], tail: "", cuttable: false };
}

function neededBytes({ head, rows, tail, cuttable }: Piece): number {
  const frame = bytes(head) + bytes(tail);
  return cuttable ? frame + NOTE_BYTES : frame + sum(rows.map(bytes));
}

/** @param spare bytes for rows that may be cut; the notes about the rest are reckoned in already. */
function fill(pieces: readonly Piece[], spare: number): string {
  let left = spare;
  return pieces
    .map((piece) => {
      const { head, rows, tail, cuttable } = piece;
      if (!cuttable) return head + rows.join("") + tail;
      let kept = 0;
      while (kept < rows.length && bytes(rows[kept]!) <= left) left -= bytes(rows[kept++]!);
      const more = rows.length - kept;
      return `${head}${rows.slice(0, kept).join("")}${tail}${more > 0 ? `_and ${more} more_\n\n` : ""}`;
    })
    .join("");
}

function shortened(pieces: readonly Piece[], maxBytes: number): string {
  const note = whole("> [!WARNING]\n> This summary was too large and is cut; the output `result` is complete.\n\n");
  const [title, ...others] = pieces;
  const cut = [title!, note, ...others.map((piece) => (piece.rows.length > 0 ? { ...piece, cuttable: true } : piece))];
  const needed = sum(cut.map(neededBytes));
  return needed <= maxBytes ? fill(cut, maxBytes - needed) : note.head;
}

function tooLarge(title: string, needed: number, maxBytes: number): ToolError {
  return new ToolError("plan-too-large", {
    happened: `"${title}" has ${needed} bytes that must be seen before they are approved, and the job summary takes ${maxBytes}.`,
    next: "Release in smaller steps: fewer versions at once, or prune old ones in a Wave of their own.",
  });
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
