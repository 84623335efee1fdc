import {
  MAX_SUMMARY_BYTES,
  renderMarkdown
} from "./chunk-ROYYEBIH.js";
import "./chunk-3GZ34ABF.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/action/summary.ts
import { appendFile, stat } from "node:fs/promises";
async function writeSummary(report, overflow, env) {
  let path = env.GITHUB_STEP_SUMMARY, used = path ? await sizeOf(path) : 0, markdown = renderMarkdown(report, { maxBytes: MAX_SUMMARY_BYTES - used, overflow });
  path && await appendFile(path, markdown);
}
async function sizeOf(path) {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
export {
  writeSummary
};
