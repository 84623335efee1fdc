// One bundle of GitHub's: is it signed by a certificate of the authorities that count, and what do certificate and
// statement say? Whether that is what the policy asks for is the rule's to judge.
import { bundleFromJSON } from "@sigstore/bundle";
import { type Signer, toSignedEntity, type Verifier } from "@sigstore/verify";
import * as v from "valibot";
import { parseJson } from "../../json/json.ts";
import { isOf, type ShapeOf } from "../../json/shape.ts";
import type { ReleaseRecord } from "../../review/engine/snapshot.ts";
import { utf8 } from "../../text/utf8.ts";

/** Who GitHub's workflows are vouched for by; an enterprise may have its own name at the end. */
const ISSUER = /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[A-Za-z0-9-]+)?$/;
const STATEMENT = "https://in-toto.io/Statement/v1";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const MAX_SUBJECTS = 100;
/** A record has 1 KB. What is in base64 was not counted when the answer was received (T32). */
const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** Extensions of the certificate: what GitHub said of the run. */
const SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12";
const SOURCE_REPOSITORY_ID = "1.3.6.1.4.1.57264.1.15";
const SOURCE_REF = "1.3.6.1.4.1.57264.1.14";
const BUILD_CONFIG = "1.3.6.1.4.1.57264.1.18";

/** Names on GitHub are ASCII: of others two can be the same in lower case (the Kelvin sign, and k). */
const REPOSITORY = /^https:\/\/github\.com\/([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)$/;

const statementShape = v.looseObject({
  _type: v.literal(STATEMENT),
  subject: v.pipe(
    v.array(v.looseObject({ digest: v.looseObject({ sha256: v.optional(v.string()) }) })),
    v.maxLength(MAX_SUBJECTS),
  ),
  predicateType: v.string(),
  predicate: v.unknown(),
});

/** @returns what the bundle says, or why it counts for nothing, completing "the bundle ...". Never throws on content. */
export function recordIn(value: unknown, verifiers: readonly Verifier[]): ReleaseRecord | string {
  let payload: Uint8Array;
  let signer: Signer | null;
  try {
    const bundle = bundleFromJSON(value);
    if (bundle.content.$case !== "dsseEnvelope") return "signs no statement";
    const { dsseEnvelope } = bundle.content;
    if (dsseEnvelope.payloadType !== PAYLOAD_TYPE) return "holds another kind of payload";
    payload = dsseEnvelope.payload;
    if (payload.length > MAX_PAYLOAD_BYTES) return `holds a statement of more than ${MAX_PAYLOAD_BYTES} bytes`;
    signer = signerOf(toSignedEntity(bundle), verifiers);
  } catch {
    return "cannot be read";
  }
  if (!signer) return "does not verify under the trusted roots";
  const run = runOf(signer);
  if (typeof run === "string") return run;
  const statement = statementIn(payload);
  if (!statement) return "holds no statement that can be read";
  const { subject, predicateType, predicate } = statement;
  return { ...run, subjects: subject.flatMap(({ digest }) => digest.sha256 ?? []), predicateType, predicate };
}

/** A bundle belongs to one authority, and fails under all others. */
function signerOf(entity: ReturnType<typeof toSignedEntity>, verifiers: readonly Verifier[]): Signer | null {
  for (const verifier of verifiers) {
    try {
      return verifier.verify(entity);
    } catch {
      // The next one may have issued it.
    }
  }
  return null;
}

function runOf({ identity }: Signer): Pick<ReleaseRecord, "repository" | "repositoryId" | "workflow" | "ref"> | string {
  if (!ISSUER.test(identity?.extensions?.issuer ?? "")) return "is not of a workflow on GitHub";
  const extension = (id: string) => {
    const found = (identity?.oids ?? []).filter(({ oid }) => oid?.id.join(".") === id);
    return found.length === 1 ? utf8String(found[0]!.value) : null;
  };
  const [, repository] = REPOSITORY.exec(extension(SOURCE_REPOSITORY) ?? "") ?? [];
  const ref = extension(SOURCE_REF);
  const config = extension(BUILD_CONFIG);
  if (!repository || !ref || !config) return "has a certificate that does not say which workflow ran";
  const [head, tail] = [`https://github.com/${repository}/`, `@${ref}`];
  // The workflow that was started lies in the repository that it ran for, at the ref that it ran on.
  if (!config.startsWith(head) || !config.endsWith(tail)) return "has a certificate of a workflow from elsewhere";
  const id = /^[1-9][0-9]{0,14}$/.exec(extension(SOURCE_REPOSITORY_ID) ?? "")?.[0];
  const workflow = config.slice(head.length, config.length - tail.length);
  return { repository, repositoryId: id === undefined ? null : Number(id), workflow, ref };
}

const UTF8_STRING = 0x0c;

/** The text of a DER UTF8String, or null. */
function utf8String(der: Uint8Array): string | null {
  const [tag, first = 0] = der;
  if (tag !== UTF8_STRING) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 2) return null;
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return der.length === start + length ? utf8(der.subarray(start)) : null;
}

function statementIn(payload: Uint8Array): ShapeOf<typeof statementShape> | null {
  try {
    const { value, problems } = parseJson(utf8(payload) ?? "", "the statement");
    return problems.length === 0 && isOf(statementShape, value) ? value : null;
  } catch {
    return null;
  }
}
