// `valid(doc, root, role)`: how many distinct keys of a role have signed a document. Every signature is
// verified once, however many roots and rules ask about it.
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { Doc, RoleName, RootSigned, SignedBase } from "../../tuf/metadata/metadata.ts";
import { type Signature, signatureProblem } from "../../tuf/metadata/signature.ts";
import { countableKeys, keysOf } from "./role-keys.ts";

export interface ValidSignatures {
  readonly threshold: number;
  /** Key ids as the root names them, one for each key material. */
  readonly signedBy: readonly string[];
  /** The role's other usable keys: who could still sign. Found when asked for. */
  readonly missing: readonly string[];
  readonly met: boolean;
}

/** Counts key material, not key ids, so that one key under two names counts once. Never throws. */
export function validSignatures(doc: Doc<SignedBase>, root: Doc<RootSigned>, role: RoleName): ValidSignatures {
  const byKeyid = new Map(keysOf(root.signed, role).map((key) => [key.keyid, key]));
  const signed = new Map<string, string>();
  for (const signature of examined(doc, byKeyid)) {
    const { keyid } = signature;
    const key = byKeyid.get(keyid)?.usable;
    if (key && problemOf(doc, signature, key) === null && !signed.has(key.keyid)) signed.set(key.keyid, keyid);
  }
  const { threshold } = root.signed.roles[role];
  return {
    threshold,
    signedBy: [...signed.values()],
    get missing() {
      const others = countableKeys(root.signed, role).filter(({ material }) => !signed.has(material!));
      return others.map(({ keyid }) => keyid);
    },
    met: signed.size >= threshold,
  };
}

/**
 * The signatures by listed keys that are verified: one a key, for devices reject a list that repeats one, and so
 * many in all. More are no honest document's; they do not count.
 */
export function examined(doc: Doc<SignedBase>, listed: ReadonlyMap<string, unknown>): readonly Signature[] {
  return firstOfEachKeyid(doc)
    .filter(({ keyid }) => listed.has(keyid))
    .slice(0, MAX_EXAMINED);
}

export const MAX_EXAMINED = 16;

export function firstOfEachKeyid({ signatures }: Doc<SignedBase>): readonly Signature[] {
  const seen = new Set<string>();
  return signatures.filter(({ keyid }) => {
    const isFirst = !seen.has(keyid);
    seen.add(keyid);
    return isFirst;
  });
}

const problems = new WeakMap<Doc<SignedBase>, Map<string, string | null>>();

/** Null when the signature is valid under the key; else why not, completing "the signature …". */
export function problemOf(doc: Doc<SignedBase>, signature: Signature, key: UsableKey): string | null {
  const known = problems.get(doc) ?? new Map<string, string | null>();
  problems.set(doc, known);
  const text = `${key.keyid} ${signature.method} ${signature.sig}`;
  const before = known.get(text);
  if (before !== undefined) return before;
  const found = doc.forms.map((bytes) => signatureProblem(key, signature, bytes));
  const problem = found.includes(null) ? null : (found[0] ?? "does not verify");
  known.set(text, problem);
  return problem;
}
