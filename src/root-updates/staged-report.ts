// A transaction as a person must see it before signing, and in a review: keys by role, owner and age, thresholds,
// expiry, who has signed, what blocks it.

import { sameJson } from "../json/difference.ts";
import type { Block, NextStep, Text } from "../report/document.ts";
import { nextSteps } from "../report/next-steps.ts";
import { counted } from "../text/sentence.ts";
import { expiresBefore } from "../tuf/metadata/expiry.ts";
import type { RootDiff, RootKeyLine } from "../tuf/root/root-diff.ts";
import type { KeyHolder } from "../verified/signature-report.ts";
import { productionStatusBlocks, type TagStatus } from "./production-status.ts";
import { missingSigners, NOTHING_STAGED, type StagedCount, type StagedStatus } from "./staged-status.ts";

export const stagedDataHelp: readonly string[] = [
  "`version`, `digest` (of the staged production root, for `expect-digest`), `startedBy`, `startedAt`, `changelog`",
  "`changes`: `{version, expires, added, removed, kept, thresholds, sameKeys}`; keys are `{role, keyid, keytype, owner, ageDays}`",
  "`counts`: list of `{flavour, by, threshold, signedBy, missing, met}`; `blockers`, `serverSays`: sentences; `resigned`: tags and Waves",
];

/** What would be signed, changes first (T25). The digest is null where the Factory has yet to write its changelog. */
export function changeBlocks(
  staged: Pick<StagedStatus, "changes" | "changelog"> & { readonly digest: string | null },
): Block[] {
  const { changes, digest, changelog } = staged;
  const { version, expires } = changes;
  return [
    {
      kind: "facts",
      facts: [
        { label: "Root version", value: `${version.from} -> ${version.to}` },
        {
          label: "Expires",
          value: expiryText(expires),
        },
        ...changes.thresholds.map(({ role, from, to }) => ({
          label: `Threshold of ${role}`,
          value: { strong: `${from} -> ${to}`, tone: to < from ? ("warning" as const) : ("neutral" as const) },
        })),
        { label: "Reason", value: changelog || "none given" },
        ...(digest === null ? [] : [{ label: "Digest", value: { code: digest } }]),
      ],
    },
    ...keyBlocks(changes),
  ];
}

/** Whoever agrees to an earlier expiry has seen it. */
function expiryText({ from, to }: RootDiff["expires"]): Text {
  if (from === to) return `${to} (as before)`;
  const isEarlier = expiresBefore(to, from);
  return isEarlier ? { strong: `${from} -> ${to}, which is earlier`, tone: "warning" } : `${from} -> ${to}`;
}

/** A list, not a table: a key id that people compare stays on one line of an ordinary terminal. */
function keyBlocks({ added, removed, kept, sameKeys }: RootDiff): Block[] {
  const item = (what: Text) => (line: RootKeyLine) => [
    what,
    ` ${line.role} `,
    { code: line.keyid },
    ` ${holderOf(line)}`,
  ];
  const items = [
    ...added.map(item({ strong: "added", tone: "warning" })),
    ...removed.map(item({ strong: "removed", tone: "warning" })),
    ...kept.map(item("kept")),
  ];
  return [
    { kind: "heading", text: sameKeys ? "Keys (no changes)" : "Keys" },
    { kind: "list", items },
  ];
}

function holderOf({ owner, keytype, ageDays }: RootKeyLine): string {
  const age = ageDays === null ? "" : `, ${counted(ageDays, "day")} old`;
  return `${owner ?? "no owner recorded"}, ${keytype}${age}`;
}

/** Who has signed and who is missing, by the current and by the new root keys; once where both flavours agree. */
export function countBlocks(counts: readonly StagedCount[]): Block[] {
  return [{ kind: "heading", text: "Signatures" }, ...joinedCounts(counts).flatMap(countBlock)];
}

interface JoinedCount extends Omit<StagedCount, "flavour"> {
  readonly roots: string;
}

function joinedCounts(counts: readonly StagedCount[]): readonly JoinedCount[] {
  return (["current", "new"] as const).flatMap((by) => {
    const [first, ...others] = counts.filter((count) => count.by === by);
    if (!first) return [];
    const content = ({ threshold, signedBy, missing }: StagedCount) => ({ threshold, signedBy, missing });
    if (others.every((other) => sameJson(content(other), content(first)))) return [{ ...first, roots: "Both roots" }];
    return [first, ...others].map((count) => ({
      ...count,
      roots: count.flavour === "ci" ? "CI root" : "Production root",
    }));
  });
}

function countBlock({ roots, by, threshold, signedBy, missing, met }: JoinedCount): Block[] {
  const item =
    (what: Text) =>
    ({ keyid, owner }: KeyHolder) => [what, " ", { code: keyid }, ` ${owner ?? "owner not recorded"}`];
  return [
    {
      kind: "paragraph",
      text: [
        `${roots}, by the keys of the ${by} root: `,
        { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" },
      ],
    },
    {
      kind: "list",
      items: [
        ...signedBy.map(item("signed")),
        ...(met ? [] : missing.map(item({ strong: "missing", tone: "warning" }))),
      ],
    },
  ];
}

function blockerBlocks(
  { blockers, serverSays }: Pick<StagedStatus, "blockers" | "serverSays">,
  production: readonly TagStatus[] = [],
): Block[] {
  const nothing = production.every(({ met }) => met) ? "Nothing blocks it" : "Nothing else blocks it";
  return [
    { kind: "heading", text: blockers.length === 0 ? nothing : "What blocks it" },
    ...(blockers.length === 0 ? [] : [sentences(blockers)]),
    ...(serverSays.length === 0
      ? []
      : [{ kind: "heading", text: "The Factory says" } satisfies Block, sentences(serverSays)]),
  ];
}

/** @param production by tag, where the command has looked at it. */
export function stagedBlocks(staged: StagedStatus, production: readonly TagStatus[] = []): Block[] {
  const { resigned, startedBy, startedAt } = staged;
  return [
    { kind: "paragraph", text: [`Started by ${startedBy || "somebody"} at ${startedAt || "an unknown time"}.`] },
    ...changeBlocks(staged),
    ...(resigned.length === 0
      ? []
      : [{ kind: "paragraph", text: [`Signed again: ${resigned.join(", ")}.`] } satisfies Block]),
    ...countBlocks(staged.counts),
    ...productionStatusBlocks(production),
    ...blockerBlocks(staged, production),
    ...nextSteps(nextOfStaged(staged)),
  ];
}

/** Who acts next; nobody where something else than a signature is in the way. */
export function nextOfStaged({ counts, blockers }: Pick<StagedStatus, "counts" | "blockers">): readonly NextStep[] {
  if (blockers.length === 0) return [{ what: "Make it the newest root", command: "factory-tuf updates apply" }];
  if (blockers.includes(NOTHING_STAGED) || missingSigners(counts).length === 0) return [];
  return [{ what: "Each signer who is missing runs", command: "factory-tuf updates sign --keys <archive>" }];
}

function sentences(items: readonly string[]): Block {
  return { kind: "list", items: items.map((item) => [item]) };
}
