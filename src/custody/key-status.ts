// What the roots say about the keys of an archive: for which role, whose, since when, and whether they count today.

import { isOffline } from "../context/connection.ts";
import type { Context } from "../context/context.ts";
import type { ArchiveKey } from "../keys/types.ts";
import { reviewedOwnerOf } from "../review/evidence/key-owners.ts";
import { dayText } from "../review/evidence/moment.ts";
import { daysSince } from "../tuf/metadata/expiry.ts";
import type { UsableKey } from "../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import { lastListing } from "../tuf/root/former-role.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";
import { requireOnlineKey } from "../tuf/targets/ci-targets.ts";
import { showableRoots } from "../verified/verified-roots.ts";

/** The roles whose keys lie in archives. */
export const OFFLINE_ROLES = ["root", "targets"] as const satisfies readonly OfflineRole[];

/** `unchecked`: no root was there to ask. */
export type KeyState = "active" | "retired" | "never listed" | "unchecked";

export interface KeyStatus {
  readonly keyid: string;
  readonly keytype: string;
  /** Roles of the newest root that lists it; none where no root does. */
  readonly roles: readonly OfflineRole[];
  readonly state: KeyState;
  /** Version of the last root that lists a retired key; else null. */
  readonly untilRoot: number | null;
  readonly owner: string | null;
  readonly createdAt: string | null;
  readonly ageDays: number | null;
  /** False for a public half alone. */
  readonly private: boolean;
  readonly name: string;
}

export interface OfflineKeys {
  /** Verified CI roots in order; offline the trusted one alone. */
  readonly chain: readonly Doc<RootSigned>[];
  readonly rootVersion: number;
  /** Of the root role of all of them, of both flavours. */
  readonly rootKeyids: ReadonlySet<string>;
  /** The usable keys that may sign for the role now; for targets without the online one. */
  readonly keys: Readonly<Record<OfflineRole, ReadonlyMap<string, UsableKey>>>;
}

/**
 * From the verified newest production root; an expired one will do. Offline from the trusted root, which does not say
 * which targets key is the online one. @throws {ToolError} what verifying throws.
 */
export async function offlineKeysOfRoots(ctx: Context): Promise<OfflineKeys> {
  if (isOffline(ctx)) return keysOfTrustedRoot(ctx, ctx.trust.root!);
  const [roots, online] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]);
  const targets = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  targets.delete(requireOnlineKey(roots.prod.signed, online));
  return {
    chain: roots.chain,
    rootVersion: roots.ci.signed.version,
    rootKeyids: roots.rootKeyids,
    keys: { root: roleKeys(roots.prod.signed, "root", roots.prod.where), targets },
  };
}

function keysOfTrustedRoot(ctx: Context, root: Doc<RootSigned>): OfflineKeys {
  ctx.log.warning(offlineNotice(ctx, root));
  const { signed, where } = root;
  return {
    chain: [root],
    rootVersion: signed.version,
    rootKeyids: new Set(signed.roles.root.keyids),
    keys: { root: roleKeys(signed, "root", where), targets: roleKeys(signed, "targets", where) },
  };
}

/** Of when the root is that everything is compared with, and what tells that there must be a newer one. */
function offlineNotice({ trust: { pins }, now }: Context, { signed }: Doc<RootSigned>): string {
  const made = new Date(signed["x-changelog"]?.timestamp ?? Number.NaN);
  const of = Number.isNaN(made.getTime()) ? "" : ` of ${dayText(made)}`;
  const expires = new Date(signed.expires);
  const pinned = pins?.docs["ci-root"]?.version ?? 0;
  const newer =
    pinned > signed.version
      ? `The pins know version ${pinned}, so this one is outdated.`
      : expires <= now
        ? `It expired on ${dayText(expires)}, so there should be a newer one.`
        : `It expires on ${dayText(expires)}. There may be a newer one.`;
  return `The Factory was not contacted (--offline). The keys are compared with the trusted root only, version ${signed.version}${of}. ${newer}`;
}

type HeldKey = Pick<ArchiveKey, "keyid" | "type" | "name" | "signer">;

/**
 * Offline keys of the newest root whose private half is not in the archive: in another one, or with a signer elsewhere. They are
 * told from the Factory's own by their recorded owner.
 * @param chain as for {@link keyStatusOf}.
 */
export function keysElsewhere(
  held: readonly ArchiveKey[],
  chain: readonly Doc<RootSigned>[] | null,
  now: Date,
): readonly KeyStatus[] {
  const newest = chain?.at(-1);
  if (!newest) return [];
  const here = new Set(held.filter(({ signer }) => signer).map(({ keyid }) => keyid));
  const { signed, where } = newest;
  const keys = new Map(OFFLINE_ROLES.flatMap((role) => [...roleKeys(signed, role, where)]));
  return [...keys.values()]
    .filter(({ keyid }) => !here.has(keyid) && reviewedOwnerOf(signed, keyid) !== null)
    .map(({ keyid, type }) => keyStatusOf({ keyid, type, name: "", signer: null }, chain, now));
}

/** @param chain verified roots in order; null where there are none. */
export function keyStatusOf(key: HeldKey, chain: readonly Doc<RootSigned>[] | null, now: Date): KeyStatus {
  const newest = chain?.at(-1);
  const listing = chain ? lastListing(chain, key.keyid) : undefined;
  const owner = listing ? reviewedOwnerOf(listing.signed, key.keyid) : null;
  const createdAt = owner?.createdAt ?? null;
  return {
    keyid: key.keyid,
    keytype: key.type === "rsa" ? "RSA" : "ED25519",
    roles: listing ? rolesOf(listing.signed, key.keyid) : [],
    state: !newest ? "unchecked" : listing === newest ? "active" : listing ? "retired" : "never listed",
    untilRoot: listing && listing !== newest ? listing.signed.version : null,
    owner: owner?.polisId ?? null,
    createdAt,
    ageDays: createdAt === null ? null : daysSince(new Date(createdAt), now),
    private: key.signer !== null,
    name: key.name,
  };
}

/** The offline roles for which a root lists a key. */
export function rolesOf({ roles }: RootSigned, keyid: string): OfflineRole[] {
  return OFFLINE_ROLES.filter((role) => roles[role].keyids.includes(keyid));
}

/**
 * The verified chain of CI roots; without a token the trusted root alone, and null where there is none. What then is
 * left open is said as a warning.
 * @throws {ToolError} what verifying throws.
 */
export async function knownRoots(ctx: Context): Promise<readonly Doc<RootSigned>[] | null> {
  ctx.progress("Reading and verifying the roots");
  if (!ctx.missingCredentials) return (await showableRoots(ctx)).chain;
  if (isOffline(ctx)) return offlineKeysOfRoots(ctx).then(({ chain }) => chain);
  ctx.log.warning(
    ctx.trust.root
      ? "No token was given, so the keys are compared with the trusted root only. There may be a newer one."
      : "No token and no trusted root were given, so it is not known which keys are active.",
  );
  return ctx.trust.root ? [ctx.trust.root] : null;
}
