// The job summary: a report as Markdown at the end of GITHUB_STEP_SUMMARY, within GitHub's limit for a step.
import { appendFile, stat } from "node:fs/promises";
import type { ReportDocument } from "../report/document.ts";
import { MAX_SUMMARY_BYTES, renderMarkdown } from "../report/markdown.ts";
import type { Environment } from "./inputs.ts";

/**
 * Renders first and writes then: a plan that does not fit leaves no summary (T25).
 * @param overflow `fail` while nothing has been changed, `cut` afterwards.
 * @throws {ToolError} `plan-too-large`.
 */
export async function writeSummary(report: ReportDocument, overflow: "fail" | "cut", env: Environment): Promise<void> {
  const path = env.GITHUB_STEP_SUMMARY;
  const used = path ? await sizeOf(path) : 0;
  const markdown = renderMarkdown(report, { maxBytes: MAX_SUMMARY_BYTES - used, overflow });
  if (path) await appendFile(path, markdown);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
