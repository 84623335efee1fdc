// What becomes of production targets once the staged root is applied: by whose keys of the new root they are signed, and
// who must still sign them again. Shown, not believed: verifying them is for whoever signs.
import type { Fetched } from "../../factory/types.ts";
import type { Block, Text } from "../../report/document.ts";
import { Doc, isObject, own, type SignedBase } from "../../tuf/metadata.ts";
import type { Signature } from "../../tuf/signature.ts";
import { tally } from "../../tuf/threshold.ts";
import { productionOf } from "../release/released-targets.ts";
import { type Signatures, signaturesOf } from "../release/signature-report.ts";
import type { RootWork } from "./read-staged.ts";

export interface TagStanding extends Signatures {
  readonly tag: string;
  /** Key ids whose signatures are staged with the roots, as far as the Factory shows them. */
  readonly again: readonly string[];
}

/**
 * @param production the map of tags as served.
 * @throws {ToolError} `metadata-malformed`.
 */
export function productionStanding(work: RootWork, production: Fetched): readonly TagStanding[] {
  const tags = isObject(production.value) ? Object.keys(production.value).sort() : [];
  return tags.flatMap((tag) => {
    const doc = productionOf(production, tag)?.doc;
    return doc ? [tagStanding(work, tag, doc)] : [];
  });
}

function tagStanding({ prod, online, ...work }: RootWork, tag: string, doc: Doc<SignedBase>): TagStanding {
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

function isSignature(entry: unknown): entry is Signature {
  return isObject(entry) && [entry.keyid, entry.method, entry.sig].every((part) => typeof part === "string");
}

export function productionBlocks(tags: readonly TagStanding[]): Block[] {
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
              "Before the root is applied whoever is missing runs ",
              { code: "factory-tuf updates sign-prod-targets" },
              "; not every Factory shows which of these signatures are staged already.",
            ],
          } satisfies Block,
        ]
      : []),
  ];
}

function tagLine({ tag, threshold, signedBy, missing, met, again }: TagStanding): Text[] {
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
