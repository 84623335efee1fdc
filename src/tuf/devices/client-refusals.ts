// What one client refuses of one document, whoever signed it: size, keys, lists, characters, form. Whether its signatures
// verify, expiry and the order of documents are device-verdict.ts. Pure.
import { pointerTo, rawNumber } from "../../json/json.ts";
import { isObject, own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { keyType } from "../metadata/key.ts";
import type { RoleName, RootSigned } from "../metadata/metadata.ts";
import { ROLE_NAMES } from "../metadata/metadata.ts";
import { isKnownMethod } from "../metadata/signature.ts";
import type { DeviceClient, SkipReason } from "./clients.ts";
import { type SignedAs, strictProblems } from "./strict-form.ts";

/** One reason for one client to refuse a document. */
export interface ClientRefusal {
  /** `limit`: it grew too large. `keys`: what it lists. `form`: how something in it is written. */
  readonly kind: "limit" | "keys" | "form";
  /** Relative to the document. */
  readonly pointer: string;
  /** Completes "it ...". */
  readonly says: string;
}

/** A document as it is served, or as it will be once it is signed. */
export type JudgedDocument<R extends RoleName = RoleName> = Extract<SignedAs, { readonly role: R }> & Served;

interface Served {
  readonly signatures: readonly { readonly keyid: string; readonly method: string; readonly sig?: string }[];
  /** With its signatures. */
  readonly sizeBytes: number;
  /** Did `signed` arrive in canonical form? Null: it has yet to be served. */
  readonly isCanonical: boolean | null;
  /** Length that the snapshot names; null where that is not known. */
  readonly namedLength: number | null;
  /** Canonical bytes of `signed` where they are at hand: what they rule out is not searched for. */
  readonly canonical: Uint8Array | null;
}

/** A document of which no more is known than is given. */
export function judgedAs<D extends SignedAs>(of: D, known: Partial<Served>): D & Served {
  return {
    ...of,
    signatures: [],
    sizeBytes: 0,
    isCanonical: null,
    namedLength: null,
    canonical: null,
    ...known,
  };
}

/** So many signatures that have yet to be made, each by a key of its own. */
export function signaturesToCome(count: number): JudgedDocument["signatures"] {
  return Array.from({ length: count }, (_, index) => ({ keyid: `${index}`, method: "ed25519" }));
}

/** Everything that one client refuses a root for: what any document is refused for, and its keys. */
export function refusalsOfRoot(client: DeviceClient, root: JudgedDocument<"root">): readonly ClientRefusal[] {
  return [...refusalsOf(client, root), ...rootRefusals(client, root.signed)];
}

/** Everything that one client refuses targets, a snapshot or a timestamp for: how large, how many signatures, which characters. */
export function refusalsOf(client: DeviceClient, document: JudgedDocument): readonly ClientRefusal[] {
  const { role, sizeBytes, isCanonical } = document;
  const limit = client.maxBytes[role];
  const isNamed = client.trustsNamedLength && role === "targets" && (document.namedLength ?? 0) >= sizeBytes;
  return [
    ...(sizeBytes > limit && !isNamed ? [refusal("limit", "", `has ${sizeBytes} bytes of at most ${limit}`)] : []),
    ...(document.signed.version > client.maxVersion
      ? [
          refusal(
            "form",
            "/signed/version",
            `has the version ${document.signed.version} of at most ${client.maxVersion}`,
          ),
        ]
      : []),
    ...signatureRefusals(client, document),
    ...(client.verifiesRawBytes && isCanonical === false
      ? [refusal("form", "/signed", "did not arrive in canonical form, and its bytes are verified as they come")]
      : []),
    ...textRefusals(client, document),
    ...(client.isStrict ? formRefusals(document) : []),
  ];
}

function signatureRefusals(client: DeviceClient, { signatures }: JudgedDocument): ClientRefusal[] {
  const at = "/signatures";
  const refusals: ClientRefusal[] = [];
  if (signatures.length > client.maxSignatures) {
    const says = `has ${signatures.length} signatures of at most ${client.maxSignatures}`;
    refusals.push(refusal("keys", at, says));
  }
  const keyids = signatures.map(({ keyid }) => keyid);
  const repeated = keyids.find((keyid, index) => keyids.indexOf(keyid) !== index);
  // aktualizr-nano counts it twice, which is worse.
  if (repeated !== undefined) {
    refusals.push(refusal("keys", at, `lists the key id ${repeated.slice(0, 12)} twice in its signatures`));
  }
  const unknown = client.checksMethod && signatures.find(({ method }) => !isKnownMethod(method));
  if (unknown) {
    const method = quoted(unknown.method, 40);
    refusals.push(refusal("keys", at, `has a signature of the unknown method ${method}`));
  }
  return refusals;
}

const CONTROL = /[\x00-\x1f]/;
const BEYOND_ASCII = /[^\x00-\x7f]/;

/** The first place of each kind; the search ends there. */
function textRefusals(client: DeviceClient, { role, signed, canonical }: JudgedDocument): ClientRefusal[] {
  // Such bytes are ASCII, and write a control character with a backslash.
  if (canonical && !isIn(canonical, "\\")) return [];
  // The lines of an RSA key are one more reason to refuse it, and one is told.
  const text = role === "root" ? { ...signed, keys: {} } : signed;
  const control = client.refusesControlCharacters ? placeOfText(text, CONTROL, "/signed") : null;
  const foreign = client.refusesBeyondAscii ? placeOfText(signed, BEYOND_ASCII, "/signed") : null;
  const refused = (at: string | null, what: string) =>
    at === null ? [] : [refusal("form", at, `has ${what} at ${at.slice(0, 120)}`)];
  return [
    ...refused(control, "a line break or another control character"),
    ...refused(foreign, "a character beyond ASCII"),
  ];
}

function formRefusals(document: JudgedDocument): ClientRefusal[] {
  const problems = strictProblems(document, document.signatures, document.canonical !== null);
  return problems.map(({ pointer, says }) => refusal("form", pointer, says));
}

/** Searched in machine words, which the search of a typed array is not. */
function isIn({ buffer, byteOffset, byteLength }: Uint8Array, text: string): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(text);
}

/** Pointer to the first text, or name of a member, that matches. */
function placeOfText(value: unknown, pattern: RegExp, pointer: string): string | null {
  if (typeof value === "string") return pattern.test(value) ? pointer : null;
  if (value === null || typeof value !== "object" || rawNumber(value) !== null) return null;
  for (const [name, member] of Object.entries(value)) {
    // A pointer is made only on the way to a place: most documents have none.
    const place = pattern.test(name) ? "" : placeOfText(member, pattern, "");
    if (place !== null) return `${pointerTo(pointer, name)}${place}`;
  }
  return null;
}

/** What a root lists that a client cannot hold, or refuses the whole root for. */
function rootRefusals(client: DeviceClient, root: RootSigned): readonly ClientRefusal[] {
  const keys = Object.entries(root.keys);
  const refusals = keys.flatMap(([keyid, key]) => keyRefusals(client, keyid, key));
  if (keys.length > client.maxKeys) {
    const says = `lists ${keys.length} keys of at most ${client.maxKeys}`;
    refusals.push(refusal("keys", "/signed/keys", says));
  }
  for (const role of ROLE_NAMES) {
    const { keyids } = root.roles[role];
    const at = pointerTo("/signed/roles", role);
    if (keyids.length > client.maxKeyidsOfRole) {
      const says = `names ${keyids.length} ${role} keys of at most ${client.maxKeyidsOfRole}`;
      refusals.push(refusal("keys", at, says));
    }
  }
  return refusals;
}

function keyRefusals(client: DeviceClient, keyid: string, key: RootSigned["keys"][string]): ClientRefusal[] {
  const at = pointerTo("/signed/keys", keyid);
  const short = keyid.slice(0, 12);
  const refusals: ClientRefusal[] = [];
  if (key.keyval.public.length > client.maxKeyText) {
    const says = `lists the key ${short} with ${key.keyval.public.length} characters of at most ${client.maxKeyText}`;
    refusals.push(refusal("keys", at, says));
  }
  const type = keyType(key);
  if (client.refusesRsa && type === "rsa") {
    refusals.push(refusal("keys", at, `lists the RSA key ${short}, used or not`));
  }
  if (client.refusesUnknownKeyTypes && type === null) {
    const named = quoted(key.keytype, 40);
    refusals.push(refusal("keys", at, `lists the key ${short} of the unknown type ${named}, used or not`));
  }
  return refusals;
}

/** Why a client passes over a target, so that no device that runs it ever sees that one; null: it does not. Completes "it ...". */
export function skippedTarget(client: DeviceClient, { custom }: { readonly custom?: unknown }): string | null {
  if (!isObject(custom)) return null;
  for (const reason of client.skips) {
    const says = SKIPS[reason](custom);
    if (says !== null) return says;
  }
  return null;
}

const SKIPS: Readonly<Record<SkipReason, (custom: Readonly<Record<string, unknown>>) => string | null>> = {
  "several-hardware-ids": ({ hardwareIds }) =>
    Array.isArray(hardwareIds) && hardwareIds.length > 1 ? `has ${hardwareIds.length} hardware ids, not one` : null,
  "not-ostree": ({ targetFormat }) =>
    targetFormat === "OSTREE" || targetFormat === undefined
      ? null
      : `has the targetFormat ${quoted(targetFormat, 40)}, not "OSTREE"`,
  "app-name-differs": ({ docker_compose_apps: apps }) => {
    if (!isObject(apps)) return null;
    for (const name in apps) {
      if (isNamedInUri(name, apps[name])) continue;
      return `has the app ${quoted(name, 60)} from a URI whose last part is another name`;
    }
    return null;
  },
};

/** `app` in `hub.foundries.io/factory/app@sha256:...`. */
function isNamedInUri(name: string, app: unknown): boolean {
  const uri = isObject(app) ? own(app, "uri") : undefined;
  if (typeof uri !== "string") return false;
  const at = uri.indexOf("@");
  const end = at === -1 ? uri.length : at;
  return uri.startsWith(name, end - name.length) && uri.lastIndexOf("/", end) === end - name.length - 1;
}

function refusal(kind: ClientRefusal["kind"], pointer: string, says: string): ClientRefusal {
  return { kind, pointer, says };
}
