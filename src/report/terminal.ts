// A report as lines for a terminal or a pipe: tables as wide as they may be, colours only where asked for.
import { type Block, plainText, type ReportDocument, type Text, type Tone } from "./document.ts";
import { encodeText } from "./encode-text.ts";
import { fitColumns, wrapCell, wrapWords } from "./wrap-text.ts";

export interface TerminalOptions {
  /** Characters in a line. A word that cannot be broken (a digest in a paragraph) may exceed it. */
  readonly width: number;
  readonly colour: boolean;
}

type Style = "bold" | "dim" | "green" | "red" | "yellow";
type Paint = (text: string, style: Style | null) => string;

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };
const TONES: Readonly<Record<Tone, Style | null>> = { good: "green", bad: "red", warning: "yellow", neutral: null };

/** The whole report, ending in a newline. All foreign text in it is encoded (T21). */
export function renderTerminal({ title, blocks }: ReportDocument, { width, colour }: TerminalOptions): string {
  const paint: Paint = (text, style) => (colour && style && text ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text);
  const parts = [[paint(encodeText(title), "bold")], ...blocks.map((block) => linesOf(block, width, paint))];
  const shown = parts.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function linesOf(block: Block, width: number, paint: Paint): string[] {
  switch (block.kind) {
    case "heading":
      return [paint(encodeText(block.text), "bold")];
    case "paragraph":
      return paragraph(block.text, width, paint, TONES[block.tone ?? "neutral"]);
    case "facts":
      return facts(block.facts, width, paint);
    case "table":
      return table(block, width, paint);
    case "list":
      return block.items.flatMap((item) => hanging("- ", paragraph(item, width - 2, paint, null)));
    case "warnings":
      return [];
    case "json":
      return (JSON.stringify(block.value, null, 2) ?? "").split("\n").map(encodeText);
  }
}

function paragraph(texts: readonly Text[], width: number, paint: Paint, style: Style | null): string[] {
  const spans = texts.map((text) => ({ text: encodeText(plainText(text)), mark: styleOf(text) ?? style }));
  return wrapWords(spans, width).map((line) => line.map(({ text, mark }) => paint(text, mark)).join(""));
}

function styleOf(text: Text): Style | null {
  if (typeof text === "string" || "code" in text) return null;
  return TONES[text.tone ?? "neutral"] ?? "bold";
}

function facts(
  rows: readonly { readonly label: string; readonly value: Text }[],
  width: number,
  paint: Paint,
): string[] {
  const labelWidth = Math.max(0, ...rows.map(({ label }) => encodeText(label).length)) + 2;
  return rows.flatMap(({ label, value }) =>
    hanging(encodeText(label).padEnd(labelWidth), paragraph([value], Math.max(20, width - labelWidth), paint, null)),
  );
}

function hanging(first: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? first : " ".repeat(first.length)) + line);
}

const GAP = "  ";

function table(block: Extract<Block, { kind: "table" }>, width: number, paint: Paint): string[] {
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
