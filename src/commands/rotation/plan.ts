// What a rotation will do, decided in memory: new keys, the edited root, the signatures on production targets. Nobody
// has heard of any of it until the owner has agreed; declined, it is forgotten.
import { activeKey } from "../../keys/active-key.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import { canonicalBytes } from "../../tuf/canonical.ts";
import { MAX_ROOT_BYTES } from "../../tuf/device-view.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { RootSigned } from "../../tuf/metadata.ts";
import { diffRoots, type RootDiff, type RootKeyLine } from "../../tuf/root-diff.ts";
import { dropUnusedKeys, type OfflineRole, productionOfRoot, replaceKey, withNewExpiry } from "../../tuf/root-edit.ts";
import { roleKeys, tally } from "../../tuf/threshold.ts";
import type { Context } from "../command.ts";
import { productionWithin } from "../release/released-targets.ts";
import type { Resigned } from "../root-work/put-staged.ts";
import { keptThreshold } from "../root-work/read-staged.ts";
import { resignTargets } from "../root-work/resign-targets.ts";
import type { HeldArchives } from "./held-archives.ts";
import type { RotationScene } from "./scene.ts";
import type { RotationWish } from "./wish.ts";

export interface RotatedKey {
  readonly role: OfflineRole;
  readonly fresh: ArchiveKey;
  /** Key id of the one it replaces; null where it only joins. */
  readonly replaced: string | null;
}

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
  wish: RotationWish,
  scene: RotationScene,
  archives: HeldArchives,
): Promise<RotationPlan> {
  const { roots } = scene;
  for (const archive of archives.all) await archive.open();
  if (!wish.firstTime && !archives.root.isThere) throw noArchive(archives.root.path);
  if (!wish.roles.includes("root")) rootSignerOf(archives, roots.ci.signed, roots.ci.where);
  const keys: RotatedKey[] = [];
  ctx.progress(wish.keyType === "rsa" ? "Making RSA keys of 4096 bits" : "Making the new keys");
  for (const role of wish.roles) {
    const replaced = replacedKey(role, wish, scene, archives);
    keys.push({ role, replaced, fresh: await ctx.newKey(wish.keyType, role) });
  }
  const next = editRoot({ ...roots.ci.signed, version: roots.ci.signed.version + 1 }, keys, scene.owner, ctx.now);
  const production = productionOfRoot(next, keptThreshold(roots));
  requireReadable(production);
  return {
    keys,
    changes: withoutOnline(diffRoots(roots.prod.signed, production, ctx.now), wish, scene),
    resigned: await resign(ctx, scene, keys),
    notes: [...keyNotes(wish, keys, roots.prod.signed), ...cutOffNotes(scene, keys)],
  };
}

/** The edits of a rotation, on whatever root the transaction starts from. */
export function editRoot(signed: RootSigned, keys: readonly RotatedKey[], polisId: string, now: Date): RootSigned {
  let edited = signed;
  for (const { role, fresh, replaced } of keys) {
    const owner = { polisId, createdAt: now };
    edited = replaceKey(edited, role, replaced, { keyid: fresh.keyid, key: fresh.public, owner });
    if (role === "root") edited = withNewExpiry(edited, now);
  }
  return dropUnusedKeys(edited);
}

/** @throws {ToolError} `keys-none-active`, `keys-several-active`. */
function replacedKey(
  role: OfflineRole,
  { firstTime }: RotationWish,
  { roots, onlineKeyid }: RotationScene,
  archives: HeldArchives,
): string | null {
  const { signed, where } = roots.ci;
  const keys = roleKeys(signed, role, where);
  if (role === "root") return firstTime ? firstRootKeyid(signed) : activeKey(archives.root.keys, "root", keys).keyid;
  keys.delete(onlineKeyid);
  const holdsOne = archives.targets.keys.keys.some(({ keyid, signer }) => signer && keys.has(keyid));
  return holdsOne ? activeKey(archives.targets.keys, "targets", keys).keyid : null;
}

/** @throws {ToolError} `options-conflict`: the first rotation is behind us. */
function firstRootKeyid(signed: RootSigned): string {
  const { keyids } = signed.roles.root;
  const isOwned = keyids.some((keyid) => Object.hasOwn(signed["x-key-owners"] ?? {}, keyid));
  if (keyids.length === 1 && !isOwned) return keyids[0]!;
  throw new ToolError("options-conflict", {
    happened:
      "--first-time is for a Factory whose root key is still the one that the vendor made, and this one has keys of its owner.",
    next: "Leave --first-time out, and give the archive that holds your root key.",
  });
}

function rootSignerOf({ root }: HeldArchives, signed: RootSigned, where: string): void {
  activeKey(root.keys, "root", roleKeys(signed, "root", where));
}

async function resign(ctx: Context, scene: RotationScene, keys: readonly RotatedKey[]): Promise<Resigned> {
  const targets = keys.find(({ role }) => role === "targets");
  const { production } = scene;
  if (!targets || production.names.length === 0) return { targets: {}, waves: {} };
  ctx.progress("Verifying and signing production targets");
  const toSign = { production, tags: targets.replaced === null ? [] : production.names, waves: [] };
  return resignTargets(ctx, scene.roots, toSign, targets.fresh.signer!, targets.replaced);
}

function requireReadable(production: RootSigned): void {
  const size = canonicalBytes(production, "the new root", "/signed").length + ROOM_FOR_SIGNATURES;
  if (size <= MAX_ROOT_BYTES) return;
  throw new ToolError("metadata-too-large", {
    happened: `The new root would have ${size} bytes with its signatures; devices read at most ${MAX_ROOT_BYTES} and would be cut off.`,
    next: "Take out keys that are no longer needed first: factory-tuf updates delete-offline-key.",
  });
}

/** Two signatures of RSA keys, with what stands around them. */
const ROOM_FOR_SIGNATURES = 2048;

function* keyNotes({ roles }: RotationWish, keys: readonly RotatedKey[], signed: RootSigned): Generator<PlanNote> {
  const hasOffline = signed.roles.targets.keyids.length > 1;
  for (const { role, replaced } of keys) {
    if (role !== "targets" || replaced !== null || !hasOffline) continue;
    const says =
      "The archive holds no active targets key, so the new one joins those that are there and replaces none. Is it the right archive?";
    yield { says, isWarning: true };
  }
  if (hasOffline || roles.includes("targets")) return;
  const says =
    "Production asks for two signatures, and there is no offline targets key yet: nothing can be released before there is one (keys rotate --role targets).";
  yield { says, isWarning: false };
}

/** The keys that the Factory will replace go; which ones come, nobody knows yet. */
function withoutOnline(changes: RootDiff, { online }: RotationWish, { onlineKeyid }: RotationScene): RootDiff {
  if (!online) return changes;
  const isOnline = ({ role, keyid }: RootKeyLine) =>
    role === "snapshot" || role === "timestamp" || (role === "targets" && keyid === onlineKeyid);
  const kept = changes.kept.filter((line) => !isOnline(line));
  return { ...changes, kept, removed: [...changes.removed, ...changes.kept.filter(isOnline)] };
}

/** Devices that refuse production already: a root key alone neither helps nor harms them. Looked at one by one. */
function* cutOffNotes({ production, roots }: RotationScene, keys: readonly RotatedKey[]): Generator<PlanNote> {
  // With a targets key every document is verified, and one that does not verify ends it.
  if (keys.some(({ role, replaced }) => role === "targets" && replaced !== null)) return;
  for (const tag of production.names) {
    const released = productionWithin(production, tag);
    if (!released) continue;
    const { signedBy, threshold, met } = tally(released.doc, roots.prod, "targets");
    released.doc.forgetForms();
    if (met) continue;
    const says = `Devices refuse the production targets of tag ${tag} as they are: ${signedBy.length} of ${threshold} signatures. Sign them with: factory-tuf updates sign-prod-targets.`;
    yield { says, isWarning: true };
  }
}

function noArchive(path: string): ToolError {
  return new ToolError("keys-file-unreadable", {
    happened: `There is no archive ${path}, and the root key must come from one.`,
    next: "Give the archive that holds the active root key. If the root key has never been taken offline, add --first-time.",
  });
}
