// The online side of the Factory: its three keys, and the documents it signs without asking anybody.
import { inDays, MS_PER_HOUR } from "../../tuf/metadata/expiry.ts";
import type { KeyType } from "../../tuf/metadata/key.ts";
import type { SignedBase, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import type { OnlineRole } from "../../tuf/metadata/online-role.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { type KeyPair, makeKeyPair, signatureBy, signedBy } from "./key-pair.ts";
import type { EmbeddedState, OnlineKey, OnlineKeys, SignedDocument, TargetsDocument } from "./state.ts";

const CI_DAYS = 30;

export function onlineKey(type: KeyType, seed: string, label: string): OnlineKey {
  return knownKey(makeKeyPair(type, seed, label));
}

export function knownKey(pair: KeyPair): OnlineKey {
  return { keyid: pair.keyid, public: pair.public, pair };
}

/** Key ids by role, as the API shows them. */
export function onlineKeyids(online: OnlineKeys): Record<OnlineRole, string> {
  return { targets: online.targets.keyid, snapshot: online.snapshot.keyid, timestamp: online.timestamp.keyid };
}

/** The online signature of `role`, or none where only the public half is known. */
export function onlineSignatures(state: EmbeddedState, role: OnlineRole, signed: unknown): Signature[] {
  const { pair } = state.online[role];
  return pair ? [signatureBy(pair, signed)] : [];
}

/** New CI targets, signed with the online key; unsigned where that is not known. */
export function signCi(state: EmbeddedState, signed: TargetsSigned): EmbeddedState {
  return { ...state, ciTargets: { signatures: onlineSignatures(state, "targets", signed), signed } };
}

/** CI targets of other content: other bytes, and so a higher version. */
export function withCiTargets(state: EmbeddedState, targets: TargetsSigned["targets"]): EmbeddedState {
  const { signed } = state.ciTargets;
  return signCi(state, { ...signed, targets, version: signed.version + 1 });
}

/** Extends CI targets in their last hour, as the vendor's server does: other bytes, and so a higher version. */
export function refreshCi(state: EmbeddedState, now: Date): EmbeddedState {
  const { signed } = state.ciTargets;
  if (state.ciFrozen || !state.online.targets.pair) return state;
  if (Date.parse(signed.expires) - now.getTime() > MS_PER_HOUR) return state;
  return signCi(state, { ...signed, expires: inDays(now, CI_DAYS), version: signed.version + 1 });
}

/** CI targets as the CI service first writes them. */
export function firstCi(targets: TargetsSigned["targets"], version: number, now: Date): TargetsSigned {
  return { _type: "Targets", expires: inDays(now, CI_DAYS), targets, version };
}

/** CI targets reduced to one tag, signed again (`R/targets.json?tag=T`). */
export function condensedCi(state: EmbeddedState, tag: string): TargetsDocument {
  const { signed } = state.ciTargets;
  const targets = Object.fromEntries(
    Object.entries(signed.targets).filter(([, { custom }]) => custom?.tags?.includes(tag)),
  );
  const condensed = { ...signed, targets };
  return { signatures: onlineSignatures(state, "targets", condensed), signed: condensed };
}

/** Signed with the online key of `role`; unsigned where only its public half is known. */
export function onlineDocument<S extends SignedBase>(
  state: EmbeddedState,
  role: OnlineRole,
  signed: S,
): SignedDocument<S> {
  const { pair } = state.online[role];
  return pair ? signedBy([pair], signed) : { signatures: [], signed };
}
