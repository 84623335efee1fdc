// Who has validly signed a document, counted by distinct usable key material (T10): the one place where
// signatures become a number.
import { ToolError } from "../../errors/tool-error.ts";
import { own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { type UsableKey, usableKey } from "./key.ts";
import type { Doc, RoleName, RootSigned, SignedBase } from "./metadata.ts";
import { isKnownMethod, signatureProblem, verifyAhead } from "./signature.ts";

/** What the signatures of one document are worth under one role of one root. */
export interface Tally {
  readonly role: RoleName;
  readonly threshold: number;
  /** Key ids, as the root names them, whose signature verifies; one per key material. */
  readonly signedBy: readonly string[];
  /** The role's other usable key ids: who could still sign. */
  readonly missing: readonly string[];
  /** Signatures by keys of the role that are not valid, with the reason. */
  readonly invalid: readonly { readonly keyid: string; readonly why: string }[];
  /** Key ids that signed and are not in the role; devices skip them. */
  readonly foreign: readonly string[];
  readonly met: boolean;
}

/**
 * The usable keys of a role by the key id the root gives them.
 * @throws {ToolError} `keyid-mismatch` when a listed key's id is not the hash of its DER SPKI: a device
 *   takes the name at face value, so nothing under such a root can be trusted.
 */
export function roleKeys(root: RootSigned, role: RoleName, where: string): Map<string, UsableKey> {
  const usable = new Map<string, UsableKey>();
  for (const keyid of root.roles[role].keyids) {
    const listed = own(root.keys, keyid);
    const key = listed === undefined ? null : usableKey(listed);
    if (!key?.usable) continue;
    if (key.keyid !== keyid) {
      throw new ToolError("keyid-mismatch", {
        happened: `${where} calls a ${role} key ${keyid.slice(0, 64)}, but that key's id is ${key.keyid}.`,
        next: "Sign nothing with this root. Keep a copy of it and ask the vendor.",
      });
    }
    usable.set(keyid, key);
  }
  return usable;
}

/** Counts the valid signatures of `doc` by the keys that `root` lists for `role`. */
export function tally(doc: Doc<SignedBase>, root: Doc<RootSigned>, role: RoleName): Tally {
  const keys = roleKeys(root.signed, role, root.where);
  const signedBy = new Set<string>();
  const invalid: { keyid: string; why: string }[] = [];
  const foreign: string[] = [];
  const tried = new Set<string>();
  for (const signature of doc.signatures) {
    const key = keys.get(signature.keyid);
    if (!key) {
      foreign.push(signature.keyid);
      continue;
    }
    // One attempt a key: a list that names a key over and over must not keep us busy.
    if (tried.has(signature.keyid)) {
      invalid.push({ keyid: signature.keyid, why: "repeats a key id, which devices reject outright" });
      continue;
    }
    tried.add(signature.keyid);
    const problems = doc.forms.map((bytes) => signatureProblem(key, signature, bytes));
    if (problems.includes(null)) signedBy.add(signature.keyid);
    else invalid.push({ keyid: signature.keyid, why: problems[0] ?? "does not verify" });
  }
  const { threshold } = root.signed.roles[role];
  return {
    role,
    threshold,
    signedBy: [...signedBy],
    missing: [...keys.keys()].filter((keyid) => !signedBy.has(keyid)),
    invalid,
    foreign,
    met: signedBy.size >= threshold,
  };
}

/**
 * Has the signatures that {@link tally} will count verified on other threads meanwhile: for many large documents in a
 * row. Decides nothing, and throws nothing.
 */
export async function tallyAhead(doc: Doc<SignedBase>, root: Doc<RootSigned>, role: RoleName): Promise<void> {
  const bytes = doc.forms.length === 1 ? doc.forms[0]! : null;
  const keys = root.signed.roles[role].keyids
    .map((keyid) => own(root.signed.keys, keyid))
    .filter((key) => key !== undefined);
  const usable = new Map(keys.map(usableKey).flatMap((key) => (key.usable ? [[key.keyid, key] as const] : [])));
  const first = new Map(doc.signatures.map((signature) => [signature.keyid, signature] as const).reverse());
  await Promise.all(
    [...first.values()].map((signature) => {
      const key = usable.get(signature.keyid);
      return bytes && key ? verifyAhead(key, signature, bytes) : null;
    }),
  );
}

/** @throws {ToolError} `threshold-not-met`, naming who signed and who did not. Returns the tally otherwise. */
export function requireThreshold(doc: Doc<SignedBase>, root: Doc<RootSigned>, role: RoleName): Tally {
  const result = tally(doc, root, role);
  if (result.met) return result;
  const have = result.signedBy.length ? ` (by ${result.signedBy.join(", ")})` : "";
  const bad = result.invalid.map(({ keyid, why }) => ` The signature by ${keyid} ${why}.`).join("");
  throw new ToolError("threshold-not-met", {
    happened: `${doc.where} has ${result.signedBy.length} of ${result.threshold} valid ${role} signatures that ${root.where} asks for${have}.${bad}`,
    next: "Do not use this document. If the Factory keeps serving it, keep a copy and ask the vendor.",
  });
}

/** True when a device reads the signature list at all: no repeated key id, no unknown method (PROTOCOL §1). */
export function signatureListProblem(doc: Doc<SignedBase>): string | null {
  const seen = new Set<string>();
  for (const { keyid, method } of doc.signatures) {
    if (seen.has(keyid)) return `lists the key id ${keyid.slice(0, 64)} twice in its signatures`;
    if (!isKnownMethod(method)) return `has a signature of the unknown method ${quoted(method, 40)}`;
    seen.add(keyid);
  }
  return null;
}

/** @throws {ToolError} `device-would-refuse`: devices reject such a list outright, whoever signed. */
export function requireReadableSignatures(doc: Doc<SignedBase>): void {
  const problem = signatureListProblem(doc);
  if (!problem) return;
  throw new ToolError("device-would-refuse", {
    happened: `${doc.where} ${problem}; devices reject such a document outright.`,
    next: "Keep a copy and ask the vendor.",
  });
}
