import {
  planBlocks,
  planData,
  planDataHelp
} from "./chunk-BO3VRV6N.js";
import {
  rootOutputs
} from "./chunk-X3GW7V7D.js";

// src/commands/release/plan-outcome.ts
var plannedDataHelp = [
  ...planDataHelp,
  "`standing`: `new`, `active`, `complete` or `in-production`: how much of it was there already",
  "`warnings`: list of sentences"
];
function releaseOutputs(plan, roots, now) {
  return {
    wave: plan.wave,
    version: plan.version,
    tag: plan.tag,
    "targets-digest": plan.digest,
    "expires-at": plan.expires,
    threshold: plan.threshold,
    ...rootOutputs(roots, now)
  };
}
function plannedData({ plan, standing, warnings }, now) {
  return { ...planData(plan, now), standing: standing.kind, warnings };
}
function unchangedOutcome(ctx, release) {
  let { plan, standing, state } = release, status = "wave" in standing ? { "wave-status": standing.wave.status } : {};
  return {
    status: "unchanged",
    changed: "no",
    outputs: { ...releaseOutputs(plan, state.roots, ctx.now), ...status },
    data: plannedData(release, ctx.now)
  };
}
var STANDING_SENTENCES = {
  new: null,
  active: "This Wave is active already, with exactly this content.",
  complete: "This Wave is complete already, with exactly this content.",
  "in-production": "Production is at this version already, with exactly this content."
};
function plannedReport(title, data, extra = []) {
  let sentence = STANDING_SENTENCES[data.standing];
  return {
    title,
    blocks: [
      ...sentence ? [{ kind: "paragraph", text: [sentence] }] : [],
      ...extra,
      ...planBlocks(data),
      { kind: "warnings", items: data.warnings }
    ]
  };
}

export {
  plannedDataHelp,
  releaseOutputs,
  plannedData,
  unchangedOutcome,
  plannedReport
};
