// What one root changes against another, as people speak of it: keys by role with owner and age, thresholds, expiry.

import { own } from "../../json/object.ts";
import { daysSince } from "../metadata/expiry.ts";
import { keyType } from "../metadata/key.ts";
import { ROLE_NAMES, type RoleName, type RootSigned } from "../metadata/metadata.ts";
import { ownerOf } from "./root-edit.ts";

export interface RootKeyLine {
  readonly role: RoleName;
  readonly keyid: string;
  /** `ed25519`, `rsa`, or what the root calls it. */
  readonly keytype: string;
  /** Who holds it; null for online keys and keys of older tools. */
  readonly owner: string | null;
  /** Whole days since the key was made, 0 for one of the future; null where the root does not say. */
  readonly ageDays: number | null;
}

export interface ThresholdChange {
  readonly role: RoleName;
  readonly from: number;
  readonly to: number;
}

export interface RootDiff {
  readonly version: { readonly from: number; readonly to: number };
  /** Also when it stays: whoever signs must see until when. */
  readonly expires: { readonly from: string; readonly to: string };
  readonly added: readonly RootKeyLine[];
  readonly removed: readonly RootKeyLine[];
  readonly kept: readonly RootKeyLine[];
  readonly thresholds: readonly ThresholdChange[];
  /** Nothing but version, changelog and perhaps expiry. */
  readonly sameKeys: boolean;
}

/** @param before and `after` of the same flavour; the production one shows the threshold that devices ask for. */
export function diffRoots(before: RootSigned, after: RootSigned, now: Date): RootDiff {
  const lines = (root: RootSigned, isWanted: (role: RoleName, keyid: string) => boolean) =>
    ROLE_NAMES.flatMap((role) =>
      root.roles[role].keyids.filter((keyid) => isWanted(role, keyid)).map((keyid) => lineOf(root, role, keyid, now)),
    );
  const listed = (root: RootSigned) => (role: RoleName, keyid: string) => root.roles[role].keyids.includes(keyid);
  const unlisted = (root: RootSigned) => (role: RoleName, keyid: string) => !listed(root)(role, keyid);
  const added = lines(after, unlisted(before));
  const removed = lines(before, unlisted(after));
  const thresholds = ROLE_NAMES.map((role) => ({
    role,
    from: before.roles[role].threshold,
    to: after.roles[role].threshold,
  })).filter(({ from, to }) => from !== to);
  return {
    version: { from: before.version, to: after.version },
    expires: { from: before.expires, to: after.expires },
    added,
    removed,
    kept: lines(after, listed(before)),
    thresholds,
    sameKeys: added.length + removed.length + thresholds.length === 0,
  };
}

function lineOf(root: RootSigned, role: RoleName, keyid: string, now: Date): RootKeyLine {
  const key = own(root.keys, keyid);
  const owner = ownerOf(root, keyid);
  return {
    role,
    keyid,
    keytype: (key && keyType(key)) ?? key?.keytype ?? "missing",
    owner: owner?.["polis-id"] ?? null,
    // Nobody has looked at it: of a time that is no text a Date would make one of its own.
    ageDays: owner ? daysSince(new Date(Date.parse(owner["created-at"])), now) : null,
  };
}
