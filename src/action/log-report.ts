// The report in the step's log, for those who read logs: as text, and no more of it than a person scrolls.
import type { ReportDocument } from "../report/document.ts";
import { renderTerminal } from "../report/terminal.ts";
import type { Annotations } from "./toolkit.ts";

const MAX_LINES = 200;
const WIDTH = 160;

export function logReport(report: ReportDocument, { info }: Pick<Annotations, "info">): void {
  const lines = renderTerminal(report, { width: WIDTH, colour: false }).trimEnd().split("\n");
  for (const line of lines.slice(0, MAX_LINES)) info(line);
  if (lines.length > MAX_LINES) info(`... and ${lines.length - MAX_LINES} more lines, in the job summary`);
}
