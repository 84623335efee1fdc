// A report as lines for a terminal or a pipe: tables as wide as they may be, colours only where asked for.

import { encodeText } from "../../text/encode-text.ts";
import type { Block, NextStep, ReportDocument, Text } from "../document.ts";
import { NEXT_TITLE } from "../next-steps.ts";
import { findingLines, meterLines, timelineLines, verdictLines } from "./terminal-review.ts";
import { table } from "./terminal-table.ts";
import { hanging, indented, type Paint, painter, paragraph, TONE_STYLES } from "./terminal-text.ts";

export interface TerminalOptions {
  /** Characters in a line. A word that cannot be broken (a digest in a paragraph) may exceed it. */
  readonly width: number;
  readonly colour: boolean;
}

/** The whole report, ending in a newline. All foreign text in it is encoded (T21). */
export function renderTerminal({ title, blocks }: ReportDocument, { width, colour }: TerminalOptions): string {
  const paint = painter(colour);
  const parts = [[paint(encodeText(title), "bold")], ...blocks.map((block) => linesOf(block, width, paint))];
  return `${spaced(parts).join("\n")}\n`;
}

/** A blank line between parts; parts without a line are left out. */
function spaced(parts: readonly (readonly string[])[]): string[] {
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function linesOf(block: Block, width: number, paint: Paint): string[] {
  switch (block.kind) {
    case "heading":
      return [paint(encodeText(block.text), "bold")];
    case "paragraph":
      return paragraph(block.text, width, paint, TONE_STYLES[block.tone ?? "neutral"]);
    case "facts":
      return facts(block.facts, width, paint);
    case "table":
      return table(block, width, paint);
    case "list":
      return block.items.flatMap((item) => hanging("- ", paragraph(item, width - 2, paint, null)));
    case "warnings":
      return [];
    case "lines":
      return block.lines.flatMap((line) => broken(encodeText(line), width));
    case "json":
      return (JSON.stringify(block.value, null, 2) ?? "").split("\n").map(encodeText);
    case "verdict":
      return verdictLines(block.verdict, width, paint);
    case "notices":
      return spaced(block.items.map((item) => findingLines(item, width, paint)));
    case "timeline":
      return block.entries.flatMap((entry) => timelineLines(entry, width, paint));
    case "meters":
      return meterLines(block.meters, width, paint);
    case "next":
      return next(block.steps, width, paint);
    case "panel": {
      const title = paragraph(block.title, width, paint, "bold");
      const inner = spaced(block.blocks.map((inside) => linesOf(inside, Math.max(20, width - 2), paint)));
      return [...title, ...indented(inner, 2)];
    }
  }
}

/** Each command on a line of its own, however long it is: it is pasted as it stands. */
function next(steps: readonly NextStep[], width: number, paint: Paint): string[] {
  return [
    paint(NEXT_TITLE, "bold"),
    "",
    ...steps.flatMap(({ what, command }) => [
      ...indented(paragraph([`${what}:`], width - STEP_INDENT, paint, null), STEP_INDENT),
      " ".repeat(2 * STEP_INDENT) + encodeText(command),
    ]),
  ];
}

const STEP_INDENT = 2;

/** In pieces of at most `width` characters. */
function broken(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const rest = line.slice(width).match(new RegExp(`.{1,${Math.max(1, width - CONTINUED.length)}}`, "g")) ?? [];
  return [line.slice(0, width), ...rest.map((piece) => CONTINUED + piece)];
}

const CONTINUED = "      ";

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
