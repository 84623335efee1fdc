// From parsed JSON to typed metadata, once, at the edge. Unknown fields stay where they are: they are
// signed. What a strict reader must refuse here is refused; what only matters to a signer is reported.

import { ToolError } from "../../errors/tool-error.ts";
import type { JsonProblem, ParsedJson } from "../../json/json.ts";
import { isInteger, isObject, own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { asciiBytes, type PortabilityProblem, portabilityProblem, verificationForms } from "../canonical/canonical.ts";
import { parseExpires } from "./expiry.ts";
import type { KeyJson } from "./key.ts";
import type { Signature } from "./signature.ts";

export const ROLE_NAMES = ["root", "targets", "snapshot", "timestamp"] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

export function isRoleName(name: string): name is RoleName {
  return ROLE_NAMES.some((known) => known === name);
}

/** No threshold is higher, so no honest list is longer. */
const MAX_SIGNATURES = 1000;
/** More do not fit into a root that a device reads, and to decide whether one may count takes over a millisecond. */
const MAX_KEYIDS = 1000;

export interface Role {
  readonly keyids: readonly string[];
  readonly threshold: number;
}

/** Every `signed` part of this dialect. `expires` is kept as written and read by `expiryOf`. */
export interface SignedBase {
  readonly _type: string;
  readonly version: number;
  readonly expires: string;
}

export interface RootSigned extends SignedBase {
  readonly keys: Readonly<Record<string, KeyJson>>;
  readonly roles: Readonly<Record<RoleName, Role>>;
  readonly consistent_snapshot?: boolean;
  readonly "x-changelog"?: { readonly "polis-id": string; readonly message: string; readonly timestamp: string };
  readonly "x-key-owners"?: Readonly<Record<string, { readonly "polis-id": string; readonly "created-at": string }>>;
}

export interface TargetFile {
  readonly hashes: Readonly<Record<string, string>>;
  readonly length: number;
  /** Null is as good as none to all clients but fiotuf, which refuses the document (DEVICES, limits and refusals). */
  readonly custom?: TargetCustom | null;
}

/** The part of `custom` that decides who installs a target. Every other field is kept and signed. */
export interface TargetCustom {
  readonly version?: string;
  readonly hardwareIds?: readonly string[];
  readonly tags?: readonly string[];
  readonly docker_compose_apps?: Readonly<Record<string, { readonly uri?: string }>>;
  readonly [field: string]: unknown;
}

export interface TargetsSigned extends SignedBase {
  readonly targets: Readonly<Record<string, TargetFile>>;
}

/** What `signed` is by role. The content of a snapshot or timestamp is for its reader to look into. */
export interface SignedOfRole {
  readonly root: RootSigned;
  readonly targets: TargetsSigned;
  readonly snapshot: SignedBase;
  readonly timestamp: SignedBase;
}

/** The canonical form of a `signed`, from what was received: as text, or as bytes that somebody else owns. */
type ServedSigned = string | Uint8Array<ArrayBuffer>;

/** One signed document as received. `where` names it in messages, e.g. `production root 3`. */
export class Doc<S extends SignedBase> {
  readonly where: string;
  readonly signed: S;
  readonly signatures: readonly Signature[];
  /** What two parsers may read differently (T11), pointers relative to this document. */
  readonly problems: readonly JsonProblem[];
  #served: ServedSigned | null;
  #forms: readonly Uint8Array<ArrayBuffer>[] | undefined;
  #portability: PortabilityProblem | null | undefined;

  /** @param served what was received of `signed`, where that is its canonical form. */
  constructor(
    where: string,
    signed: S,
    signatures: readonly Signature[],
    problems: readonly JsonProblem[],
    served: ServedSigned | null = null,
  ) {
    this.where = where;
    this.signed = signed;
    this.signatures = signatures;
    this.problems = problems;
    this.#served = served;
    if (served) this.#portability = null;
  }

  /**
   * The byte forms a signature may cover: one where the document is portable. Made once, and owned by this
   * document: {@link forgetForms} empties them.
   */
  get forms(): readonly Uint8Array<ArrayBuffer>[] {
    if (this.#served instanceof Uint8Array) return [this.#served];
    if (!this.#forms) {
      this.#forms = this.#served === null ? verificationForms(this.signed) : [asciiBytes(this.#served)];
      if (this.#forms.length === 1) this.#portability = null;
    }
    return this.#forms;
  }

  /** Gives the memory of `forms` back, which is as large as the document. They are made again when asked for. */
  forgetForms(): void {
    for (const bytes of this.#forms ?? []) bytes.buffer.transfer(0);
    this.#forms = undefined;
    // The text of a whole answer hangs on it.
    if (typeof this.#served === "string") this.#served = null;
  }

  /** Why `signed` may not be signed again as it is, or null. */
  get portability(): PortabilityProblem | null {
    if (this.#portability === undefined) this.#portability = portabilityProblem(this.signed, "/signed");
    return this.#portability;
  }
}

/** @throws {ToolError} `metadata-malformed` when it is no root document. */
export function parseRoot(json: ParsedJson, where: string): Doc<RootSigned> {
  const { signed, signatures } = parseEnvelope(json.value, "root", where);
  requireRoot(signed, where);
  return new Doc(where, signed, signatures, json.problems, signedTextOf(json));
}

/**
 * @param served canonical bytes of `signed` as received, where they are known to be that.
 * @throws {ToolError} `metadata-malformed` when it is no targets document, or a target is not one.
 */
export function parseTargets(
  json: ParsedJson,
  where: string,
  served: Uint8Array<ArrayBuffer> | null = null,
): Doc<TargetsSigned> {
  const { signed, signatures } = parseEnvelope(json.value, "targets", where);
  requireTargets(signed, where);
  return new Doc(where, signed, signatures, json.problems, served ?? signedTextOf(json));
}

function signedTextOf({ text }: ParsedJson): string | null {
  return text?.member("signed")?.canonical ?? null;
}

type Envelope = SignedBase & Record<string, unknown>;

/** True for what {@link parseRoot} gives, and for a document of the same shape. */
export function isRootDoc(doc: Doc<SignedBase>): doc is Doc<RootSigned> {
  return rootProblem({ ...doc.signed }) === null;
}

function requireRoot(signed: Envelope, where: string): asserts signed is Envelope & RootSigned {
  const problem = rootProblem(signed);
  if (problem !== null) throw malformed(where, problem);
}

function rootProblem({ keys, roles }: Readonly<Record<string, unknown>>): string | null {
  if (!isObject(keys)) return "signed.keys is not an object";
  for (const [keyid, key] of Object.entries(keys)) {
    if (
      !isObject(key) ||
      typeof key.keytype !== "string" ||
      !isObject(key.keyval) ||
      typeof key.keyval.public !== "string"
    ) {
      return `the key ${quoted(keyid)} has no keytype or no public half`;
    }
  }
  if (!isObject(roles)) return "signed.roles is not an object";
  for (const name of ROLE_NAMES) {
    const role = own(roles, name);
    const keyids = isObject(role) ? role.keyids : undefined;
    const threshold = isObject(role) ? role.threshold : undefined;
    if (!Array.isArray(keyids) || keyids.some((keyid) => typeof keyid !== "string")) {
      return `the role ${name} has no list of key ids`;
    }
    if (keyids.length > MAX_KEYIDS) return `the role ${name} lists ${keyids.length} key ids`;
    if (!isInteger(threshold, 1, 1000)) return `the role ${name} has no threshold from 1 to 1000`;
  }
  return null;
}

/** By hand: TUF metadata is what this program is about, and a schema takes 15 ms for 5,000 targets where this takes 7. */
function requireTargets(signed: Envelope, where: string): asserts signed is Envelope & TargetsSigned {
  const { targets } = signed;
  if (!isObject(targets)) throw malformed(where, "signed.targets is not an object");
  for (const [name, file] of Object.entries(targets)) {
    if (!isObject(file)) throw malformed(where, `the target ${quoted(name)} is not an object`);
    if (!isObject(file.hashes) || Object.values(file.hashes).some((hash) => typeof hash !== "string")) {
      throw malformed(where, `the target ${quoted(name)} has no hashes`);
    }
    if (!isInteger(file.length, 0)) throw malformed(where, `the target ${quoted(name)} has no length`);
    if (file.custom !== undefined && file.custom !== null && !isObject(file.custom)) {
      throw malformed(where, `the target ${quoted(name)} has a custom part that is not an object`);
    }
  }
}

/**
 * A snapshot or timestamp, whose `meta` is for its reader to look into.
 * @throws {ToolError} `metadata-malformed` when it is none.
 */
export function parseOnline(json: ParsedJson, role: "snapshot" | "timestamp", where: string): Doc<SignedBase> {
  return parseSigned(json, role, where);
}

/**
 * A document whose content is for its reader to look into.
 * @throws {ToolError} `metadata-malformed` when it is none.
 */
export function parseSigned(json: ParsedJson, role: RoleName, where: string): Doc<SignedBase> {
  const { signed, signatures } = parseEnvelope(json.value, role, where);
  return new Doc<SignedBase>(where, signed, signatures, json.problems, signedTextOf(json));
}

/** The problems below `pointer`, made relative to it: for a document that arrives inside a larger answer. */
export function problemsBelow(problems: readonly JsonProblem[], pointer: string): JsonProblem[] {
  return problems
    .filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`))
    .map((problem) => ({ ...problem, pointer: problem.pointer.slice(pointer.length) }));
}

interface ParsedEnvelope {
  readonly signed: Envelope;
  readonly signatures: readonly Signature[];
}

function parseEnvelope(value: unknown, type: RoleName, where: string): ParsedEnvelope {
  if (!isObject(value) || !isObject(value.signed) || !Array.isArray(value.signatures)) {
    throw malformed(where, "it is not an object with `signed` and `signatures`");
  }
  const { signed } = value;
  requireBase(signed, type, where);
  if (value.signatures.length > MAX_SIGNATURES)
    throw malformed(where, `it lists ${value.signatures.length} signatures`);
  const signatures = value.signatures.map((entry: unknown, index): Signature => {
    const { keyid, method, sig } = isObject(entry) ? entry : NO_MEMBERS;
    if (typeof keyid !== "string" || typeof method !== "string" || typeof sig !== "string") {
      throw malformed(where, `signature ${index + 1} lacks keyid, method or sig`);
    }
    return { keyid, method, sig };
  });
  return { signed, signatures };
}

const NO_MEMBERS: Readonly<Record<string, unknown>> = {};

function requireBase(signed: Record<string, unknown>, type: RoleName, where: string): asserts signed is Envelope {
  if (typeof signed._type !== "string" || signed._type.toLowerCase() !== type) {
    throw malformed(where, `signed._type is ${quoted(signed._type)}, not ${type}`);
  }
  if (!isInteger(signed.version, 1)) {
    throw malformed(where, `signed.version is ${quoted(signed.version)}, not an integer from 1`);
  }
  parseExpires(signed.expires, where);
}

function malformed(where: string, what: string): ToolError {
  return new ToolError("metadata-malformed", {
    happened: `${where}: ${what}.`,
    next: "A device would reject this document. Sign nothing, keep a copy and ask the vendor.",
  });
}
