// Who a root says holds a key, and since when. The entries are foreign text under a signature: whatever is
// not of the expected form is no entry.

import { isObject, own } from "../../json/object.ts";
import type { RootSigned } from "../../tuf/metadata/metadata.ts";

export interface ReviewedOwner {
  readonly polisId: string;
  /** As written; null when it is no text. */
  readonly createdAt: string | null;
}

/** The `x-key-owners` entry of a key, or null when it has none that names somebody. */
export function reviewedOwnerOf(root: RootSigned, keyid: string): ReviewedOwner | null {
  const owners: unknown = root["x-key-owners"];
  const entry = isObject(owners) ? own(owners, keyid) : undefined;
  if (!isObject(entry)) return null;
  const polisId = own(entry, "polis-id");
  const createdAt = own(entry, "created-at");
  if (typeof polisId !== "string" || polisId.trim() === "") return null;
  return { polisId, createdAt: typeof createdAt === "string" ? createdAt : null };
}
