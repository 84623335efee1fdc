// A bundle as data and as a report: what it brings, who signed, and when it dies.
import type { Block, NextStep } from "../report/document.ts";
import { shellWord } from "../text/shell-word.ts";
import { BUNDLE_MEMBER } from "../tuf/targets/bundle.ts";
import {
  type Signatures,
  signatureBlocks,
  signatureDataHelp,
  signatureOutputs,
  signaturesOf,
} from "../verified/signature-report.ts";
import type { BundleState } from "./bundle.ts";

export interface BundleData {
  readonly folder: string;
  readonly type: "ci" | "prod";
  readonly tag: string;
  readonly version: number;
  readonly expires: string;
  readonly dies: string;
  readonly rootVersion: number;
  readonly targets: readonly string[];
  readonly digest: string;
  readonly signatures: Signatures;
  readonly stops: readonly string[];
}

export const bundleDataHelp: readonly string[] = [
  "`folder`, `type` (`ci`, `prod`), `tag`, `version`, `expires`, `rootVersion`, `targets`",
  "`dies`: when the first document in it expires",
  "`digest`: of what is signed",
  "`stops`: sentences; why it is not signed: it has ended, or a client that the policy lists would refuse it",
  signatureDataHelp,
];

export function bundleData(folder: string, state: BundleState): BundleData {
  const { bundle, root, tally, dies, digest, onlineKeyid, stops } = state;
  const { version, expires, [BUNDLE_MEMBER]: content } = bundle.signed;
  return {
    folder,
    ...content,
    version,
    expires,
    dies,
    rootVersion: root.signed.version,
    digest,
    signatures: signaturesOf(tally, root.signed, onlineKeyid),
    stops: stops.map(({ happened }) => happened),
  };
}

export function bundleOutputs(data: BundleData): Record<string, string | number> {
  return {
    version: data.version,
    tag: data.tag,
    "targets-digest": data.digest,
    "expires-at": data.expires,
    ...signatureOutputs(data.signatures),
  };
}

/** What to do with a bundle that is as it is now. */
export function nextOfBundle({
  folder,
  signatures,
  stops,
}: Pick<BundleData, "folder" | "signatures" | "stops">): readonly NextStep[] {
  if (signatures.met || stops.length > 0) return [];
  return [{ what: "The next signer runs", command: `factory-tuf bundle sign ${shellWord(folder)} --keys <archive>` }];
}

export function bundleBlocks({
  type,
  tag,
  version,
  expires,
  dies,
  rootVersion,
  targets,
  digest,
  signatures,
  stops,
}: BundleData): Block[] {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Type", value: type },
        { label: "Tag", value: tag },
        { label: "Version", value: String(version) },
        { label: "Bundle expires", value: expires },
        { label: "Root in it", value: `version ${rootVersion}` },
        { label: "Digest", value: { code: digest } },
      ],
    },
    ...stops.map((says): Block => ({ kind: "paragraph", tone: "bad", text: [`${says} Make a new bundle.`] })),
    {
      kind: "paragraph",
      tone: "warning",
      text: [
        `Devices accept the bundle until ${dies}, when the first document in it expires. After a key rotation, devices that have been online refuse it.`,
      ],
    },
    { kind: "heading", text: `Targets (${targets.length})` },
    { kind: "list", items: targets.map((name) => [{ code: name }]) },
    ...signatureBlocks(signatures),
  ];
}
