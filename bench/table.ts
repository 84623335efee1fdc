// The table that the benchmark prints: what was measured, the figure, the goal beside it, and a mark where it is
// missed. Nothing is asserted: a busy machine is no defect.

export interface Row {
  readonly what: string;
  readonly measured: string;
  /** Empty where a figure is only reported. */
  readonly goal: string;
  /** Null where there is no goal. */
  readonly met: boolean | null;
}

/** A row whose figure must not exceed `limit`. */
export function atMost(what: string, value: number, limit: number, show: (value: number) => string): Row {
  return { what, measured: show(value), goal: `≤ ${show(limit)}`, met: value <= limit };
}

/** A row without a goal. */
export function reported(what: string, measured: string): Row {
  return { what, measured, goal: "", met: null };
}

export const times = (value: number): string => `${value.toFixed(2)} x`;
export const count = (value: number): string => String(value);
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;
export const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** Lines of one table; the numbers stand right-aligned. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, goal, met }) => [what, measured, goal, MARKS[String(met)]!]);
  const titles = ["what", "measured", "goal", ""];
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [
    line(titles),
    widths
      .map((width) => "-".repeat(width))
      .join("  ")
      .trimEnd(),
    ...cells.map(line),
  ].join("\n");
}

const MARKS: Readonly<Record<string, string>> = { true: "ok", false: "MISSED", null: "" };
