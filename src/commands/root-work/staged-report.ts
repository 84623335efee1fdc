// A transaction as a person must see it before signing, and in a review: keys by role, owner and age, thresholds,
// expiry, who has signed, what blocks it.
import type { Block, Text } from "../../report/document.ts";
import type { RootDiff, RootKeyLine } from "../../tuf/root-diff.ts";
import type { StagedCount, StagedStanding } from "./staged-standing.ts";

export const stagedDataHelp: readonly string[] = [
  "`version`, `digest` (of the staged production root, for `expect-digest`), `startedBy`, `startedAt`, `changelog`",
  "`changes`: `{version, expires, added, removed, kept, thresholds, sameKeys}`; keys are `{role, keyid, keytype, owner, ageDays}`",
  "`counts`: list of `{flavour, by, threshold, signedBy, missing, met}`; `blockers`, `serverSays`: sentences; `resigned`: tags and Waves",
];

/** What would be signed, changes first (T25). The digest is null where the Factory has yet to write its changelog. */
export function changeBlocks(
  standing: Pick<StagedStanding, "changes" | "changelog"> & { readonly digest: string | null },
): Block[] {
  const { changes, digest, changelog } = standing;
  const { version, expires } = changes;
  return [
    {
      kind: "facts",
      facts: [
        { label: "Root version", value: `${version.from} -> ${version.to}` },
        {
          label: "Expires",
          value: expires.from === expires.to ? `${expires.to} (as before)` : `${expires.from} -> ${expires.to}`,
        },
        ...changes.thresholds.map(({ role, from, to }) => ({
          label: `Threshold of ${role}`,
          value: { strong: `${from} -> ${to}`, tone: to < from ? ("warning" as const) : ("neutral" as const) },
        })),
        { label: "Reason", value: changelog || "none given" },
        ...(digest === null ? [] : [{ label: "Digest", value: { code: digest } }]),
      ],
    },
    keyTable(changes),
  ];
}

function keyTable({ added, removed, kept, sameKeys }: RootDiff): Block {
  const row = (what: Text) => (line: RootKeyLine) => [what, line.role, { code: line.keyid }, holderOf(line)];
  return {
    kind: "table",
    columns: [{ title: sameKeys ? "No key changes" : "" }, { title: "Role" }, { title: "Key id" }, { title: "Holder" }],
    rows: [
      ...added.map(row({ strong: "added", tone: "warning" })),
      ...removed.map(row({ strong: "removed", tone: "warning" })),
      ...kept.map(row("kept")),
    ],
  };
}

function holderOf({ owner, keytype, ageDays }: RootKeyLine): string {
  const age = ageDays === null ? "" : `, ${ageDays} ${ageDays === 1 ? "day" : "days"} old`;
  return `${owner ?? "no owner recorded"}, ${keytype}${age}`;
}

/** Who has signed and who is missing, by the current and by the new root keys. */
export function countBlocks(counts: readonly StagedCount[]): Block[] {
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "table",
      columns: [{ title: "Root" }, { title: "By keys of" }, { title: "" }, { title: "Key id" }, { title: "Holder" }],
      rows: counts.flatMap(({ flavour, by, threshold, signedBy, missing, met }): Text[][] => {
        const root = flavour === "ci" ? "CI" : "production";
        const side = by === "current" ? "the current root" : "the new root";
        const have: Text = { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" };
        return [
          [root, side, have, "", ""],
          ...signedBy.map(({ keyid, owner }): Text[] => [
            "",
            "",
            "signed",
            { code: keyid },
            owner ?? "owner not recorded",
          ]),
          ...(met ? [] : missing).map(({ keyid, owner }): Text[] => [
            "",
            "",
            "missing",
            { code: keyid },
            owner ?? "owner not recorded",
          ]),
        ];
      }),
    },
  ];
}

export function blockerBlocks({ blockers, serverSays }: Pick<StagedStanding, "blockers" | "serverSays">): Block[] {
  return [
    { kind: "heading", text: blockers.length === 0 ? "Nothing blocks it" : "What blocks it" },
    ...(blockers.length === 0 ? [] : [sentences(blockers)]),
    ...(serverSays.length === 0
      ? []
      : [{ kind: "heading", text: "The Factory says" } satisfies Block, sentences(serverSays)]),
  ];
}

export function standingBlocks(standing: StagedStanding): Block[] {
  const { resigned, startedBy, startedAt } = standing;
  return [
    { kind: "paragraph", text: [`Started by ${startedBy || "somebody"} at ${startedAt || "an unknown time"}.`] },
    ...changeBlocks(standing),
    ...(resigned.length === 0
      ? []
      : [{ kind: "paragraph", text: [`Signed again: ${resigned.join(", ")}.`] } satisfies Block]),
    ...countBlocks(standing.counts),
    ...blockerBlocks(standing),
  ];
}

function sentences(items: readonly string[]): Block {
  return { kind: "list", items: items.map((item) => [item]) };
}
