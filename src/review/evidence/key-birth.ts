// When a key of a root came into being, as far as signed documents tell.

import { isObject, own } from "../../json/object.ts";
import { MS_PER_DAY } from "../../tuf/metadata/expiry.ts";
import type { RootSigned } from "../../tuf/metadata/metadata.ts";
import { chainDocs } from "../engine/documents.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { reviewedOwnerOf } from "./key-owners.ts";
import { momentOf } from "./moment.ts";

/** How far the clock of whoever made the key may be ahead. A later birth is no birth: it would never grow old. */
const MAX_AHEAD_MS = MS_PER_DAY;

/**
 * `x-key-owners[keyid].created-at`, else `x-changelog.timestamp` of the first root that lists the key, else
 * null. Made once for many keys.
 * @param root whose owners count: the current one.
 */
export function birthsIn(snapshot: Snapshot, root: RootSigned, now: Date): (keyid: string) => Date | null {
  const firstListed = new Map<string, Date | null>();
  const believed = (text: unknown) => {
    const at = momentOf(text);
    return at && at.getTime() <= now.getTime() + MAX_AHEAD_MS ? at : null;
  };
  for (const listing of [...chainDocs(snapshot.ciRoots), ...chainDocs(snapshot.prodRoots)]) {
    if (!listing) continue;
    const { signed } = listing.doc;
    const changed = believed(changedAt(signed));
    for (const keyid of Object.keys(signed.keys)) if (!firstListed.has(keyid)) firstListed.set(keyid, changed);
  }
  return (keyid) => believed(reviewedOwnerOf(root, keyid)?.createdAt) ?? firstListed.get(keyid) ?? null;
}

/** `x-changelog.timestamp` as written, or undefined. */
export function changedAt(root: RootSigned): unknown {
  const changelog: unknown = root["x-changelog"];
  return isObject(changelog) ? own(changelog, "timestamp") : undefined;
}
