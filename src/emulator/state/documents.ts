// Between documents as they are stored or sent and documents as src/tuf checks them.
import { ToolError } from "../../errors/tool-error.ts";
import { type JsonProblem, pointerTo } from "../../json/json.ts";
import { isObject, own } from "../../json/object.ts";
import { portableText } from "../../tuf/canonical/canonical.ts";
import { type KeyJson, usableKey } from "../../tuf/metadata/key.ts";
import {
  Doc,
  parseRoot,
  parseTargets,
  problemsBelow,
  type RootSigned,
  type SignedBase,
  type TargetsSigned,
} from "../../tuf/metadata/metadata.ts";
import { type Signature, signatureProblem } from "../../tuf/metadata/signature.ts";
import { signatureListProblem } from "../../tuf/metadata/threshold.ts";
import { type Call, Refusal } from "../server/reply.ts";
import type { RootDocument, SignedDocument, TargetsDocument } from "./state.ts";

const texts = new WeakMap<SignedDocument, string>();

/**
 * The document as served: canonical, as devices want it that verify the bytes they get. What is not portable has no such
 * form and is served as it stands. Made once per document.
 */
export function documentTextOf(document: SignedDocument): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = portableText(document) ?? JSON.stringify(document);
  texts.set(document, text);
  return text;
}

export function sizeOf(document: SignedDocument): number {
  return Buffer.byteLength(documentTextOf(document));
}

/** Stored documents for the checks of src/tuf. They were parsed when they came in, or made here. */
export const rootDocOf = docsOf<RootSigned>();
export const targetsDocOf = docsOf<TargetsSigned>();
export const docOf = docsOf<SignedBase>();

function docsOf<S extends SignedBase>(): (document: SignedDocument<S>) => Doc<S> {
  const docs = new WeakMap<SignedDocument<S>, Doc<S>>();
  return (document) => {
    const known = docs.get(document);
    if (known) return known;
    const doc = new Doc("the document", document.signed, document.signatures, []);
    docs.set(document, doc);
    return doc;
  };
}

/** @throws {Refusal} 400 when `member` of the body is no root, or two parsers may read it differently. */
export function rootFromBody(call: Call, value: unknown, member: string): RootDocument {
  return fromBody(call, value, [member], parseRoot);
}

/** @throws {Refusal} 400 as {@link rootFromBody}. */
export function targetsFromBody(call: Call, value: unknown, path: readonly string[]): TargetsDocument {
  return fromBody(call, value, path, (json, where) => parseTargets(json, where));
}

function fromBody<S extends SignedBase>(
  call: Call,
  value: unknown,
  path: readonly string[],
  parse: (json: { value: unknown; problems: readonly JsonProblem[] }, where: string) => Doc<S>,
): SignedDocument<S> {
  const where = path.join("/");
  const pointer = path.reduce<string>(pointerTo, "");
  const problems = problemsBelow(call.json?.problems ?? [], pointer);
  const first = problems[0];
  if (first) throw new Refusal(400, `${where}: at ${first.pointer || "/"}, ${first.says}`);
  try {
    const doc = parse({ value, problems }, where);
    const listProblem = signatureListProblem(doc);
    if (listProblem) throw new Refusal(400, `${where} ${listProblem}`);
    return { signatures: doc.signatures, signed: doc.signed };
  } catch (error) {
    if (error instanceof ToolError) throw new Refusal(400, error.happened);
    throw error;
  }
}

/**
 * Reads a list of signatures of a body.
 * @throws {Refusal} 400 when it is no list of complete signatures.
 */
export function signaturesFromBody(value: unknown, where: string): Signature[] {
  if (!Array.isArray(value)) throw new Refusal(400, `${where} is not a list of signatures`);
  return value.map((entry: unknown) => {
    const { keyid, method, sig } = isObject(entry) ? entry : ({} satisfies Record<string, unknown>);
    if (typeof keyid !== "string" || typeof method !== "string" || typeof sig !== "string") {
      throw new Refusal(400, `${where} has a signature without keyid, method or sig`);
    }
    return { keyid, method, sig };
  });
}

/** Completes "the signature by <keyid> …", or null when it is valid under a key of `keys`. */
export function documentProblemOf(
  signature: Signature,
  keys: Readonly<Record<string, KeyJson>>,
  allowed: readonly string[],
  doc: Doc<SignedBase>,
): string | null {
  const listed = allowed.includes(signature.keyid) ? own(keys, signature.keyid) : undefined;
  if (!listed) return "is by a key that is not listed";
  const key = usableKey(listed);
  if (!key.usable) return `is by a key that ${key.why}`;
  if (key.keyid !== signature.keyid) return "is by a key with another id";
  const problems = doc.forms.map((bytes) => signatureProblem(key, signature, bytes));
  return problems.includes(null) ? null : (problems[0] ?? "does not verify");
}

/** `signatures` with those of `added` put in, each key once; order: `added`, then what was there. */
export function mergeSignatures(signatures: readonly Signature[], added: readonly Signature[]): Signature[] {
  const replaced = new Set(added.map(({ keyid }) => keyid));
  return [...added, ...signatures.filter(({ keyid }) => !replaced.has(keyid))];
}
