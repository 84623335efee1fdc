// The state of an embedded Factory as the text of a file, and back. Documents are written once, however often the state
// holds them, and are one object again when they are read: what was made for a document knows it by that. Pure.
import { KeyObject } from "node:crypto";
import * as v from "valibot";
import { jsonOrNull } from "../../json/json-or-null.ts";
import { isObject } from "../../json/object.ts";
import { isOf, type ShapeOf } from "../../json/shape.ts";
import { sha256Hex } from "../../text/sha256.ts";
import type { StartState } from "../state/genesis.ts";
import { type KeyPair, privateJson, readKeyPair } from "../state/key-pair.ts";
import type { EmbeddedState, SignedDocument } from "../state/state.ts";

/** All that a stopped Factory is. */
export interface StoredFactory {
  readonly start: StartState;
  readonly state: EmbeddedState;
  /** What its clock showed. */
  readonly nowMs: number;
  /** Does its clock differ from the machine's? Then it stood still since. */
  readonly ownClock: boolean;
}

/** Raise it whenever the members of {@link EmbeddedState} change, or what one of them means. */
const FORMAT = 1;
const KIND = "factory-tuf emulate";

export type StateReading =
  | { readonly kind: "read"; readonly factory: StoredFactory }
  /** Another version of this program has written it. */
  | { readonly kind: "other-format"; readonly format: number }
  | { readonly kind: "damaged" };

/** Two lines: what it is, with the hash of the second, and the state itself. */
export function stateText(factory: StoredFactory): string {
  const documents: SignedDocument[] = [];
  const numbers = new Map<object, number>();
  const numberOf = (document: SignedDocument) => {
    const known = numbers.get(document) ?? documents.push(document) - 1;
    numbers.set(document, known);
    return known;
  };
  const stored = JSON.stringify(factory, (_name, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    if (isKeyPair(value)) return { $key: privateJson(value) };
    if (isDocument(value)) return { $document: numberOf(value) };
    // What somebody sent must not be taken for one of these forms.
    return hasMarkedName(value) ? { $object: Object.entries(value) } : value;
  });
  const body = `{"documents":${JSON.stringify(documents)},"factory":${stored}}`;
  return `${JSON.stringify({ kind: KIND, format: FORMAT, sha256: sha256Hex(body) })}\n${body}\n`;
}

export function readStateText(text: string): StateReading {
  const [first = "", body = ""] = text.split("\n");
  const head = jsonOrNull(first);
  if (!isObject(head) || head.kind !== KIND || typeof head.format !== "number") return { kind: "damaged" };
  if (head.format !== FORMAT) return { kind: "other-format", format: head.format };
  // What bears the hash was written by this program, so its shape is known.
  if (head.sha256 !== sha256Hex(body)) return { kind: "damaged" };
  const { documents, factory } = checked(storedBody, JSON.parse(body));
  // A cast, for a schema of all that a Factory is would say a second time what the hash proves.
  return { kind: "read", factory: revived(factory, documents) as StoredFactory };
}

const privateKey = v.object({ keytype: v.string(), keyval: v.object({ private: v.string() }) });
const storedBody = v.object({ documents: v.array(v.custom<SignedDocument>(isDocument)), factory: v.unknown() });
const pairs = v.array(v.tuple([v.unknown(), v.unknown()]));
const members = v.array(v.tuple([v.string(), v.unknown()]));

/** @throws {TypeError} for a form that this program does not write. */
function checked<S extends v.GenericSchema>(schema: S, value: unknown): ShapeOf<S> {
  if (isOf(schema, value)) return value;
  throw new TypeError("the state has a form that nothing writes");
}

function revived(value: unknown, documents: readonly SignedDocument[]): unknown {
  const again = (item: unknown) => revived(item, documents);
  if (Array.isArray(value)) return value.map(again);
  if (!isObject(value)) return value;
  if ("$document" in value) return documents[checked(v.number(), value.$document)];
  if ("$key" in value) return readKeyPair(checked(privateKey, value.$key));
  if ("$map" in value) return new Map(checked(pairs, value.$map).map(([name, item]) => [again(name), again(item)]));
  const named = "$object" in value ? checked(members, value.$object) : Object.entries(value);
  return Object.fromEntries(named.map(([name, member]) => [name, again(member)]));
}

/** An object with a name such as those that the forms of this file begin with. */
function hasMarkedName(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.keys(value).some((name) => name.startsWith("$"));
}

function isKeyPair(value: unknown): value is KeyPair {
  return isObject(value) && value.privateKey instanceof KeyObject;
}

function isDocument(value: unknown): value is SignedDocument {
  return isObject(value) && Array.isArray(value.signatures) && isObject(value.signed);
}
