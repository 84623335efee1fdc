// The keys of a root by what they are, not by what the root calls them: total on any root that parses, where
// src/tuf/threshold.ts refuses a root whose key ids are wrong.

import { own } from "../../json/object.ts";
import { type KeyJson, keyidOf, type UnusableKey, type UsableKey, usableKey } from "../../tuf/metadata/key.ts";
import type { RoleName, RootSigned } from "../../tuf/metadata/metadata.ts";
import type { Snapshot } from "../engine/snapshot.ts";

/** One entry of a role's `keyids`, each id once. */
export interface RoleKey {
  readonly keyid: string;
  /** Null when the root does not list the key. */
  readonly key: KeyJson | null;
  /** The same for two keys of the same material, whatever their ids; null when the key cannot be parsed. */
  readonly material: string | null;
  /** Decided when it is asked for: a hostile root lists many keys that nobody needs. */
  readonly usable: UsableKey | null;
}

export function keysOf(root: RootSigned, role: RoleName): readonly RoleKey[] {
  return [...new Set(root.roles[role].keyids)].map((keyid) => {
    const key = own(root.keys, keyid) ?? null;
    return {
      keyid,
      key,
      material: key && materialOf(key),
      get usable() {
        const decision = key && decisionOn(key);
        return decision?.usable ? decision : null;
      },
    };
  });
}

const decisions = new WeakMap<KeyJson, UsableKey | UnusableKey>();

/** `usableKey`, decided once for a snapshot however many keys it has. */
export function decisionOn(key: KeyJson): UsableKey | UnusableKey {
  const decision = decisions.get(key) ?? usableKey(key);
  decisions.set(key, decision);
  return decision;
}

const materials = new WeakMap<KeyJson, string | null>();

/** What tells key material apart: the id that the key should have. Null when it cannot be parsed. */
export function materialOf(key: KeyJson): string | null {
  const known = materials.get(key);
  if (known !== undefined) return known;
  const material = keyidOf(key);
  materials.set(key, material);
  return material;
}

/** The distinct material of a role's keys that may count, in the order of its `keyids`. */
export function countableKeys(root: RootSigned, role: RoleName): readonly RoleKey[] {
  const seen = new Set<string>();
  return keysOf(root, role).filter(({ material, usable }) => {
    if (material === null || !usable || seen.has(material)) return false;
    seen.add(material);
    return true;
  });
}

/** `online(targets)`: what the Factory calls its online targets key, by the transaction and by `ci-targets.pub`. */
export function onlineTargets(snapshot: Snapshot): ReadonlySet<string> {
  const named = snapshot.onlineKey && keyidOf(snapshot.onlineKey);
  return new Set([...onlineKeys(snapshot, "targets"), ...(named === null ? [] : [named])]);
}

/** `current.online-keys[role]`; empty where the Factory does not say. */
export function onlineKeys({ updates }: Snapshot, role: RoleName): readonly string[] {
  return (updates && own(updates.currentOnline, role)) ?? [];
}

/** `offline`: the targets keys of the current production root (before there is one, of the CI root) that are not online. */
export function offlineTargets(snapshot: Snapshot): readonly RoleKey[] {
  const root = snapshot.prodRoot ?? snapshot.ciRoot;
  const online = onlineTargets(snapshot);
  return root ? countableKeys(root.signed, "targets").filter(({ material }) => !online.has(material!)) : [];
}
