// Edits of a staged root: keys, owners, thresholds, expiry, and the production flavour that follows from it
// (PROTOCOL §4). Each returns a new document; what it does not name stays as it was, unknown fields too.

import { ToolError } from "../../errors/tool-error.ts";
import { own } from "../../json/object.ts";
import { counted } from "../../text/sentence.ts";
import { expiresBefore, oneYearAfter, wholeSeconds } from "../metadata/expiry.ts";
import type { KeyJson } from "../metadata/key.ts";
import { ROLE_NAMES, type RoleName, type RootSigned } from "../metadata/metadata.ts";
import { MIN_PRODUCTION_THRESHOLD } from "./flavours.ts";

/** A role whose keys people hold. */
export type OfflineRole = "root" | "targets";

/** Who a new key belongs to, as `x-key-owners` records it. */
export interface KeyOwner {
  readonly polisId: string;
  readonly createdAt: Date;
}

export interface NewRootKey {
  readonly keyid: string;
  readonly key: KeyJson;
  readonly owner: KeyOwner;
}

/** Appends a key to a role. @throws {ToolError} `not-unique` when the role lists it already. */
export function addKey(signed: RootSigned, role: OfflineRole, { keyid, key, owner }: NewRootKey): RootSigned {
  const { keyids } = signed.roles[role];
  if (keyids.includes(keyid)) {
    throw new ToolError("not-unique", {
      happened: `The staged root lists the key ${keyid} for ${role} already.`,
      next: "Look at what is staged with: factory-tuf updates review.",
    });
  }
  const owners = signed["x-key-owners"] ?? {};
  const entry = { "polis-id": owner.polisId, "created-at": wholeSeconds(owner.createdAt) };
  return {
    ...withRole(signed, role, [...keyids, keyid]),
    keys: { ...signed.keys, [keyid]: key },
    "x-key-owners": { ...owners, [keyid]: entry },
  };
}

/**
 * Takes a key out of a role, and out of the document when no role uses it any more.
 * @throws {ToolError} `keys-none-active` when the role does not list it; `threshold-unreachable` when fewer keys
 *   than the threshold would be left.
 */
export function removeKey(signed: RootSigned, role: OfflineRole, keyid: string): RootSigned {
  const { keyids, threshold } = signed.roles[role];
  if (!keyids.includes(keyid)) {
    throw new ToolError("keys-none-active", {
      happened: `The staged root does not list the key ${keyid} for ${role}.`,
      next: "Look at what is staged with: factory-tuf updates review.",
    });
  }
  requireReachable(role, threshold, keyids.length - 1);
  return dropUnusedKeys(
    withRole(
      signed,
      role,
      keyids.filter((id) => id !== keyid),
    ),
  );
}

/** The new key stands last, where the replaced one is gone. `replaced` null only adds. */
export function replaceKey(
  signed: RootSigned,
  role: OfflineRole,
  replaced: string | null,
  fresh: NewRootKey,
): RootSigned {
  const added = addKey(signed, role, fresh);
  return replaced === null ? added : removeKey(added, role, replaced);
}

/** The root that a new one takes the place of, and whether the new one may expire before it would. */
export interface Replacement {
  readonly replaces: RootSigned;
  /** Somebody has asked for that: `shorten-expiry`. */
  readonly shortenExpiry: boolean;
}

/**
 * One calendar year from `now`.
 * @throws {ToolError} `expiry-shortened` as {@link requireNotShortened}.
 */
export function withNewExpiry(signed: RootSigned, now: Date, replacement: Replacement): RootSigned {
  const expires = oneYearAfter(now);
  requireNotShortened(expires, replacement);
  return { ...signed, expires };
}

/**
 * A clock that is behind would take time from every device (T28).
 * @throws {ToolError} `expiry-shortened` when a root that expires at `expires` would do so before the one it replaces,
 *   and nobody has asked for that.
 */
export function requireNotShortened(expires: string, { replaces, shortenExpiry }: Replacement): void {
  if (shortenExpiry || !expiresBefore(expires, replaces.expires)) return;
  throw new ToolError("expiry-shortened", {
    happened: `The new root would expire at ${expires}, earlier than root ${replaces.version}, which it replaces and which is valid until ${replaces.expires}.`,
    next: "Check the clock of this machine. If the root is meant to expire earlier, because it is valid too long, add --shorten-expiry.",
  });
}

/** @throws {ToolError} `threshold-unreachable`, or `value-invalid` below 1. The CI targets threshold is always 1. */
export function withRootThreshold(signed: RootSigned, threshold: number): RootSigned {
  if (threshold < 1) throw tooLow("root", 1, threshold);
  const { keyids } = signed.roles.root;
  requireReachable("root", threshold, keyids.length);
  return { ...signed, roles: { ...signed.roles, root: { ...signed.roles.root, threshold } } };
}

/**
 * The production flavour of a staged CI root.
 * @throws {ToolError} `value-invalid` below 2; `threshold-unreachable` above the number of targets keys, unless
 *   there is no offline targets key yet: then production waits for one (PROTOCOL §4, thresholds).
 */
export function productionOfRoot(ci: RootSigned, threshold: number): RootSigned {
  if (threshold < MIN_PRODUCTION_THRESHOLD) throw tooLow("targets", MIN_PRODUCTION_THRESHOLD, threshold);
  const { targets } = ci.roles;
  if (!(targets.keyids.length === 1 && threshold === MIN_PRODUCTION_THRESHOLD)) {
    requireReachable("targets", threshold, targets.keyids.length);
  }
  return { ...ci, roles: { ...ci.roles, targets: { ...targets, threshold } } };
}

/** Keys that no role lists go, with their owners. */
export function dropUnusedKeys(signed: RootSigned): RootSigned {
  const used = new Set(ROLE_NAMES.flatMap((role) => signed.roles[role].keyids));
  const keep = <V>(map: Readonly<Record<string, V>>) =>
    Object.fromEntries(Object.entries(map).filter(([keyid]) => used.has(keyid)));
  const owners = signed["x-key-owners"];
  return { ...signed, keys: keep(signed.keys), ...(owners && { "x-key-owners": keep(owners) }) };
}

/** Who holds a key, or null where the root does not say. */
export function ownerOf(
  signed: RootSigned,
  keyid: string,
): { readonly "polis-id": string; readonly "created-at": string } | null {
  return own(signed["x-key-owners"] ?? {}, keyid) ?? null;
}

function withRole(signed: RootSigned, role: RoleName, keyids: readonly string[]): RootSigned {
  return { ...signed, roles: { ...signed.roles, [role]: { ...signed.roles[role], keyids } } };
}

function requireReachable(role: OfflineRole, threshold: number, keys: number): void {
  if (threshold <= keys) return;
  throw new ToolError("threshold-unreachable", {
    happened: `The ${role} role would need ${counted(threshold, "signature")} with only ${counted(keys, "key")} left.`,
    next: "Add a key first, or lower the threshold.",
  });
}

function tooLow(role: OfflineRole, least: number, threshold: number): ToolError {
  return new ToolError("value-invalid", {
    happened: `The ${role === "targets" ? "production targets" : role} threshold cannot be ${threshold}: ${least} is the least.`,
    next: `Give a number from ${least} to the number of ${role} keys.`,
  });
}
