// A review in each of its formats. All of them show the same result; none of them decides anything.
import { renderHtml } from "../report/html/html.ts";
import { MAX_SUMMARY_BYTES, renderMarkdown } from "../report/markdown/markdown.ts";
import { reviewReport } from "../report/review/review-report.ts";
import { sarifLog } from "../report/sarif/sarif.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { catalogue } from "../review/engine/catalogue.ts";
import type { ReviewResult } from "../review/engine/result.ts";
import { asciiJson } from "../text/ascii-json.ts";
import { version } from "../text/product-version.ts";

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
      return `${asciiJson(result, 2)}\n`;
    case "sarif":
      return `${asciiJson(sarifLog(result, { version, catalogue, files, waived: "omit" }), 2)}\n`;
    case "html":
      return renderHtml(reviewReport(result, rules));
  }
}
