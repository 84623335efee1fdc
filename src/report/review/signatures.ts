// Signatures needed, had and missing, as one bar and, where some are missing, a sentence that says whose.
import type { RoleState, SignatureState } from "../../review/engine/overview.ts";
import type { Block, Meter, Text } from "../document.ts";
import { keyidCode } from "./key-text.ts";

const MAX_MISSING = 8;

export function signatureMeter({ needed, have }: SignatureState): Meter {
  const met = have.length >= needed;
  return {
    label: ["Signatures"],
    value: Math.min(have.length, needed),
    max: needed,
    tone: met ? "good" : "bad",
    says: [{ strong: `${have.length} of ${needed}`, tone: met ? "good" : "bad" }],
    inSteps: true,
  };
}

/** Nothing when the signatures suffice. */
export function missingSignatures({ needed, have, missing }: SignatureState, roles: readonly RoleState[]): Block[] {
  const lacking = needed - have.length;
  if (lacking <= 0) return [];
  const holders = missing.slice(0, MAX_MISSING).map((keyid): readonly Text[] => {
    const key = roles.find(({ role }) => role === "targets")?.keys.find((one) => one.keyid === keyid);
    const who = key?.online ? " (the Factory)" : key?.owner ? ` (${key.owner})` : "";
    return [keyidCode(keyid), who];
  });
  const names = holders.flatMap((holder, index) => (index === 0 ? holder : [", ", ...holder]));
  const text =
    holders.length > 0
      ? [`${lacking} missing, from: `, ...names]
      : [`${lacking} missing, and no key is left that could sign`];
  return [{ kind: "paragraph", tone: "bad", text }];
}
