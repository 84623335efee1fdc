// What becomes of production targets once the staged root is applied: by whose keys of the new root they are signed, and
// who must still sign them again. Shown, not believed: verifying them is for whoever signs.

import type { Fetched } from "../factory/types.ts";
import { isObject, own } from "../json/object.ts";
import type { Block, Text } from "../report/document.ts";
import { Doc, type SignedBase } from "../tuf/metadata/metadata.ts";
import { isSignature, type Signature } from "../tuf/metadata/signature.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import { productionOf } from "../verified/released-targets.ts";
import { type Signatures, signaturesOf } from "../verified/signature-report.ts";
import type { RootWork } from "./read-staged.ts";

export interface TagStatus extends Signatures {
  readonly tag: string;
  /** Key ids whose signatures are staged with the roots, as far as the Factory shows them. */
  readonly again: readonly string[];
}

/**
 * @param production the map of tags as served.
 * @throws {ToolError} `metadata-malformed`.
 */
export function productionStatus(work: RootWork, production: Fetched): readonly TagStatus[] {
  const tags = isObject(production.value) ? Object.keys(production.value).sort() : [];
  return tags.flatMap((tag) => {
    const doc = productionOf(production, tag)?.doc;
    return doc ? [tagStatus(work, tag, doc)] : [];
  });
}

function tagStatus({ prod, online, ...work }: RootWork, tag: string, doc: Doc<SignedBase>): TagStatus {
  const staged = [work.ci.beside, prod.beside].flatMap((beside) => stagedSignatures(beside, tag));
  const ids = new Set(staged.map(({ keyid }) => keyid));
  const others = doc.signatures.filter(({ keyid }) => !ids.has(keyid));
  const counted = tally(new Doc(doc.where, doc.signed, [...staged, ...others], []), prod.doc, "targets");
  const { targets: onlineKeyid } = online.updated;
  // The Factory signs by itself, with the online key of the new root.
  const signedBy = [...new Set([...counted.signedBy, onlineKeyid])];
  const missing = counted.missing.filter((keyid) => keyid !== onlineKeyid);
  const whole = { ...counted, signedBy, missing, met: signedBy.length >= counted.threshold };
  return {
    tag,
    ...signaturesOf(whole, prod.doc.signed, onlineKeyid),
    again: counted.signedBy.filter((keyid) => ids.has(keyid)),
  };
}

/** Text of a server: whatever is no signature is left out. */
function stagedSignatures(beside: Readonly<Record<string, unknown>>, tag: string): readonly Signature[] {
  const map = beside["targets-signatures"];
  const list = isObject(map) ? own(map, tag) : undefined;
  return Array.isArray(list) ? list.filter(isSignature) : [];
}

export function productionStatusBlocks(tags: readonly TagStatus[]): Block[] {
  if (tags.length === 0) return [];
  const short = tags.some(({ met }) => !met);
  return [
    { kind: "heading", text: "Production targets under the new root" },
    { kind: "list", items: tags.map(tagLine) },
    ...(short
      ? [
          {
            kind: "paragraph",
            text: [
              "Before the root is applied, each missing signer runs ",
              { code: "factory-tuf updates sign-prod-targets --keys <archive>" },
              "; not every Factory shows which of these signatures are staged already.",
            ],
          } satisfies Block,
        ]
      : []),
  ];
}

function tagLine({ tag, threshold, signedBy, missing, met, again }: TagStatus): Text[] {
  const named = (words: string, keyids: readonly string[]): Text[] =>
    keyids.flatMap((keyid, index): Text[] => [index === 0 ? words : ", ", { code: keyid }]);
  return [
    { strong: tag },
    ": ",
    { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "warning" },
    " signatures",
    ...named(", signed again by ", again),
    ...(met
      ? []
      : named(
          ", missing ",
          missing.map(({ keyid }) => keyid),
        )),
  ];
}
