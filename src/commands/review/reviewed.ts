// One document as the rules see it: the raw value with its problems and size, and the parsed form where it has one.
import type { Fetched } from "../../factory/types.ts";
import type { Reviewed, ReviewedRoot, ReviewedTargets } from "../../review/snapshot.ts";
import { ToolError } from "../../tuf/errors.ts";
import { parseExpires } from "../../tuf/expiry.ts";
import { type ParsedJson, pointerTo } from "../../tuf/json.ts";
import { Doc, isObject, own, parseRoot, parseTargets, problemsBelow, type SignedBase } from "../../tuf/metadata.ts";
import type { Signature } from "../../tuf/signature.ts";

export type OnlineRoleName = "snapshot" | "timestamp";

export const reviewedRoot = (name: string, where: string, fetched: Fetched): ReviewedRoot =>
  reviewed(name, where, fetched, parseRoot);

export const reviewedTargets = (name: string, where: string, fetched: Fetched): ReviewedTargets =>
  reviewed(name, where, fetched, parseTargets);

export function reviewedOnline(role: OnlineRoleName, tag: string, fetched: Fetched): Reviewed<SignedBase> {
  return reviewed(`${role}/${tag}`, `${role} for tag ${tag}`, fetched, (json, where) => parseOnline(json, role, where));
}

/** The documents of an answer that is a map of names to documents, each with its own size and problems. */
export function documentsOf({ value, problems, size }: Fetched): Map<string, Fetched> {
  const entries = isObject(value) ? Object.entries(value).filter(([, document]) => document !== null) : [];
  const compact = entries.map(([name, document]) => ({ name, document, bytes: bytesOf(document) }));
  // White space of the answer belongs to its documents, to each by its share.
  const tight = compact.reduce((sum, { name, bytes }) => sum + bytesOf(name) + bytes + ",:".length, "{}".length - 1);
  const spread = Math.max(1, size / tight);
  return new Map(
    compact.map(({ name, document, bytes }) => [
      name,
      { value: document, problems: problemsBelow(problems, pointerTo("", name)), size: Math.ceil(bytes * spread) },
    ]),
  );
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function reviewed<S extends SignedBase>(
  name: string,
  where: string,
  { value, problems, size }: Fetched,
  parse: (json: ParsedJson, where: string) => Doc<S>,
): Reviewed<S> {
  const raw = { name, value, problems, sizeBytes: size };
  try {
    return { ...raw, doc: parse({ value, problems }, where), malformed: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ...raw, doc: null, malformed: error.happened.replace(`${where}: `, "").replace(/\.$/, "") };
  }
}

/** Only what is told of these roles is checked: their signatures are the server's own affair. */
function parseOnline({ value, problems }: ParsedJson, role: OnlineRoleName, where: string): Doc<SignedBase> {
  const signed = isObject(value) ? own(value, "signed") : undefined;
  const signatures = isObject(value) ? own(value, "signatures") : undefined;
  if (!isObject(signed) || !Array.isArray(signatures)) {
    throw malformed("it is not an object with `signed` and `signatures`");
  }
  const { _type: type, version } = signed;
  if (typeof type !== "string" || type.toLowerCase() !== role) throw malformed(`signed._type is not ${role}`);
  if (!Number.isSafeInteger(version) || (version as number) < 1) {
    throw malformed("signed.version is not an integer from 1");
  }
  parseExpires(signed.expires, where);
  const complete = signatures.filter(
    (entry): entry is Signature & Record<string, unknown> =>
      isObject(entry) && [entry.keyid, entry.method, entry.sig].every((part) => typeof part === "string"),
  );
  if (complete.length !== signatures.length) throw malformed("a signature lacks keyid, method or sig");
  return new Doc(where, signed as unknown as SignedBase, complete, problems);
}

function malformed(what: string): ToolError {
  return new ToolError("metadata-malformed", { happened: `${what}.`, next: "Ask the vendor." });
}
