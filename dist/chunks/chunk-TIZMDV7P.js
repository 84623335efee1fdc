import {
  signatureBlocks,
  signatureOutputs,
  signaturesOf
} from "./chunk-V4MFEK5S.js";
import {
  planBlocks,
  planData
} from "./chunk-BO3VRV6N.js";
import {
  describePlan,
  diffTargets
} from "./chunk-QF6RUWBW.js";
import {
  rootOutputs
} from "./chunk-X3GW7V7D.js";

// src/commands/release/wave-outcome.ts
var waveDataHelp = [
  "`wave`, `version`, `tag`, `status`, `expires`, `expiresInDays`, `digest`, `threshold`",
  "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`",
  "`added`, `changed`, `pruned`, `kept`: against production, lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`"
];
function waveData(ctx, state) {
  let { wave, released, production, roots, view, onlineKeyid } = state, { doc } = released, diff = diffTargets(production?.doc.signed.targets ?? null, doc.signed.targets), plan = describePlan(wave.name, wave.tag, doc.signed, doc.forms[0], diff, view.tally.threshold);
  return {
    ...planData(plan, ctx.now),
    status: wave.status,
    signatures: signaturesOf(view.tally, roots.prod.signed, onlineKeyid)
  };
}
function waveOutputs(ctx, state, data) {
  return {
    wave: data.wave,
    version: data.version,
    tag: data.tag,
    "wave-status": data.status,
    "targets-digest": data.digest,
    "expires-at": data.expires,
    ...signatureOutputs(data.signatures),
    ...rootOutputs(state.roots, ctx.now)
  };
}
function waveBlocks(data) {
  return [...signatureBlocks(data.signatures), ...planBlocks(data)];
}

export {
  waveDataHelp,
  waveData,
  waveOutputs,
  waveBlocks
};
