// Group K: what device clients refuse to download.

import { listOf } from "../../text/sentence.ts";
import { clientsInUse } from "../../tuf/devices/clients.ts";
import { MAX_BYTES, WARNING_SHARE } from "../../tuf/devices/limits.ts";
import type { Level, Observation, ReviewPolicy, TimelessRule } from "../engine/rule.ts";
import type { TargetsContent } from "../engine/subject.ts";
import { title } from "../sentences/message.ts";

export type SizedRole = "root" | "targets" | "snapshot" | "timestamp";

export const metadataTooLarge: TimelessRule<TargetsContent> = {
  id: "metadata-too-large",
  level: "warning",
  raised: ["error"],
  when: "A document is larger than devices download: 65,536 bytes for root, timestamp and snapshot, 8,388,608 for targets, or less where a client that the policy lists reads less; a warning from 80 % on.",
  why: "Device clients limit their downloads and refuse a larger document.",
  fix: "With a newer CI version run: factory-tuf wave init <new wave> <version> <tag> --prune <old versions> --keys <targets.tgz>, then factory-tuf wave complete <new wave>",
  sources: ["libaktualizr", "go-tuf v2 defaults", "libtufnano", "PROTOCOL §1"],
  check: ({ docName, sizeBytes }, policy) => sizeObservations(docName, "targets", sizeBytes, policy),
};

/** What the size of one document as served, signatures included, gives cause to say: nothing or one observation. */
export function sizeObservations(docName: string, role: SizedRole, bytes: number, policy: ReviewPolicy): Observation[] {
  const { limit, who } = limitOf(role, policy);
  const observe = (level: Level, sentence: string): Observation[] => [
    { subject: `${docName}#`, title: sentence, level, properties: { bytes, limit, role } },
  ];
  if (bytes > limit) return observe("error", title`${docName} has ${bytes} bytes; ${who} accept at most ${limit}.`);
  if (bytes >= limit * WARNING_SHARE) {
    const share = Math.floor((bytes / limit) * 100);
    return observe("warning", title`${docName} has ${bytes} bytes, ${share} % of the ${limit} that ${who} accept.`);
  }
  return [];
}

/** The smallest limit of all devices and of those that the policy lists, and whose it is. */
function limitOf(role: SizedRole, { clients }: ReviewPolicy): { readonly limit: number; readonly who: string } {
  const { listed } = clientsInUse(clients);
  const limit = Math.min(MAX_BYTES[role], ...listed.map(({ maxBytes }) => maxBytes[role]));
  if (limit === MAX_BYTES[role]) return { limit, who: "devices" };
  const names = listed.filter(({ maxBytes }) => maxBytes[role] === limit).map(({ name }) => name);
  return { limit, who: `devices with ${listOf(names)}` };
}
