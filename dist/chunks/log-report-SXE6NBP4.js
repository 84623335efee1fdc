import {
  renderTerminal
} from "./chunk-DS2BFXK5.js";
import "./chunk-3GZ34ABF.js";
import "./chunk-73X3T6A5.js";

// src/action/log-report.ts
var MAX_LINES = 200, WIDTH = 160;
function logReport(report, { info }) {
  let lines = renderTerminal(report, { width: WIDTH, colour: !1 }).trimEnd().split(`
`);
  for (let line of lines.slice(0, MAX_LINES)) info(line);
  lines.length > MAX_LINES && info(`... and ${lines.length - MAX_LINES} more lines, in the job summary`);
}
export {
  logReport
};
