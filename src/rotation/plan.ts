// What a rotation will do, decided in memory: new keys, the edited root, the signatures on production targets. Nobody
// has heard of any of it until the owner has agreed; declined, it is forgotten.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { FIRST_ROOT_NAME } from "../keys/archive/first-root.ts";
import { activeKey } from "../keys/signers/active-key.ts";
import type { KeyArchive } from "../keys/types.ts";
import { requireClientsTake } from "../root-updates/client-checks.ts";
import type { Resigned } from "../root-updates/put-staged.ts";
import { keptThreshold } from "../root-updates/read-staged.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import { roleKeys, tally } from "../tuf/metadata/threshold.ts";
import { diffRoots, type RootDiff, type RootKeyLine } from "../tuf/root/root-diff.ts";
import {
  dropUnusedKeys,
  type OfflineRole,
  productionOfRoot,
  type Replacement,
  removeKey,
  replaceKey,
  withNewExpiry,
} from "../tuf/root/root-edit.ts";
import { vendorsRootKey } from "../tuf/root/vendors-root.ts";
import { productionWithin } from "../verified/released-targets.ts";
import { requireListed, requireRootSignerFits, successorOf, wouldResign } from "./elsewhere.ts";
import { type HeldArchives, requireSecretsUsed } from "./held-archives.ts";
import { type RotatedKey, resign } from "./resign-production.ts";
import { type RotationInput, replacementOf } from "./rotation-input.ts";
import { isRenewal, type RotationRequest } from "./rotation-request.ts";

export interface RotationPlan {
  readonly keys: readonly RotatedKey[];
  /** Of the production flavour. New online keys are not among those added: the Factory has yet to make them. */
  readonly changes: RootDiff;
  readonly resigned: Resigned;
  /** What else a person should know. */
  readonly notes: readonly PlanNote[];
}

export interface PlanNote {
  readonly says: string;
  /** It may be a mistake. */
  readonly isWarning: boolean;
}

/**
 * @throws {ToolError} a `keys-…` code for an archive that is not the one needed; what does not verify; nothing was
 *   changed.
 */
export async function planRotation(
  ctx: Context,
  request: RotationRequest,
  input: RotationInput,
  archives: HeldArchives,
): Promise<RotationPlan> {
  const { roots } = input;
  for (const archive of archives.all) await archive.open();
  requireSecretsUsed(archives);
  if (!request.firstTime && !archives.root.isThere) throw noArchive(archives.root.path);
  if (!request.roles.includes("root") && !request.rootSigner) requireRootKey(archives, roots.ci);
  const keys: RotatedKey[] = [];
  const { elsewhere } = request;
  if (!isRenewal(request) && !elsewhere) {
    ctx.progress(request.keyType === "rsa" ? "Making RSA keys of 4096 bits" : "Making the new keys");
  }
  for (const role of request.roles) {
    const replaced = replacedKey(role, request, input, archives);
    if (elsewhere) keys.push(successorOf(role, replaced, elsewhere, input));
    else {
      const fresh = await ctx.newKey(request.keyType, role);
      keys.push({ role, keyid: fresh.keyid, replaced, fresh });
    }
  }
  const next = editRoot({ ...roots.ci.signed, version: roots.ci.signed.version + 1 }, keys, {
    polisId: input.owner,
    now: ctx.clock.dating,
    replacement: replacementOf(roots, request),
    isRenewal: isRenewal(request),
  });
  const production = productionOfRoot(next, keptThreshold(roots));
  const dated = withChangelog(production, request, input, ctx.clock.dating);
  requireClientsTake(ctx, {
    where: "the new root",
    signed: dated,
    signatures: signaturesOf(request, [roots.prod.signed, production]),
  });
  if (request.rootSigner) requireRootSignerFits(ctx, request.rootSigner, input, dated);
  return {
    keys,
    changes: withoutOnline(diffRoots(roots.prod.signed, production, ctx.now), request, input),
    resigned: elsewhere
      ? await wouldResign(ctx, { ...request, elsewhere }, input, { keys, production: dated })
      : await resign(ctx, input, keys),
    notes: [...keyNotes(request, keys, roots.prod.signed), ...cutOffNotes(input, keys)],
  };
}

export interface RootEdit {
  /** Owner of the new keys. */
  readonly polisId: string;
  readonly now: Date;
  readonly replacement: Replacement;
  /** Nothing but a new expiry. */
  readonly isRenewal: boolean;
}

/** The edits of a rotation, on whatever root the transaction starts from. */
export function editRoot(
  signed: RootSigned,
  keys: readonly RotatedKey[],
  { polisId, now, replacement, isRenewal }: RootEdit,
): RootSigned {
  if (isRenewal) return withNewExpiry(signed, now, replacement);
  let edited = signed;
  for (const { role, fresh, replaced } of keys) {
    const owner = { polisId, createdAt: now };
    if (fresh) edited = replaceKey(edited, role, replaced, { keyid: fresh.keyid, key: fresh.public, owner });
    else if (replaced !== null) edited = removeKey(edited, role, replaced);
    if (role === "root") edited = withNewExpiry(edited, now, replacement);
  }
  return dropUnusedKeys(edited);
}

/** @throws {ToolError} `keys-none-active`, `keys-several-active`; for the first rotation `options-conflict`, `keys-entry-refused`. */
function replacedKey(
  role: OfflineRole,
  { firstTime, replaces }: RotationRequest,
  { roots, onlineKeyid }: RotationInput,
  archives: HeldArchives,
): string | null {
  const { signed, where } = roots.ci;
  const keys = roleKeys(signed, role, where);
  if (role === "root" && firstTime) {
    const first = firstRootKeyid(signed);
    requireNoOther(archives.root.keys, roots.ci);
    return first;
  }
  if (role === "root") return activeKey(archives.root.keys, "root", keys).keyid;
  keys.delete(onlineKeyid);
  if (replaces !== undefined) return requireListed(replaces, keys);
  const holdsOne = archives.targets.keys.keys.some(({ keyid, signer }) => signer && keys.has(keyid));
  return holdsOne ? activeKey(archives.targets.keys, "targets", keys).keyid : null;
}

/** @throws {ToolError} `options-conflict`: the first rotation is behind us. */
function firstRootKeyid(signed: RootSigned): string {
  const keyid = vendorsRootKey(signed);
  if (keyid !== null) return keyid;
  throw new ToolError("options-conflict", {
    happened: "--first-time is for a Factory that still has the vendor's root key, but this one has keys of its owner.",
    next: "Leave --first-time out, and give the archive that holds your root key.",
  });
}

function requireRootKey({ root }: HeldArchives, { signed, where }: Doc<RootSigned>): void {
  activeKey(root.keys, "root", roleKeys(signed, "root", where));
}

/** As the Factory will write it when the transaction begins. */
function withChangelog(
  signed: RootSigned,
  { message }: RotationRequest,
  { owner }: RotationInput,
  at: Date,
): RootSigned {
  return { ...signed, "x-changelog": { "polis-id": owner, message, timestamp: wholeSeconds(at) } };
}

/** By the keys of the current root and of the new one. */
function signaturesOf({ roles }: RotationRequest, roots: readonly RootSigned[]): number {
  return Math.max(roles.includes("root") ? 2 : 1, ...roots.map((root) => root.roles.root.threshold));
}

function* keyNotes(request: RotationRequest, keys: readonly RotatedKey[], signed: RootSigned): Generator<PlanNote> {
  if (isRenewal(request)) return;
  const hasOffline = signed.roles.targets.keyids.length > 1;
  for (const { role, replaced } of keys) {
    if (role !== "targets" || replaced !== null || !hasOffline) continue;
    const says =
      "The archive holds no active targets key, so the new key will replace none. Check that it is the right archive.";
    yield { says, isWarning: true };
  }
  if (hasOffline || request.roles.includes("targets")) return;
  const says =
    "Production needs two signatures, but there is no offline targets key yet. Make one before you release: keys rotate --role targets.";
  yield { says, isWarning: false };
}

/** The keys that the Factory will replace go; which ones come, nobody knows yet. */
function withoutOnline(changes: RootDiff, { online }: RotationRequest, { onlineKeyid }: RotationInput): RootDiff {
  if (!online) return changes;
  const isOnline = ({ role, keyid }: RootKeyLine) =>
    role === "snapshot" || role === "timestamp" || (role === "targets" && keyid === onlineKeyid);
  const kept = changes.kept.filter((line) => !isOnline(line));
  return { ...changes, kept, removed: [...changes.removed, ...changes.kept.filter(isOnline)] };
}

/** Devices that refuse production already: a root key alone neither helps nor harms them. Looked at one by one. */
function* cutOffNotes({ production, roots }: RotationInput, keys: readonly RotatedKey[]): Generator<PlanNote> {
  // With a targets key every document is verified, and one that does not verify ends it.
  if (keys.some(({ role, replaced }) => role === "targets" && replaced !== null)) return;
  for (const tag of production.names) {
    const released = productionWithin(production, tag);
    if (!released) continue;
    const { signedBy, threshold, met } = tally(released.doc, roots.prod, "targets");
    released.doc.forgetForms();
    if (met) continue;
    const says = `Devices refuse the production targets of tag ${tag} as they are: ${signedBy.length} of ${threshold} signatures. Sign them with: factory-tuf updates sign-prod-targets --keys <archive>, in a transaction.`;
    yield { says, isWarning: true };
  }
}

function noArchive(path: string): ToolError {
  return new ToolError("keys-file-unreadable", {
    happened: `There is no archive ${path}. The root key must be in one.`,
    next: "Give the archive that holds the active root key. If the root key has never been taken offline, add --first-time.",
  });
}

/** One archive has room for one first root key. @throws {ToolError} `keys-entry-refused`. */
export function requireNoOther({ keys }: KeyArchive, { signed }: Doc<RootSigned>): void {
  const other = keys.find(({ name, keyid }) => name === FIRST_ROOT_NAME && !signed.roles.root.keyids.includes(keyid));
  if (!other) return;
  throw new ToolError("keys-entry-refused", {
    happened: `The archive holds the first root key ${other.keyid} already, and the newest root of this Factory does not list it.`,
    next: "If the archive is of this Factory, the first rotation is done: leave --first-time out. If it is of another Factory, name a new archive with --keys.",
  });
}
