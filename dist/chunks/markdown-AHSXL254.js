import {
  MAX_SUMMARY_BYTES,
  renderMarkdown,
  requireFitsSummary
} from "./chunk-ROYYEBIH.js";
import "./chunk-3GZ34ABF.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  MAX_SUMMARY_BYTES,
  renderMarkdown,
  requireFitsSummary
};
