// A review in each of its formats. All of them show the same result; none of them decides anything.
import { renderHtml } from "../../report/html.ts";
import { MAX_SUMMARY_BYTES, renderMarkdown } from "../../report/markdown.ts";
import { reviewReport } from "../../report/review-report.ts";
import { sarifLog } from "../../report/sarif.ts";
import { renderTerminal } from "../../report/terminal.ts";
import { catalogue } from "../../review/catalogue.ts";
import type { ReviewResult } from "../../review/result.ts";
import { version } from "../version.ts";

export const FORMATS = ["text", "markdown", "json", "sarif", "html"] as const;
export type Format = (typeof FORMATS)[number];

const FILE_NAMES: Readonly<Record<Format, string>> = {
  text: "review.txt",
  markdown: "review.md",
  json: "review.json",
  sarif: "review.sarif",
  html: "review.html",
};

/** How wide text in a file is. */
const TEXT_COLUMNS = 100;

export const rules = catalogue.map(({ rule }) => rule);

export function fileName(format: Format): string {
  return FILE_NAMES[format];
}

/** @param files texts of committed files by path, for SARIF's lines. */
export function rendered(
  format: Format,
  result: ReviewResult,
  files: ReadonlyMap<string, string>,
  maxBytes = MAX_SUMMARY_BYTES,
): string {
  switch (format) {
    case "text":
      return renderTerminal(reviewReport(result, rules), { width: TEXT_COLUMNS, colour: false });
    case "markdown":
      return renderMarkdown(reviewReport(result, rules), { maxBytes, overflow: "cut" });
    case "json":
      return plainJson(result);
    case "sarif":
      return plainJson(sarifLog(result, { version, catalogue, files, waived: "omit" }));
    case "html":
      return renderHtml(reviewReport(result, rules));
  }
}

/** JSON in printable ASCII: foreign text in it reaches no terminal. The value is the same. */
function plainJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}
