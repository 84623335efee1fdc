// What commands on an existing Wave say of it: outputs, data and the blocks of the report.

import type { Context } from "../context/context.ts";
import { deviceRowsHelp } from "../report/device-table.ts";
import type { Block, NextStep } from "../report/document.ts";
import { diffTargets } from "../tuf/targets/targets-diff.ts";
import { type Signatures, signatureBlocks, signatureOutputs, signaturesOf } from "../verified/signature-report.ts";
import { rootOutputs } from "../verified/verified-roots.ts";
import type { WaveState } from "../verified/wave-state.ts";
import { describePlan } from "./plan.ts";
import { type PlanData, planBlocks, planData } from "./plan-report.ts";

export interface WaveData extends PlanData {
  readonly status: string;
  readonly signatures: Signatures;
}

export const waveDataHelp: readonly string[] = [
  "`wave`, `version`, `tag`, `status`, `expires`, `expiresInDays`, `digest`, `threshold`",
  "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`",
  "`added`, `changed`, `pruned`, `kept`: against production, lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`",
  deviceRowsHelp,
];

export function waveData(ctx: Context, state: WaveState): WaveData {
  const { wave, released, production, roots, view, onlineKeyid } = state;
  const { doc } = released;
  const diff = diffTargets(production?.doc.signed.targets ?? null, doc.signed.targets);
  const { signed, forms } = doc;
  const plan = describePlan(ctx, roots, { wave: wave.name, tag: wave.tag, signed, bytes: forms[0]!, diff });
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

export function waveOutcomeBlocks(data: WaveData): Block[] {
  return planBlocks(data, signatureBlocks(data.signatures));
}

/** What to do with a Wave that is as it is now. @param isMet enough signatures for devices, as far as is known. */
export function nextOfWave({ wave, status }: Pick<WaveData, "wave" | "status">, isMet: boolean): readonly NextStep[] {
  if (status !== "active") return [{ what: "Watch the devices", command: `factory-tuf wave status ${wave}` }];
  if (!isMet) return [{ what: "The next signer runs", command: `factory-tuf wave sign ${wave} --keys <archive>` }];
  return [
    { what: "Roll it out to a group first", command: `factory-tuf wave rollout ${wave} --group <group>` },
    { what: "Make it production", command: `factory-tuf wave complete ${wave}` },
  ];
}

/** The same once some devices have it. */
export function nextOfRollout(wave: string): readonly NextStep[] {
  return [
    { what: "Watch the devices", command: `factory-tuf wave status ${wave}` },
    { what: "Make it production", command: `factory-tuf wave complete ${wave}` },
  ];
}
