// One document as the rules see it: the raw value with its problems and size, and the parsed form where it has one.

import { ToolError } from "../errors/tool-error.ts";
import type { Fetched } from "../factory/types.ts";
import { type ParsedJson, pointerTo } from "../json/json.ts";
import { isObject } from "../json/object.ts";
import type { Reviewed, ReviewedRoot, ReviewedTargets } from "../review/engine/snapshot.ts";
import type { OnlineDocumentRole } from "../tuf/devices/online-documents.ts";
import {
  type Doc,
  parseOnline,
  parseRoot,
  parseTargets,
  problemsBelow,
  type SignedBase,
} from "../tuf/metadata/metadata.ts";

export const reviewedRoot = (name: string, where: string, fetched: Fetched): ReviewedRoot =>
  reviewed(name, where, fetched, parseRoot);

export const reviewedTargets = (name: string, where: string, fetched: Fetched): ReviewedTargets =>
  reviewed(name, where, fetched, parseTargets);

export function reviewedOnline(
  role: OnlineDocumentRole,
  tag: string,
  flavour: "ci" | "prod",
  fetched: Fetched,
): Reviewed<SignedBase> {
  const [name, where] = flavour === "ci" ? ["ci-", "CI "] : ["", ""];
  return reviewed(`${name}${role}/${tag}`, `${where}${role} for tag ${tag}`, fetched, (json, place) =>
    parseOnline(json, role, place),
  );
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
