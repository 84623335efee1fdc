// What commands on an existing Wave say of it: outputs, data and the blocks of the report.
import type { Block } from "../../report/document.ts";
import { diffTargets } from "../../tuf/targets-diff.ts";
import type { Context } from "../command.ts";
import { describePlan } from "./plan.ts";
import { type PlanData, planBlocks, planData } from "./plan-report.ts";
import { type Signatures, signatureBlocks, signatureOutputs, signaturesOf } from "./signature-report.ts";
import { rootOutputs } from "./verified-roots.ts";
import type { WaveState } from "./wave-state.ts";

export interface WaveData extends PlanData {
  readonly status: string;
  readonly signatures: Signatures;
}

export const waveDataHelp: readonly string[] = [
  "`wave`, `version`, `tag`, `status`, `expires`, `expiresInDays`, `digest`, `threshold`",
  "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`",
  "`added`, `changed`, `pruned`, `kept`: against production, lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`",
];

export function waveData(ctx: Context, state: WaveState): WaveData {
  const { wave, released, production, roots, view, onlineKeyid } = state;
  const { doc } = released;
  const diff = diffTargets(production?.doc.signed.targets ?? null, doc.signed.targets);
  const plan = describePlan(wave.name, wave.tag, doc.signed, doc.forms[0]!, diff, view.tally.threshold);
  return {
    ...planData(plan, ctx.now),
    status: wave.status,
    signatures: signaturesOf(view.tally, roots.prod.signed, onlineKeyid),
  };
}

export function waveOutputs(ctx: Context, state: WaveState, data: WaveData): Record<string, string | number> {
  return {
    wave: data.wave,
    version: data.version,
    tag: data.tag,
    "wave-status": data.status,
    "targets-digest": data.digest,
    "expires-at": data.expires,
    ...signatureOutputs(data.signatures),
    ...rootOutputs(state.roots, ctx.now),
  };
}

export function waveBlocks(data: WaveData): Block[] {
  return [...signatureBlocks(data.signatures), ...planBlocks(data)];
}
