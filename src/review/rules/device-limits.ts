// Group K: what device clients refuse to download.
import { MAX_ROOT_BYTES, MAX_TARGETS_BYTES } from "../../tuf/device-view.ts";
import { title } from "../message.ts";
import type { Level, Observation, ReviewPolicy, TimelessRule } from "../rule.ts";
import type { TargetsContent } from "../subject.ts";

export type SizedRole = "root" | "targets" | "snapshot" | "timestamp";

/** libaktualizr's limits in bytes as served (PROTOCOL §1, device limits). */
const MAX_BYTES: Readonly<Record<SizedRole, number>> = {
  root: MAX_ROOT_BYTES,
  targets: MAX_TARGETS_BYTES,
  snapshot: 65_536,
  timestamp: 65_536,
};
/** From this share of a limit on there is a warning. */
const WARNING_SHARE = 0.8;
/** fiotuf has the tighter defaults of go-tuf. */
const FIOTUF_MAX_BYTES: Partial<Record<SizedRole, number>> = { targets: 5_000_000, timestamp: 16_384 };

export const metadataTooLarge: TimelessRule<TargetsContent> = {
  id: "metadata-too-large",
  level: "warning",
  raised: ["error"],
  why: "Device clients cap their downloads and refuse a larger document.",
  fix: "Run: factory-tuf wave init <wave> <version> <tag> --prune <old versions> --keys <targets.tgz>",
  sources: ["libaktualizr", "go-tuf v2 defaults", "PROTOCOL §1"],
  check: ({ docName, sizeBytes }, policy) => sizeObservations(docName, "targets", sizeBytes, policy),
};

/** What the size of one document as served, signatures included, gives cause to say: nothing or one observation. */
export function sizeObservations(docName: string, role: SizedRole, bytes: number, policy: ReviewPolicy): Observation[] {
  const limit = MAX_BYTES[role];
  const fiotufLimit = policy.clients.includes("fiotuf") ? FIOTUF_MAX_BYTES[role] : undefined;
  const observe = (level: Level, sentence: string): Observation[] => [
    { subject: `${docName}#`, title: sentence, level, properties: { bytes, limit, role } },
  ];
  if (bytes > limit) return observe("error", title`${docName} has ${bytes} bytes; devices accept at most ${limit}.`);
  if (fiotufLimit !== undefined && bytes > fiotufLimit) {
    return observe("warning", title`${docName} has ${bytes} bytes; fiotuf accepts at most ${fiotufLimit}.`);
  }
  if (bytes >= limit * WARNING_SHARE) {
    const share = Math.floor((bytes / limit) * 100);
    return observe("warning", title`${docName} has ${bytes} bytes, ${share} % of the ${limit} that devices accept.`);
  }
  return [];
}
