// The job summary: a report as Markdown at the end of GITHUB_STEP_SUMMARY, within GitHub's limit for a step.

import { appendToFile } from "../files/append-file.ts";
import type { ReportDocument } from "../report/document.ts";
import { MAX_SUMMARY_BYTES, renderMarkdown } from "../report/markdown/markdown.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import type { Environment } from "../text/environment.ts";
import { counted } from "../text/sentence.ts";
import type { Annotations } from "./toolkit.ts";

/**
 * Renders first and writes then: a plan that does not fit leaves no summary (T25).
 * @param overflow `fail` while nothing has been changed, `cut` afterwards.
 * @throws {ToolError} `plan-too-large`, or `file-unwritable`.
 */
export function writeSummary(report: ReportDocument, overflow: "fail" | "cut", env: Environment): void {
  const path = env.GITHUB_STEP_SUMMARY;
  const markdown = (used: number) => renderMarkdown(report, { maxBytes: MAX_SUMMARY_BYTES - used, overflow });
  if (path) appendToFile(path, "GITHUB_STEP_SUMMARY", markdown);
  else markdown(0);
}

// The report in the step's log, for those who read logs: as text, and no more of it than a person scrolls.
const MAX_LINES = 200;
const WIDTH = 160;

export function logReport(report: ReportDocument, { info }: Pick<Annotations, "info">): void {
  const lines = renderTerminal(report, { width: WIDTH, colour: false }).trimEnd().split("\n");
  for (const line of lines.slice(0, MAX_LINES)) info(line);
  if (lines.length > MAX_LINES) info(`... and ${counted(lines.length - MAX_LINES, "more line")}, in the job summary`);
}

interface FailureSays {
  readonly code: string;
  readonly message: string;
}

/** A failure as a report: the same sentences everywhere. */
export function failureReport(title: string, { code, message }: FailureSays): ReportDocument {
  return {
    title,
    blocks: [
      { kind: "paragraph", tone: "bad", text: [message] },
      { kind: "paragraph", text: ["Code: ", { code }] },
    ],
  };
}
