// Which keys a document's signatures are verified with: those of the roles that decide about it, by key id.
import { type Doc, isRootDoc, type RoleName, type RootSigned, type SignedBase } from "../../tuf/metadata/metadata.ts";
import type { Reviewed, Snapshot } from "../engine/snapshot.ts";
import { keysOf, type RoleKey } from "./role-keys.ts";

/** By key id; its `usable` is null for a key that is listed and that nobody can use. Empty: no root is known to ask. */
export type Verifiers = ReadonlyMap<string, Pick<RoleKey, "usable">>;

/** The verifying keys of any document of the snapshot. A key that any of its roots makes usable is usable. */
export function verifiersOf(reviewed: Reviewed<SignedBase>, snapshot: Snapshot): Verifiers {
  const [role, roots] = judgesOf(reviewed, snapshot);
  const keys = new Map<string, Pick<RoleKey, "usable">>();
  for (const { signed } of roots) {
    for (const key of keysOf(signed, role)) {
      const other = keys.get(key.keyid);
      keys.set(key.keyid, other ? eitherOf(other, key) : key);
    }
  }
  return keys;
}

function eitherOf(a: Pick<RoleKey, "usable">, b: Pick<RoleKey, "usable">): Pick<RoleKey, "usable"> {
  return {
    get usable() {
      return a.usable ?? b.usable;
    },
  };
}

function judgesOf({ name, doc }: Reviewed<SignedBase>, snapshot: Snapshot): [RoleName, Doc<RootSigned>[]] {
  const { ciRoot, prodRoot, ciRoots, prodRoots } = snapshot;
  const [, kind = name] = /^([^@/]*)/.exec(name) ?? [];
  const current = prodRoot ?? ciRoot;
  switch (kind) {
    case "ci-targets":
      return ["targets", present([ciRoot])];
    case "prod-targets":
    case "wave":
      return ["targets", present([prodRoot])];
    case "snapshot":
    case "timestamp":
      return [kind, present([current])];
    case "ci-snapshot":
      return ["snapshot", present([ciRoot])];
    case "ci-timestamp":
      return ["timestamp", present([ciRoot])];
    default: {
      // A root is verified by its predecessor of either flavour and by itself; a staged one likewise.
      const before = (doc?.signed.version ?? 1) - 2;
      const previous = [ciRoots.chain[before]?.doc ?? null, prodRoots.chain[before]?.doc ?? null];
      return ["root", present([...previous, doc && isRootDoc(doc) ? doc : null])];
    }
  }
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}
