// How the library of fiotuf reads a document (go-tuf): into types, and from these back to bytes, over which it verifies. What
// does not come back as it was is refused, whoever signed it; so is what the types cannot hold. Pure.
import { pointerTo, rawNumber } from "../../json/json.ts";
import { hasMembers, isInteger, isObject, own, ownOf } from "../../json/object.ts";
import { looksLikeBase64 } from "../../text/base64.ts";
import { quoted } from "../../text/quoted.ts";
import { usableKey } from "../metadata/key.ts";
import type {
  RoleName,
  RootSigned,
  SignedBase,
  SignedOfRole,
  TargetFile,
  TargetsSigned,
} from "../metadata/metadata.ts";

export interface FormProblem {
  /** Relative to the document. */
  readonly pointer: string;
  /** Completes "it ...". */
  readonly says: string;
}

/** A `signed`, and the role whose it is. */
export type SignedAs = { [R in RoleName]: { readonly role: R; readonly signed: SignedOfRole[R] } }[RoleName];

/**
 * The first problem of each kind.
 * @param isPortable all numbers are integers below 2^53: none is searched for.
 */
export function strictProblems(
  document: SignedAs,
  signatures: readonly { readonly sig?: string }[],
  isPortable: boolean,
): readonly FormProblem[] {
  const known = looked.get(document.signed) ?? signedProblems(document, isPortable);
  looked.set(document.signed, known);
  return [...known, ...signatureProblems(signatures)];
}

/** Targets are large, and more than one client reads them so. */
const looked = new WeakMap<SignedBase, readonly FormProblem[]>();

function signedProblems(document: SignedAs, isPortable: boolean): readonly FormProblem[] {
  const problems = commonProblems(document.role, document.signed, isPortable);
  if (document.role === "root") return [...problems, ...rootProblems(document.signed)];
  if (document.role === "targets") return [...problems, ...targetsProblems(document.signed)];
  return [...problems, ...onlineProblems(document.signed)];
}

function commonProblems(role: RoleName, signed: SignedBase, isPortable: boolean): FormProblem[] {
  const spec = ownOf(signed, "spec_version");
  const number = isPortable ? null : placeOfNumber(signed, isFloatAndInt, role === "targets" ? 1 : null);
  const name = placeOfSecondName(role, signed);
  return [
    ...(name === null
      ? []
      : [
          {
            pointer: `/signed${name}`,
            says: `has the member ${name.slice(0, 120)}, which is read as one that differs in capital letters`,
          },
        ]),
    ...(spec === undefined || (typeof spec === "string" && spec !== "")
      ? []
      : [{ pointer: "/signed/spec_version", says: "has a spec_version that is no text" }]),
    ...(number === null
      ? []
      : [
          {
            pointer: `/signed${number}`,
            says: `has a number at /signed${number.slice(0, 120)} that is rounded or refused`,
          },
        ]),
  ];
}

const NAMES: Readonly<Record<RoleName, readonly string[]>> = {
  root: ["_type", "spec_version", "version", "expires", "consistent_snapshot", "keys", "roles"],
  targets: ["_type", "spec_version", "version", "expires", "targets", "delegations"],
  snapshot: ["_type", "spec_version", "version", "expires", "meta"],
  timestamp: ["_type", "spec_version", "version", "expires", "meta"],
};
/** Names of what lies in a member of `signed`, and of what lies in there. */
const NAMES_BELOW: Readonly<Record<string, readonly string[]>> = {
  keys: ["keytype", "scheme", "keyval"],
  roles: ["keyids", "threshold"],
  targets: ["length", "hashes", "custom"],
  meta: ["length", "hashes", "version"],
};

/** Names are read without regard to capital letters: whichever comes last counts. */
function placeOfSecondName(role: RoleName, signed: SignedBase): string | null {
  const of = secondName(signed, NAMES[role]);
  if (of !== null) return pointerTo("", of);
  for (const member of NAMES[role]) {
    const names = NAMES_BELOW[member];
    const entries = ownOf(signed, member);
    if (!names || !isObject(entries)) continue;
    for (const name of Object.keys(entries)) {
      const entry = entries[name];
      const place = isObject(entry) ? placeInEntry(entry, names) : null;
      if (place !== null) return `${pointerTo(`/${member}`, name)}${place}`;
    }
  }
  return null;
}

function placeInEntry(entry: object, names: readonly string[]): string | null {
  const name = secondName(entry, names);
  if (name !== null) return pointerTo("", name);
  const keyval = names.includes("keyval") ? ownOf(entry, "keyval") : undefined;
  const inside = isObject(keyval) ? secondName(keyval, ["public"]) : null;
  return inside === null ? null : pointerTo("/keyval", inside);
}

function secondName(object: object, names: readonly string[]): string | null {
  for (const name of Object.keys(object)) {
    if (names.includes(name)) continue;
    if (names.includes(name.toUpperCase().toLowerCase())) return name;
  }
  return null;
}

/** Pointer to the first number that does not come back as it was written; below `custom` it is kept, and read as 64 bits. */
function placeOfNumber(value: unknown, takes: (token: string) => boolean, customAt: number | null): string | null {
  if (!hasMembers(value)) {
    if (typeof value !== "number" || Number.isSafeInteger(value)) return null;
    return takes(String(value)) ? null : "";
  }
  const raw = rawNumber(value);
  if (raw !== null) return takes(raw) ? null : "";
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (typeof member === "string") continue;
    const isOnTheWay = customAt !== null && (customAt !== 1 || name === "targets");
    const below = customAt === 3 && name === "custom" ? isInt64 : takes;
    const place = placeOfNumber(member, below, isOnTheWay && customAt < 3 ? customAt + 1 : null);
    if (place !== null) return `${pointerTo("", name)}${place}`;
  }
  return null;
}

const INTEGER = /^-?\d+$/;
const MAX_INT64 = 2n ** 63n;

function isInt64(token: string): boolean {
  if (!INTEGER.test(token)) return false;
  const value = BigInt(token);
  return value >= -MAX_INT64 && value < MAX_INT64;
}

/** All else goes through a floating point number, which is written anew in its shortest form. */
function isFloatAndInt(token: string): boolean {
  return isInt64(token) && (token === "-0" || String(Number(token)) === token);
}

const HEX = /^(?:[0-9a-f]{2})*$/i;
const NOT_LOWER_HEX = /[^0-9a-f]/;

/** One that nobody asks for is read too. */
function signatureProblems(signatures: readonly { readonly sig?: string }[]): FormProblem[] {
  const index = signatures.findIndex(({ sig = "" }) => !HEX.test(sig) && !looksLikeBase64(sig));
  return index === -1 ? [] : [{ pointer: `/signatures/${index}/sig`, says: `has a signature that is no base64` }];
}

function rootProblems(root: RootSigned): FormProblem[] {
  const problems: FormProblem[] = [];
  for (const [name, role] of Object.entries(root.roles)) {
    const at = pointerTo("/signed/roles", name);
    const isRole = isObject(role) && Array.isArray(role.keyids) && isInteger(role.threshold);
    if (!isRole) problems.push({ pointer: at, says: `has a role ${quoted(name, 40)} that is none` });
    const bad = isRole ? role.keyids.find((keyid) => unusableAs(root, keyid) !== null) : undefined;
    if (bad !== undefined) {
      const says = `names the ${name} key ${bad.slice(0, 12)}, ${unusableAs(root, bad)}`;
      problems.push({ pointer: at, says });
    }
  }
  if (typeof root.consistent_snapshot !== "boolean") {
    problems.push({ pointer: "/signed/consistent_snapshot", says: "does not say consistent_snapshot" });
  }
  for (const [keyid, key] of Object.entries(root.keys)) {
    const scheme = ownOf(key, "scheme");
    if (scheme === undefined || (typeof scheme === "string" && scheme !== "")) continue;
    const says = `lists the key ${keyid.slice(0, 12)} with a scheme that is no text`;
    problems.push({ pointer: pointerTo("/signed/keys", keyid), says });
    break;
  }
  return problems;
}

/** Every key of a role has to be there and to be one, whether it signed or not. */
function unusableAs(root: RootSigned, keyid: string): string | null {
  const key = own(root.keys, keyid);
  if (key === undefined) return "but does not list it";
  const decision = usableKey(key);
  return decision.usable ? null : `which ${decision.why}`;
}

function targetsProblems(signed: TargetsSigned): FormProblem[] {
  if (ownOf(signed, "delegations") !== undefined) {
    return [{ pointer: "/signed/delegations", says: "has delegations, which are not for a Factory's devices" }];
  }
  for (const name of Object.keys(signed.targets)) {
    const problem = fileProblem(signed.targets[name]!);
    if (!problem) continue;
    const pointer = problem.steps.reduce(pointerTo, pointerTo("/signed/targets", name));
    return [{ pointer, says: `has ${problem.says} in the target ${quoted(name, 100)}` }];
  }
  return [];
}

function fileProblem(file: TargetFile): { readonly steps: readonly string[]; readonly says: string } | null {
  if (ownOf(file, "custom") === null) return { steps: ["custom"], says: "custom: null" };
  const hash = Object.keys(file.hashes).find((name) => !isLowerHex(file.hashes[name]!));
  if (hash === undefined) return null;
  const what = HEX.test(file.hashes[hash]!) ? "capital letters in its" : "no hexadecimal text as its";
  return { steps: ["hashes", hash], says: `${what} ${hash}` };
}

function isLowerHex(text: string): boolean {
  return text.length % 2 === 0 && !NOT_LOWER_HEX.test(text);
}

const ALGORITHMS = ["sha256", "sha512"];

/** What a snapshot or timestamp says of the document that it names. */
function onlineProblems(signed: SignedBase): FormProblem[] {
  const meta = ownOf(signed, "meta");
  for (const [name, entry] of Object.entries(isObject(meta) ? meta : {})) {
    const hashes = isObject(entry) ? own<unknown>(entry, "hashes") : undefined;
    if (hashes === undefined) continue;
    const pointer = pointerTo(pointerTo("/signed/meta", name), "hashes");
    const list = Object.entries(isObject(hashes) ? hashes : {});
    const isTaken = ([algorithm, hash]: readonly [string, unknown]) =>
      ALGORITHMS.includes(algorithm) && typeof hash === "string" && isLowerHex(hash);
    if (list.length === 0 || !list.every(isTaken)) {
      return [{ pointer, says: `gives ${name.slice(0, 40)} hashes that are not sha256 or sha512 in small letters` }];
    }
  }
  return [];
}
