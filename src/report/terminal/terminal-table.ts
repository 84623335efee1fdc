// A table on a terminal: columns as wide as they may be, cells broken between words. Where a word would have to be broken (a
// digest), each row is a small list instead, so that everything can be copied whole.

import { encodeText } from "../../text/encode-text.ts";
import { fitColumns, longestPiece, wrapCell } from "../../text/wrap-text.ts";
import { type Block, plainText, type Text } from "../document.ts";
import { hanging, type Paint, paragraph, type Style, styleOf } from "./terminal-text.ts";

const GAP = "  ";
/** Enough to tell the keys of a Factory apart; `--json` has all of them whole. */
const KEYID_CHARACTERS = 12;

type Table = Extract<Block, { kind: "table" }>;
interface Cell {
  readonly text: string;
  readonly style: Style | null;
}

export function table(block: Table, width: number, paint: Paint): string[] {
  const titles = block.columns.map(({ title }) => encodeText(title));
  const room = width - GAP.length * (titles.length - 1);
  const cells = (isShort: boolean) =>
    block.rows.map((row) => titles.map((_, column) => cellOf(row[column] ?? "", isShort)));
  const whole = cells(false);
  const rows = sum(widest(titles, whole, lengthOf)) <= room ? whole : cells(true);
  const widths = fitColumns(widest(titles, rows, lengthOf), room, widest(titles, rows, longestPiece));
  return widths === null ? records(titles, rows, width, paint) : columns(block, titles, rows, widths, paint);
}

/** The largest measure in each column, its title included. */
function widest(
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
  measure: (text: string) => number,
): number[] {
  return titles.map((title, column) =>
    rows.reduce((most, cells) => Math.max(most, measure(cells[column]!.text)), measure(title)),
  );
}

function lengthOf(text: string): number {
  return text.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** @param isShort there is no room for whole key ids. */
function cellOf(text: Text, isShort: boolean): Cell {
  const shown = encodeText(plainText(text));
  const isKeyid = typeof text === "object" && "keyid" in text;
  return { text: isShort && isKeyid ? shown.slice(0, KEYID_CHARACTERS) : shown, style: styleOf(text) };
}

function columns(
  block: Table,
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  paint: Paint,
): string[] {
  const print = (cells: readonly Cell[]): string[] => {
    const wrapped = cells.map(({ text }, column) => wrapCell(text, widths[column]!));
    const height = Math.max(1, ...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((lines, column) => {
          const text = lines[line] ?? "";
          const blanks = " ".repeat(widths[column]! - text.length);
          const painted = paint(text, cells[column]!.style);
          return block.columns[column]!.align === "right" ? blanks + painted : painted + blanks;
        })
        .join(GAP)
        .trimEnd(),
    );
  };
  return [
    ...print(titles.map((text) => ({ text, style: "bold" as const }))),
    paint(widths.map((columnWidth) => "-".repeat(columnWidth)).join(GAP), "dim"),
    ...rows.flatMap(print),
  ];
}

/** One line a cell, a blank line between rows; empty cells are left out. */
function records(titles: readonly string[], rows: readonly (readonly Cell[])[], width: number, paint: Paint): string[] {
  const labelWidth = Math.max(0, ...titles.map((title) => title.length)) + GAP.length;
  return rows.flatMap((cells, row) => [
    ...(row === 0 ? [] : [""]),
    ...cells.flatMap(({ text, style }, column) => {
      if (text === "") return [];
      const lines = paragraph([text], Math.max(20, width - labelWidth), paint, style);
      const [first = "", ...rest] = hanging(titles[column]!.padEnd(labelWidth), lines);
      return [paint(first.slice(0, labelWidth), "dim") + first.slice(labelWidth), ...rest];
    }),
  ]);
}
