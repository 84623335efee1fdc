// Would a device take the snapshot and timestamp of a tag, and through them its targets (TUF 5.4 to 5.6)? One judgement, for
// the review and for whoever signs. Pure: the documents have been fetched, and their signatures are counted by the caller.

import { createHash } from "node:crypto";
import { isInteger, isObject, memberAt, own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { portableText } from "../canonical/canonical.ts";
import type { Doc, SignedBase } from "../metadata/metadata.ts";
import { signatureListProblem } from "../metadata/threshold.ts";
import { MAX_BYTES } from "./limits.ts";

export type OnlineDocumentRole = "snapshot" | "timestamp";

/** One document as served; its name and its parsed form where it has one. */
export interface ServedOnline {
  readonly value: unknown;
  readonly doc: Doc<SignedBase> | null;
  readonly sizeBytes: number;
}

export interface OnlineDocuments {
  /** Null: not served. */
  readonly snapshot: ServedOnline | null;
  readonly timestamp: ServedOnline | null;
  /** The whole targets document of the tag as served. */
  readonly targets: unknown;
}

export interface OnlineRefusal {
  readonly role: OnlineDocumentRole;
  readonly kind: "missing" | "malformed" | "unreadable" | "unsigned" | "names-other" | "too-large";
  /** Relative to the document. */
  readonly pointer: string;
  /** Completes "the snapshot of tag ...". */
  readonly says: string;
}

/** Distinct valid signatures by the keys of a role, and how many it takes. */
export type CountSignatures = (
  doc: Doc<SignedBase>,
  role: OnlineDocumentRole,
) => { readonly signedBy: readonly string[]; readonly threshold: number };

const NAMED = { snapshot: "targets.json", timestamp: "snapshot.json" } as const;

/** Whatever a device refuses of them, save their age: that is {@link isExpired}'s to say. */
export function onlineRefusals(documents: OnlineDocuments, count: CountSignatures): readonly OnlineRefusal[] {
  const { snapshot, timestamp, targets } = documents;
  return [
    ...refusalsOf("timestamp", timestamp, snapshot?.value, count),
    ...refusalsOf("snapshot", snapshot, targets, count),
  ];
}

/** Does one of them name another one than is served? Where they were read one by one, a second reading may mend that. */
export function areOfTwoMoments(documents: OnlineDocuments): boolean {
  const uncounted = { signedBy: [], threshold: 0 };
  return onlineRefusals(documents, () => uncounted).some(({ kind }) => kind === "names-other");
}

/** Does the snapshot name these targets? For a caller who has them from another answer than the device has. */
export function namesTargets({ value }: ServedOnline, targets: unknown): boolean {
  return otherThan(signedOf(value), NAMED.snapshot, targets) === null;
}

function refusalsOf(
  role: OnlineDocumentRole,
  served: ServedOnline | null,
  named: unknown,
  count: CountSignatures,
): OnlineRefusal[] {
  const refused = (kind: OnlineRefusal["kind"], pointer: string, says: string): OnlineRefusal => ({
    role,
    kind,
    pointer,
    says,
  });
  if (!served) return [refused("missing", "", "is missing")];
  const { doc, sizeBytes, value } = served;
  if (!doc) return [refused("malformed", "", "is malformed")];
  const { signedBy, threshold } = count(doc, role);
  // A document that is not there is told by itself.
  const other = isObject(named) ? otherThan(signedOf(value), NAMED[role], named) : null;
  const listProblem = signatureListProblem(doc);
  return [
    ...(listProblem ? [refused("unreadable", "/signatures", listProblem)] : []),
    ...(signedBy.length < threshold
      ? [refused("unsigned", "/signatures", `has ${signedBy.length} of ${threshold} valid signatures`)]
      : []),
    ...(other !== null ? [refused("names-other", "/signed/meta", other)] : []),
    ...(sizeBytes > MAX_BYTES[role]
      ? [refused("too-large", "", `has ${sizeBytes} bytes, and devices read at most ${MAX_BYTES[role]}`)]
      : []),
  ];
}

/** How what `signed` names differs from the document served; null when a device would take it. */
function otherThan(signed: unknown, name: string, served: unknown): string | null {
  const meta = isObject(signed) ? own(signed, "meta") : undefined;
  const entry = isObject(meta) ? own(meta, name) : undefined;
  if (!isObject(entry)) return `does not name ${name}`;
  const version = memberAt(signedOf(served), "version");
  if (entry.version !== version) {
    return `names version ${shown(entry.version)} of ${name}, and version ${shown(version)} is served`;
  }
  if (!isObject(served)) return `names ${name}, and that is no document`;
  const { bytes, compact } = sizeOf(served);
  const hashes = isObject(entry.hashes) ? entry.hashes : {};
  const hash = (algorithm: Algorithm) => (own(hashes, algorithm) === undefined ? null : String(hashes[algorithm]));
  const [sha256, sha512] = [hash("sha256"), hash("sha512")];
  if (
    (sha256 !== null && sha256.toLowerCase() !== compact && !isHashOf("sha256", sha256, portableText(served))) ||
    (sha512 !== null &&
      ![JSON.stringify(served), portableText(served)].some((text) => isHashOf("sha512", sha512, text)))
  ) {
    return `names another ${name} of version ${shown(version)} than the one that is served`;
  }
  const { length } = entry;
  if (length !== undefined && !(isInteger(length, 0) && length >= bytes)) {
    return `gives ${name} ${shown(length)} bytes, and it has ${bytes}`;
  }
  return null;
}

interface Size {
  readonly bytes: number;
  /** Hash of the compact text. */
  readonly compact: string;
}

/** Targets are large, and are asked about more than once. */
const sizes = new WeakMap<object, Size>();

/** Spares writing a large document again to be measured. @param text the document as it was served, compact. */
export function rememberText(document: object, text: string): void {
  if (!sizes.has(document)) sizes.set(document, measured(text));
}

function sizeOf(document: object): Size {
  const known = sizes.get(document);
  if (known) return known;
  const size = measured(JSON.stringify(document));
  sizes.set(document, size);
  return size;
}

function measured(text: string): Size {
  return { bytes: Buffer.byteLength(text), compact: hashOf("sha256", text) };
}

type Algorithm = "sha256" | "sha512";

/** Of the text as it was served, which is compact, or of the canonical one, which libaktualizr takes the hash of. */
function isHashOf(algorithm: Algorithm, hash: string, text: string | null): boolean {
  return text !== null && hashOf(algorithm, text) === hash.toLowerCase();
}

function signedOf(document: unknown): unknown {
  return isObject(document) ? own(document, "signed") : undefined;
}

function hashOf(algorithm: Algorithm, text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}

function shown(value: unknown): string {
  return value === undefined ? "none" : quoted(value, 40);
}
