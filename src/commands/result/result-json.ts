// The JSON document of a run: what `--json` prints, and the Action's output `result` (INTERFACE, outcomes).
import type { Outcome } from "../../context/outcome.ts";
import { isObject, isPlainObject } from "../../json/object.ts";
import { asciiJson } from "../../text/ascii-json.ts";
import { sha256Digest } from "../../text/sha256.ts";
import { verificationForms } from "../../tuf/canonical/canonical.ts";
import type { Command } from "../command.ts";
import { exitStatusOfError, exitStatusOfOutcome, type FailedRun, type Failure, failureOf } from "./exit-status.ts";

export interface ResultDocument {
  readonly command: string;
  readonly status: string;
  readonly changed: "no" | "yes" | "unknown";
  readonly data: unknown;
  readonly error?: Failure;
  /** The command's outputs, under the names they have in the Action. */
  readonly [output: string]: unknown;
}

export function resultDocument(
  { name, readsOnly }: Pick<Command, "name" | "readsOnly">,
  outcome: Outcome<unknown>,
): ResultDocument {
  const { outputs, data, failure } = outcome;
  const { status, changed } = exitStatusOfOutcome(outcome);
  const error = failure && failureOf(failure, { readsOnly });
  return { command: name, status, changed, ...outputs, data, ...(error && { error }) };
}

/** @param command its name; empty when none was found. */
export function failureDocument(command: string, error: unknown, run: FailedRun = {}): ResultDocument {
  const { status, changed } = exitStatusOfError(error, run.wrote);
  return { command, status, changed, data: null, error: failureOf(error, run) };
}

/**
 * The document as JSON of at most `maxBytes`: first signed documents in it are replaced by their digests,
 * then the largest parts of `data`, until it fits. Null when it fits as it is.
 */
export function shortenedResult(document: ResultDocument, maxBytes: number): string | null {
  if (sizeOf(document) <= maxBytes) return null;
  let short: ResultDocument = { ...document, data: withoutDocuments(document.data) };
  while (sizeOf(short) > maxBytes) {
    const smaller = withoutLargest(short.data);
    short = { ...short, data: smaller ?? digestOf(short.data) };
    if (smaller === null) break;
  }
  return asciiJson(short);
}

function sizeOf(value: unknown): number {
  return asciiJson(value).length;
}

function withoutDocuments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDocuments);
  if (!isPlainObject(value)) return value;
  if (isObject(value.signed) && typeof value.signed._type === "string") return signedDigest(value.signed);
  if (typeof value._type === "string" && typeof value.expires === "string") return signedDigest(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutDocuments(member)]));
}

/** The digest that plans print and `expect-digest` takes: of the canonical bytes of `signed`. */
function signedDigest(signed: Record<string, unknown>): object {
  return { digest: sha256Digest(verificationForms(signed)[0]!), type: signed._type, version: signed.version };
}

/** Null when there is no member left to replace. */
function withoutLargest(data: unknown): unknown {
  if (!isPlainObject(data)) return null;
  const [largest] = Object.entries(data)
    .filter(([, member]) => !isDigest(member))
    .map(([name, member]) => ({ name, size: sizeOf(member) }))
    .sort((a, b) => b.size - a.size);
  return largest ? { ...data, [largest.name]: digestOf(data[largest.name]) } : null;
}

function digestOf(value: unknown): object {
  const text = JSON.stringify(value) ?? "";
  return { digest: sha256Digest(text), bytes: Buffer.byteLength(text) };
}

function isDigest(value: unknown): boolean {
  return isPlainObject(value) && typeof value.digest === "string" && Object.keys(value).length <= 3;
}
