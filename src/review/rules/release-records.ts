// Group F, continued: was production released by the workflow that the policy names? A signature made elsewhere, by a
// stolen key, is as good as any other to a device. It has no record (T37).
import { docHash } from "../../tuf/metadata/pins.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { RELEASE_PREDICATE, releaseIn } from "../../tuf/targets/release-record.ts";
import { ROTATE_TARGETS } from "../engine/fixes.ts";
import { production, records } from "../engine/needs.ts";
import type { AttestedBy, Observation, Rule } from "../engine/rule.ts";
import type { ReleaseRecord, ReviewedTargets, Snapshot, TagRecords } from "../engine/snapshot.ts";
import { title } from "../sentences/message.ts";

const releaseUnattested: Rule<Snapshot> = {
  id: "release-unattested",
  level: "error",
  when: "Production of a tag in the policy's attested-from, at that version or above, has no record of its release that verifies and names the workflow of attested-by and, with require-plan, the approved digest.",
  needs: records,
  why: "What was signed outside of the workflow has no record: a laptop did it, or a stolen key.",
  fix: `If a run of the workflow made it and died after that, attest it again (docs/release.md). Else find out who signed it. If a key was stolen, rotate it: ${ROTATE_TARGETS}. Otherwise release the next version through the workflow.`,
  sources: ["SLSA provenance", "GitHub artifact attestations"],
  check: (snapshot, { attestedFrom = {}, attestedBy, requirePlan = false }) =>
    Object.keys(attestedFrom).flatMap((tag): Observation[] => {
      const found = snapshot.records.byTag.get(tag);
      const doc = snapshot.production.get(tag)?.doc;
      if (!found || !doc || !attestedBy) return [];
      const wanted = {
        factory: snapshot.factory,
        tag,
        version: doc.signed.version,
        hash: docHash(doc),
        attestedBy,
        requirePlan,
      };
      const others = found.records.map((record) => problemOf(record, wanted));
      if (others.includes(null)) return [];
      const { version } = doc.signed;
      return [
        {
          subject: `prod-targets/${tag}#`,
          title: title`Production v${version} for tag ${tag} has no record of a release by ${attestedBy.workflow}.`,
          consequence: `${whatThereIs(others, found)} ${releaseUnattested.why}`,
          properties: { digest: `sha256:${wanted.hash}`, workflow: attestedBy.workflow, ref: attestedBy.ref },
        },
      ];
    }),
};

// A name that was typed wrong would leave the rule above with nothing to look at, and the review green.
const attestedFromIdle: Rule<Snapshot> = {
  id: "attested-from-idle",
  level: "warning",
  raised: ["note"],
  when: "The policy's attested-from names a tag without production targets, or a version that CI has not built: a warning; another version above production: a note.",
  needs: production,
  why: "Releases for this tag are not checked.",
  fix: "Correct tag and version of attested-from in .factory-tuf/review.yml, then run factory-tuf review again.",
  sources: ["SLSA provenance"],
  check: ({ production: served, ciTargets }, { attestedFrom = {} }) =>
    Object.entries(attestedFrom).flatMap(([tag, from]): Observation[] => {
      const subject = `prod-targets/${tag}#`;
      const reviewed = served.get(tag);
      if (!reviewed) {
        const sentence = title`The policy wants records for tag ${tag}, which has no production targets.`;
        return [{ subject, title: sentence, properties: { from, tags: [...served.keys()].sort() } }];
      }
      const at = reviewed.doc?.signed.version ?? from;
      if (at >= from) return [];
      const sentence = title`The policy wants records for tag ${tag} from version ${from} on; production is at v${at}.`;
      const level = from > newestOf(ciTargets) ? "warning" : "note";
      return [{ subject, title: sentence, level, properties: { from, version: at } }];
    }),
};

export const releaseRecordsRules: readonly Rule<Snapshot>[] = [releaseUnattested, attestedFromIdle];

/** The highest version of CI; 0 where it has none, or was not read. */
function newestOf(ci: ReviewedTargets | null): number {
  const targets = Object.values(ci?.doc?.signed.targets ?? {});
  return targets.reduce((newest, { custom }) => Math.max(newest, plainVersion(custom?.version) ?? 0), 0);
}

interface Wanted {
  readonly factory: string;
  readonly tag: string;
  readonly version: number;
  readonly hash: string;
  readonly attestedBy: AttestedBy;
  /** Must it have been approved, as this very document? */
  readonly requirePlan: boolean;
}

/** Why a record is not that of this release, completing "one ..."; null where it is. */
function problemOf(record: ReleaseRecord, wanted: Wanted): string | null {
  const { factory, tag, version, hash, attestedBy, requirePlan } = wanted;
  const { repository, repositoryId, workflow, ref } = record;
  // GitHub knows no two repositories that differ by case alone.
  if (repository.toLowerCase() !== attestedBy.repository.toLowerCase())
    return title`is of the repository ${repository}`;
  const id = attestedBy.repositoryId ?? null;
  if (id !== null && repositoryId !== id) {
    return repositoryId === null
      ? "does not say which repository it is of by number"
      : title`is of a repository of the same name with the number ${repositoryId}`;
  }
  if (workflow !== attestedBy.workflow) return title`is of the workflow ${workflow}`;
  if (ref !== attestedBy.ref) return title`ran on ${ref}`;
  if (!record.subjects.includes(hash)) return "is of another document";
  const released = record.predicateType === RELEASE_PREDICATE ? releaseIn(record.predicate) : null;
  if (!released) return "says nothing of a release";
  const isThis = released.factory === factory && released.tag === tag && released.version === version;
  if (!isThis) return title`says version ${released.version} for tag ${released.tag} of Factory ${released.factory}`;
  return requirePlan && released.plan !== `sha256:${hash}` ? "names no plan that was approved" : null;
}

function whatThereIs(others: readonly (string | null)[], { refused }: TagRecords): string {
  const reasons = [...others, ...refused].filter((reason) => reason !== null);
  const [first] = reasons;
  if (first === undefined) return "GitHub has no record of it.";
  if (reasons.length === 1) return `GitHub has one record of it, which ${first}.`;
  return `GitHub has ${reasons.length} records of it, but none is accepted: one ${first}.`;
}
