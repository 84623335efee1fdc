import {
  plannedDataHelp,
  plannedReport,
  unchangedOutcome
} from "./chunk-NA6M3KQG.js";
import {
  prepareRelease
} from "./chunk-UGONGGZ5.js";
import {
  releaseOptions,
  releaseRequest,
  waveNameOption
} from "./chunk-FZL6W73B.js";
import "./chunk-BO3VRV6N.js";
import "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/wave-plan.ts
var wavePlan = {
  name: "wave plan",
  summary: "Show exactly what a Wave would sign, and fix it: version, expiry, digest. Needs no key, changes nothing.",
  details: "Verifies everything from the trusted root. Give the printed version, expires-at and targets-digest (as expect-digest) to wave init or promote, which then sign that and nothing else.",
  examples: ["factory-tuf wave plan 42 production", "factory-tuf wave plan latest production --source-tag qa"],
  args: ["version", "tag"],
  options: { ...releaseOptions, ...waveNameOption, ...factoryOptions, ...trustOptions },
  runs: "anywhere",
  needs: "factory",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    return unchangedOutcome(ctx, await prepareRelease(ctx, releaseRequest(options)));
  },
  report: ({ data }) => plannedReport(`Plan: version ${data.version} for tag ${data.tag}`, data)
};
export {
  wavePlan
};
