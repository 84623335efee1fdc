// What devices of the clients that the policy lists would say of the production targets of a tag, with everything that a
// snapshot has of it.
import { clientsInUse } from "../../tuf/devices/clients.ts";
import { type DeviceRow, servedRows } from "../../tuf/devices/device-rows.ts";
import type { ServedToDevice } from "../../tuf/devices/device-verdict.ts";
import type { ServedOnline } from "../../tuf/devices/online-documents.ts";
import type { ReviewPolicy } from "../engine/rule.ts";
import type { ReviewedRoot, ReviewedTargets, Snapshot } from "../engine/snapshot.ts";

/** Nothing where a root is missing, or the targets are no document: rules say so. */
export function deviceAnswers(
  snapshot: Snapshot,
  tag: string,
  { doc, value, sizeBytes }: ReviewedTargets,
  { clients, oldestRoot }: ReviewPolicy,
  now: Date,
): readonly DeviceRow[] {
  const roots = rootsOfDevices(snapshot, oldestRoot ?? 1);
  if (roots === null || !doc) return [];
  const online = (role: "timestamp" | "snapshot"): ServedOnline | null =>
    snapshot.onlineDocuments.find(({ name }) => name === `${role}/${tag}`) ?? null;
  const served = {
    roots,
    targets: { doc, value, sizeBytes },
    timestamp: online("timestamp"),
    snapshot: online("snapshot"),
  };
  return servedRows(clientsInUse(clients).listed, served, now);
}

/** Production's roots; the flavours share what is older than production. Null where one of them is not there. */
function rootsOfDevices({ ciRoots, prodRoots }: Snapshot, oldest: number): ServedToDevice["roots"] | null {
  const count = Math.max(prodRoots.chain.length, 1);
  const chain = Array.from({ length: count }, (_, index) => prodRoots.chain[index] ?? ciRoots.chain[index] ?? null);
  const documents = chain.slice(oldest - 1).map((root) => (root ? documentOf(root) : null));
  return documents.length > 0 && documents.every((document) => document !== null) ? documents : null;
}

function documentOf({ doc, value, sizeBytes }: ReviewedRoot): ServedToDevice["roots"][number] | null {
  return doc && { doc, value, sizeBytes };
}
