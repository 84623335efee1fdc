// A table on a terminal: columns as wide as they may be, cells broken where they must be.

import { encodeText } from "../../text/encode-text.ts";
import { fitColumns, wrapCell } from "../../text/wrap-text.ts";
import { type Block, plainText } from "../document.ts";
import { type Paint, type Style, styleOf } from "./terminal-text.ts";

const GAP = "  ";

export function table(block: Extract<Block, { kind: "table" }>, width: number, paint: Paint): string[] {
  const titles = block.columns.map(({ title }) => encodeText(title));
  const rows = block.rows.map((cells) => titles.map((_, column) => cells[column] ?? ""));
  const natural = titles.map((title, column) =>
    rows.reduce((widest, cells) => Math.max(widest, encodeText(plainText(cells[column]!)).length), title.length),
  );
  const widths = fitColumns(natural, width - GAP.length * (titles.length - 1));
  const print = (cells: readonly { text: string; style: Style | null }[]): string[] => {
    const columns = cells.map(({ text }, column) => wrapCell(text, widths[column]!));
    const height = Math.max(1, ...columns.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      columns
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
    ...rows.flatMap((cells) =>
      print(cells.map((cell) => ({ text: encodeText(plainText(cell)), style: styleOf(cell) }))),
    ),
  ];
}
