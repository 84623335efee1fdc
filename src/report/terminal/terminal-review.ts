// The blocks of a review on a terminal: verdict, findings, history, bars.

import { encodeText } from "../../text/encode-text.ts";
import {
  filledFields,
  type Meter,
  type Notice,
  plainText,
  type TimelineEntry,
  type VerdictBlock,
} from "../document.ts";
import { hanging, indented, type Paint, paragraph, TONE_STYLES } from "./terminal-text.ts";

export function verdictLines(
  { tone, headline, text, deadline, counts }: VerdictBlock,
  width: number,
  paint: Paint,
): string[] {
  const style = TONE_STYLES[tone] ?? "bold";
  const numbers = counts.map(({ label, value }) => `${value} ${encodeText(label)}`).join(", ");
  return [
    ...paragraph([{ strong: headline, tone }, ". ", ...text], width, paint, null),
    ...(deadline
      ? paragraph(
          ["Next deadline: ", { strong: deadline.headline, tone: deadline.tone }, ". ", ...deadline.text],
          width,
          paint,
          null,
        )
      : []),
    ...(numbers ? [paint(numbers, style)] : []),
  ];
}

export function findingLines({ tone, badge, title, about, lines }: Notice, width: number, paint: Paint): string[] {
  const style = TONE_STYLES[tone];
  const inner = Math.max(20, width - INDENT);
  const labelWidth = Math.max(0, ...lines.map(({ label }) => label.length)) + 1;
  return [
    ...hanging(`${paint(encodeText(badge).padEnd(INDENT - 1), style)} `, paragraph(about, inner, paint, null)).map(
      (line, index) => (index === 0 ? line : " ".repeat(INDENT) + line.trimStart()),
    ),
    ...indented(paragraph([{ strong: title }], inner, paint, null), INDENT),
    ...lines.flatMap(({ label, text }) =>
      indented(hanging(encodeText(label).padEnd(labelWidth), paragraph(text, inner - labelWidth, paint, null)), INDENT),
    ),
  ];
}

const INDENT = 9;

export function timelineLines({ mark, tone, title, lines }: TimelineEntry, width: number, paint: Paint): string[] {
  const head = encodeText(mark).padEnd(MARK_WIDTH);
  const inner = Math.max(20, width - MARK_WIDTH);
  const [first = "", ...rest] = paragraph(title, inner, paint, null);
  return [
    paint(head, TONE_STYLES[tone] ?? "bold") + first,
    ...indented([...rest, ...lines.flatMap((line) => paragraph(line, inner, paint, null))], MARK_WIDTH),
  ];
}

const MARK_WIDTH = 5;

/** Label, bar, words; the labels one below the other. */
export function meterLines(meters: readonly Meter[], width: number, paint: Paint): string[] {
  const labels = meters.map(({ label }) => encodeText(label.map(plainText).join("")));
  const labelWidth = Math.min(MAX_LABEL, Math.max(0, ...labels.map((label) => label.length))) + 2;
  const fields = Math.min(MAX_BAR, Math.max(MIN_BAR, width - labelWidth - AROUND_BAR - SAYS));
  const before = labelWidth + fields + AROUND_BAR;
  return meters.flatMap((meter, index) => {
    const bar = paint(barOf(meter, fields), TONE_STYLES[meter.tone]);
    const says = paragraph(meter.says, Math.max(SAYS, width - before), paint, null);
    return says.map((line, row) =>
      row === 0 ? `${shortened(labels[index]!).padEnd(labelWidth)}[${bar}]  ${line}` : " ".repeat(before) + line,
    );
  });
}

const [MIN_BAR, MAX_BAR] = [6, 20];
/** Its brackets, and two blanks after it. */
const AROUND_BAR = 4;
/** What the words beside a bar need at least. */
const SAYS = 20;
const MAX_LABEL = 50;

function shortened(label: string): string {
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 3)}...`;
}

function barOf(meter: Meter, fields: number): string {
  const full = filledFields(meter, fields);
  return "#".repeat(full) + "-".repeat(fields - full);
}
