// What the roots say about the keys of an archive: for which role, whose, since when, and whether they count today.
import type { ArchiveKey } from "../../keys/types.ts";
import { ownerOf } from "../../review/key-owners.ts";
import { requireOnlineKey } from "../../tuf/ci-targets.ts";
import { lastListing } from "../../tuf/former-role.ts";
import type { UsableKey } from "../../tuf/key.ts";
import type { Doc, RootSigned } from "../../tuf/metadata.ts";
import { roleKeys } from "../../tuf/threshold.ts";
import type { Context } from "../command.ts";
import { showableRoots, type VerifiedRoots } from "../release/verified-roots.ts";

/** The roles whose keys lie in archives. */
export const OFFLINE_ROLES = ["root", "targets"] as const;
export type OfflineRole = (typeof OFFLINE_ROLES)[number];

/** `unchecked`: no root was there to ask. */
export type KeyState = "active" | "retired" | "never listed" | "unchecked";

export interface KeyStanding {
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
  readonly roots: VerifiedRoots;
  /** The usable keys that may sign for the role now; for targets without the online one. */
  readonly keys: Readonly<Record<OfflineRole, ReadonlyMap<string, UsableKey>>>;
}

/** From the verified newest production root; an expired one will do. @throws {ToolError} what verifying throws. */
export async function offlineKeys(ctx: Context): Promise<OfflineKeys> {
  const [roots, online] = await Promise.all([showableRoots(ctx), ctx.factory.ciTargetsKey()]);
  const targets = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  targets.delete(requireOnlineKey(roots.prod.signed, online));
  return { roots, keys: { root: roleKeys(roots.prod.signed, "root", roots.prod.where), targets } };
}

/** @param chain verified roots in order; null where there are none. */
export function standingOf(key: ArchiveKey, chain: readonly Doc<RootSigned>[] | null, now: Date): KeyStanding {
  const newest = chain?.at(-1);
  const listing = chain ? lastListing(chain, key.keyid) : undefined;
  const owner = listing ? ownerOf(listing.signed, key.keyid) : null;
  const createdAt = owner?.createdAt ?? null;
  return {
    keyid: key.keyid,
    keytype: key.type === "rsa" ? "RSA" : "ED25519",
    roles: listing ? rolesOf(listing.signed, key.keyid) : [],
    state: !newest ? "unchecked" : listing === newest ? "active" : listing ? "retired" : "never listed",
    untilRoot: listing && listing !== newest ? listing.signed.version : null,
    owner: owner?.polisId ?? null,
    createdAt,
    ageDays: daysSince(createdAt, now),
    private: key.signer !== null,
    name: key.name,
  };
}

/** The offline roles for which a root lists a key. */
export function rolesOf({ roles }: RootSigned, keyid: string): OfflineRole[] {
  return OFFLINE_ROLES.filter((role) => roles[role].keyids.includes(keyid));
}

function daysSince(time: string | null, now: Date): number | null {
  const days = time === null ? Number.NaN : Math.floor((now.getTime() - new Date(time).getTime()) / 86_400_000);
  return Number.isFinite(days) ? days : null;
}
