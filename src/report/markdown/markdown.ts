// A report as Markdown for GitHub's job summary. Decides what is left out when space is short: rows that may
// be cut, never what an approver must see (T25).
import { ToolError } from "../../errors/tool-error.ts";
import type { ReportDocument } from "../document.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { type Piece, piecesOf, whole } from "./markdown-pieces.ts";

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
  const pieces = piecesOfReport(report);
  const needed = sum(pieces.map(neededBytes));
  if (needed <= maxBytes) return fill(pieces, maxBytes - needed);
  if (overflow === "fail") throw tooLarge(report.title, needed, maxBytes);
  return shortened(pieces, maxBytes);
}

/** @throws {ToolError} `plan-too-large` when the report cannot be shown whole where approvers look. */
export function requireFitsSummary(report: ReportDocument, maxBytes = MAX_SUMMARY_BYTES): void {
  const needed = sum(piecesOfReport(report).map(neededBytes));
  if (needed > maxBytes) throw tooLarge(report.title, needed, maxBytes);
}

function piecesOfReport({ title, blocks }: ReportDocument): Piece[] {
  return [whole(`## ${escapeMarkdown(title)}\n\n`), ...blocks.flatMap(piecesOf)];
}

const NOTE_BYTES = 80;

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
  return needed <= maxBytes ? fill(cut, maxBytes - needed) : beginning(cut, note, maxBytes);
}

/** The blocks from the top that fit: what matters most stands there. At least the note that this is not all. */
function beginning(pieces: readonly Piece[], note: Piece, maxBytes: number): string {
  const kept: Piece[] = [];
  let used = 0;
  for (const piece of pieces) {
    used += neededBytes(piece);
    if (used > maxBytes) break;
    kept.push(piece);
  }
  return kept.includes(note) ? fill(kept, 0) : note.head;
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
