// The documents that pins are about, as they are served now, each with the hash it would be pinned by.

import type { Doc, SignedBase } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { ciTargetsHash } from "../../tuf/targets/ci-targets.ts";
import type { Reviewed, Snapshot } from "../engine/snapshot.ts";

/** `served` null: there is no such document. A served document that does not parse has no pin of its own. */
export interface PinnedDocument {
  readonly served: Reviewed<SignedBase> | null;
  readonly pin: { readonly version: number; readonly sha256: string } | null;
}

/** @param name as in `pins.json`: `ci-root`, `prod-root`, `ci-targets`, `prod-targets/<tag>`. */
export function pinnedDocument(snapshot: Snapshot, name: string): PinnedDocument {
  const { ciRoots, prodRoots, ciTargets, production } = snapshot;
  if (name === "ci-root") return withHash(ciRoots.newest, docHash);
  if (name === "prod-root") return withHash(prodRoots.newest, docHash);
  if (name === "ci-targets") return withHash(ciTargets, ciTargetsHash);
  return withHash(production.get(name.slice("prod-targets/".length)) ?? null, docHash);
}

function withHash<S extends SignedBase>(served: Reviewed<S> | null, hash: (doc: Doc<S>) => string): PinnedDocument {
  const doc = served?.doc ?? null;
  return { served, pin: doc && { version: doc.signed.version, sha256: hash(doc) } };
}
