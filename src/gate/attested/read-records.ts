// The records of what is in production: asked of GitHub for exactly the documents that the policy wants a record of, and
// verified under the roots that the repository keeps. What verifies is loaded only then.
import type { RepositoryPolicy } from "../../context/policy-file.ts";
import { type ConfigText, SIGSTORE_ROOT_FILE } from "../../context/repository.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { ReviewedRecords, Snapshot, TagRecords } from "../../review/engine/snapshot.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { RELEASE_PREDICATE } from "../../tuf/targets/release-record.ts";
import type { ReviewGitHub } from "../github-port.ts";
import type { UnreadInputs } from "../unread-inputs.ts";

export interface RecordPorts {
  readonly policy: Pick<RepositoryPolicy, "attestedFrom" | "attestedBy">;
  /** Null where the repository keeps none. */
  readonly trustedRoots: ConfigText | null;
  readonly github: Pick<ReviewGitHub, "attestations"> | null;
  /** As `process.version` has it. */
  readonly node: string;
}

/**
 * @param unread takes what could not be asked.
 * @throws {ToolError} `config-invalid` for trusted roots that cannot be read.
 */
export async function readRecords(
  { policy, trustedRoots, github, node }: RecordPorts,
  { production }: Pick<Snapshot, "production">,
  unread: UnreadInputs,
): Promise<ReviewedRecords> {
  const { attestedFrom, attestedBy } = policy;
  if (Object.keys(attestedFrom).length === 0 || !attestedBy)
    return notLooked("the policy names no tag in attested-from");
  const old = tooOld(node);
  if (old) return notLooked(old);
  if (!trustedRoots) return notLooked(`there is no ${SIGSTORE_ROOT_FILE}; make it with: ${MAKE_ROOTS}`);
  if (!github) return notLooked("there is no GitHub token, which needs attestations: read");
  const [{ attestationVerifiers }, { recordIn }] = await Promise.all([
    import("./trusted-roots.ts"),
    import("./verify-bundle.ts"),
  ]);
  const verifiers = attestationVerifiers(trustedRoots);
  const read = Object.entries(attestedFrom).map(async ([tag, from]): Promise<(readonly [string, TagRecords])[]> => {
    const doc = production.get(tag)?.doc;
    if (!doc || doc.signed.version < from) return [];
    const asking = github.attestations(attestedBy.repository, `sha256:${docHash(doc)}`, RELEASE_PREDICATE);
    const bundles = await unread.orNote(`attestations/${tag}#`, asking.catch(withPermission));
    if (!bundles) return [];
    const results = bundles.map((bundle) => (bundle === null ? ELSEWHERE : recordIn(bundle, verifiers)));
    const records = results.filter((result) => typeof result !== "string");
    return [[tag, { records, refused: results.filter((result) => typeof result === "string") }]];
  });
  return { byTag: new Map((await Promise.all(read)).flat()), notLooked: null };
}

const ELSEWHERE = "is kept by GitHub where this tool does not ask";

/** A job's token has only what its workflow names. @throws what was thrown. */
function withPermission(error: unknown): never {
  if (!(error instanceof ToolError) || error.code !== "http-forbidden") throw error;
  throw error.extended({ before: "Records need the permission attestations: read." });
}

const MAKE_ROOTS = `gh attestation trusted-root > ${SIGSTORE_ROOT_FILE}`;

function notLooked(why: string): ReviewedRecords {
  return { byTag: new Map(), notLooked: why };
}

/** What @sigstore/verify needs, by major version; later ones have it. */
const OLDEST: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 22: [22, 2], 24: [15, 0] };
const OLDEST_OF_ALL = 26;

/** Why records cannot be verified by this Node; null where they can. */
function tooOld(node: string): string | null {
  const [major = 0, minor = 0, patch = 0] = (/^v(\d+)\.(\d+)\.(\d+)/.exec(node)?.slice(1) ?? []).map(Number);
  const oldest = OLDEST[major];
  const isNewEnough = oldest
    ? minor > oldest[0] || (minor === oldest[0] && patch >= oldest[1])
    : major >= OLDEST_OF_ALL;
  return isNewEnough ? null : `this Node (${node}) cannot verify records; it takes 22.22.2, 24.15.0 or 26, or later`;
}
