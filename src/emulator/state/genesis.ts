// A Factory at its beginning: as the vendor delivers it, after the owner's first two rotations, or with
// production targets. The later states come about through the same handlers that serve requests.

import { oneYearAfter } from "../../tuf/metadata/expiry.ts";
import type { KeyType } from "../../tuf/metadata/key.ts";
import type { RootSigned, TargetFile } from "../../tuf/metadata/metadata.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { applyUpdates } from "../root-updates/apply.ts";
import { initUpdates, putUpdates } from "../root-updates/updates.ts";
import { USERS } from "../server/accounts.ts";
import type { Call, Handler } from "../server/reply.ts";
import { createWave, endWaveInProduction } from "../waves/waves.ts";
import { type KeyPair, makeKeyPair, signedBy } from "./key-pair.ts";
import { firstCi, knownKey, onlineKey } from "./online.ts";
import { ownerRotation } from "./owner.ts";
import type { DeviceGroup, EmbeddedState } from "./state.ts";

export type StartState = "fresh" | "owned" | "released";

export interface GenesisOptions {
  readonly factory: string;
  readonly seed: string;
  readonly now: Date;
  readonly onlineKeyType: KeyType;
  readonly targets: Readonly<Record<string, TargetFile>>;
  readonly groups: readonly DeviceGroup[];
  readonly deviceVersion: number;
}

/** The owner's keys; null before they exist. */
export interface OwnerKeys {
  readonly root: KeyPair | null;
  readonly targets: KeyPair | null;
}

/** Root 1 alone: all keys online. */
export function freshState(options: GenesisOptions): EmbeddedState {
  const { seed, now, onlineKeyType: type } = options;
  const firstRoot = firstRootPair(type, seed);
  const online = {
    targets: onlineKey(type, seed, "online targets"),
    snapshot: onlineKey(type, seed, "online snapshot"),
    timestamp: onlineKey(type, seed, "online timestamp"),
  };
  const roles = { root: knownKey(firstRoot), ...online };
  const role = (name: keyof typeof roles) => ({ keyids: [roles[name].keyid], threshold: 1 });
  const signed: RootSigned = {
    _type: "Root",
    consistent_snapshot: false,
    expires: oneYearAfter(now),
    keys: Object.fromEntries(Object.values(roles).map((key) => [key.keyid, key.public])),
    roles: { root: role("root"), targets: role("targets"), snapshot: role("snapshot"), timestamp: role("timestamp") },
    version: 1,
  };
  const root = signedBy([firstRoot], signed);
  const versions = Object.values(options.targets).map(({ custom }) => plainVersion(custom?.version) ?? 0);
  const ci = firstCi(options.targets, Math.max(1, ...versions), now);
  return {
    factory: options.factory,
    seed,
    draws: 0,
    writes: "strict",
    startedMs: now.getTime(),
    online,
    firstRoot,
    ciRoots: [root],
    prodRoots: [root],
    rootsSinceMs: new Map(),
    ciTargets: signedBy([online.targets.pair!], ci),
    builtMs: now.getTime(),
    ciFrozen: false,
    prodTargets: new Map(),
    kept: new Map(),
    waves: [],
    transaction: null,
    recordedUpdates: null,
    groups: options.groups,
    deviceVersion: options.deviceVersion,
    accessTokens: [],
    interruptApply: false,
  };
}

export function firstRootPair(type: KeyType, seed: string): KeyPair {
  return makeKeyPair(type, seed, "first root");
}

export function ownerKeys(seed: string): { readonly root: KeyPair; readonly targets: KeyPair } {
  return { root: makeKeyPair("ed25519", seed, "owner root"), targets: makeKeyPair("ed25519", seed, "owner targets") };
}

/** After `keys rotate --role root --first-time` and `keys rotate --role targets`. */
export function ownedState(fresh: EmbeddedState, now: Date): { state: EmbeddedState; owner: OwnerKeys } {
  const { root, targets } = ownerKeys(fresh.seed);
  const afterRoot = rotated(fresh, now, "root", root, [root, fresh.firstRoot!]);
  return { state: rotated(afterRoot, now, "targets", targets, [root]), owner: { root, targets } };
}

function rotated(
  state: EmbeddedState,
  now: Date,
  role: "root" | "targets",
  key: KeyPair,
  signers: readonly KeyPair[],
): EmbeddedState {
  const message = `Rotate TUF ${role} offline signing key`;
  const started = carryOut(initUpdates, state, now, { message, "first-time": role === "root", shortcut: true });
  const roots = ownerRotation(started.transaction!.ci.signed, role, key, signers, USERS.owner["polis-id"], now);
  const staged = carryOut(putUpdates, started, now, { txid: "", ...roots });
  return carryOut(applyUpdates, staged, now, { txid: "" });
}

/** With one Wave completed: production targets of `version` for `tag`. */
export function releasedState(
  owned: { state: EmbeddedState; owner: OwnerKeys },
  now: Date,
  { tag, version }: { tag: string; version: number },
): EmbeddedState {
  const { state, owner } = owned;
  const built = Object.entries(state.ciTargets.signed.targets).filter(
    ([, { custom }]) => custom?.version === String(version),
  );
  const targets = Object.fromEntries(
    built.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]),
  );
  const signed = { _type: "Targets", expires: oneYearAfter(now), targets, version };
  const name = `${tag}-${version}`;
  const wave = { name, version: String(version), tag, targets: signedBy([owner.targets!], signed) };
  return carryOut(endWaveInProduction, carryOut(createWave, state, now, wave), now, null, { wave: name });
}

/** Runs a handler as the owner. A refusal here is a defect of this file and is thrown. */
function carryOut(
  handler: Handler,
  state: EmbeddedState,
  now: Date,
  body: object | null,
  params: Readonly<Record<string, string>> = {},
): EmbeddedState {
  const call: Call = {
    state,
    now,
    user: USERS.owner,
    params,
    query: new URLSearchParams(),
    json: body && { value: body, problems: [] },
  };
  return handler(call).state ?? state;
}
