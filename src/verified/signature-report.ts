// Who has signed and who is missing, by key id and owner: the table that says what a document still needs.

import { own } from "../json/object.ts";
import type { Block, Text } from "../report/document.ts";
import type { RootSigned } from "../tuf/metadata/metadata.ts";
import type { Tally } from "../tuf/metadata/threshold.ts";

export interface Signatures {
  readonly threshold: number;
  readonly signedBy: readonly KeyHolder[];
  /** Keys of the role that could still sign. */
  readonly missing: readonly KeyHolder[];
  readonly met: boolean;
}

export interface KeyHolder {
  readonly keyid: string;
  /** The owner's id as the root records it; null for the online key and keys of older tools. */
  readonly owner: string | null;
  readonly online: boolean;
}

export function signaturesOf(tally: Tally, root: RootSigned, onlineKeyid: string): Signatures {
  const holder = (keyid: string): KeyHolder => ({
    keyid,
    owner: own(root["x-key-owners"] ?? {}, keyid)?.["polis-id"] ?? null,
    online: keyid === onlineKeyid,
  });
  const { threshold, signedBy, missing, met } = tally;
  return { threshold, signedBy: signedBy.map(holder), missing: missing.map(holder), met };
}

export function signatureBlocks(signatures: Signatures): Block[] {
  const { threshold, signedBy, missing, met } = signatures;
  const row = (state: string, { keyid, owner, online }: KeyHolder): Text[] => [
    state,
    { keyid },
    online ? "the Factory (online key)" : (owner ?? "owner not recorded"),
  ];
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "paragraph",
      text: [
        { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" },
        " signatures that devices ask for.",
      ],
    },
    {
      kind: "table",
      columns: [{ title: "Signature" }, { title: "Key id" }, { title: "Holder" }],
      rows: [
        ...signedBy.map((holder) => row("signed", holder)),
        ...(met ? [] : missing.map((holder) => row("missing", holder))),
      ],
    },
  ];
}

/** The Action's outputs `signatures`, `threshold`, `missing`. */
export function signatureOutputs({ threshold, signedBy, missing, met }: Signatures): Record<string, string | number> {
  return { signatures: signedBy.length, threshold, missing: met ? "" : missing.map(({ keyid }) => keyid).join(",") };
}

/** One sentence for logs: who must act, and how. The Factory's own key signs by itself, soon after creation. */
export function whoMustSign(wave: string, { threshold, signedBy, missing }: Signatures): string {
  const have = `Wave ${wave} has ${signedBy.length} of ${threshold} signatures`;
  const people = missing.filter(({ online }) => !online);
  const online = missing.find((holder) => holder.online);
  const factory = online ? `the Factory's own signature (${online.keyid}) is missing` : null;
  if (threshold - signedBy.length <= (online ? 1 : 0)) {
    return `${have}: ${factory}. It signs automatically. Run the same step again in a moment. If that does not help, ask the vendor.`;
  }
  const names = people.map(({ keyid, owner }) => (owner ? `${keyid} (${owner})` : keyid)).join(", ");
  return `${have}. ${people.length > 1 ? `One of ${names}` : names} must sign: factory-tuf wave sign ${wave} --keys <archive>.${factory ? ` Also ${factory}.` : ""}`;
}

export const signatureDataHelp = "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`";
