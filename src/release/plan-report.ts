// What a person must see before they approve (T25): the numbers, then added, changed and pruned targets,
// versions per hardware id, apps, expiry and digest; last the number of those that are kept.
import { daysLeftText } from "../report/days.ts";
import { deviceRowsHelp, deviceTable } from "../report/device-table.ts";
import type { Block, Text } from "../report/document.ts";
import type { DeviceRow } from "../tuf/devices/device-rows.ts";
import { daysUntilExpiry } from "../tuf/metadata/expiry.ts";
import type { AppChange, HardwareChange, TargetLine, TargetsDiff } from "../tuf/targets/targets-diff.ts";
import type { SigningPlan } from "./plan.ts";

/** The plan as data: what `--json` and the output `result` carry, and what the report is made from. */
export interface PlanData extends TargetsDiff {
  readonly wave: string;
  readonly version: number;
  readonly tag: string;
  readonly expires: string;
  readonly expiresInDays: number;
  /** `sha256:` and 64 hex, of the canonical bytes. */
  readonly digest: string;
  /** Of what is (or would be) signed. */
  readonly bytesToSign: number;
  /** Signatures a device asks for. */
  readonly threshold: number;
  readonly deviceVerdicts: readonly DeviceRow[];
}

export const planDataHelp: readonly string[] = [
  "`wave`, `version`, `tag`, `expires`, `expiresInDays`, `digest`: what is (or would be) signed",
  "`bytesToSign`: how much a signer has to sign; `threshold`: signatures a device asks for",
  "`added`, `changed`, `pruned`, `kept`: lists of `{name, version, hardwareIds}`",
  deviceRowsHelp,
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`",
];

export function planData(plan: SigningPlan, now: Date): PlanData {
  const { wave, version, tag, expires, digest, bytesToSign, diff, threshold, deviceVerdicts } = plan;
  return {
    wave,
    version,
    tag,
    expires,
    expiresInDays: daysUntilExpiry(plan, now),
    digest,
    bytesToSign,
    threshold,
    deviceVerdicts,
    ...diff,
  };
}

/** @param signatures who has signed, where somebody has. */
export function planBlocks(plan: PlanData, signatures: readonly Block[] = []): Block[] {
  const { added, changed, pruned, kept, hardware, deviceVerdicts } = plan;
  return [
    {
      kind: "paragraph",
      text: [
        { strong: `${added.length} added, ${changed.length} changed, ${pruned.length} pruned` },
        `, ${kept.length} kept targets in Wave `,
        { code: plan.wave },
        " for tag ",
        { code: plan.tag },
        ".",
      ],
    },
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(plan.version) },
        { label: "Expires", value: `${plan.expires} (${daysLeftText(plan.expiresInDays)})` },
        { label: "Digest", value: { code: plan.digest } },
        { label: "To be signed", value: `${plan.bytesToSign} bytes` },
        { label: "Signatures needed", value: String(plan.threshold) },
      ],
    },
    ...signatures,
    ...targetTable("Added targets", added),
    ...targetTable("Changed targets", changed),
    ...targetTable("Pruned targets", pruned),
    ...hardwareTable(hardware),
    ...deviceTable(deviceVerdicts),
    ...appTable(hardware),
    ...keptTable(kept),
  ];
}

function targetTable(title: string, lines: readonly TargetLine[]): Block[] {
  if (lines.length === 0) return [];
  return [
    { kind: "heading", text: `${title} (${lines.length})` },
    {
      kind: "table",
      columns: [{ title: "Target" }, { title: "Version", align: "right" }, { title: "Hardware ids" }],
      rows: lines.map(({ name, version, hardwareIds }): Text[] => [{ code: name }, version, hardwareIds.join(", ")]),
    },
  ];
}

/** Nobody reads thousands of lines that stay as they are: their numbers by hardware id. `--json` has each. */
function keptTable(kept: readonly TargetLine[]): Block[] {
  if (kept.length === 0) return [];
  const boards = Map.groupBy(kept, ({ hardwareIds }) => hardwareIds.join(", "));
  return [
    { kind: "heading", text: `Kept targets (${kept.length})` },
    {
      kind: "table",
      columns: [{ title: "Hardware ids" }, { title: "Targets", align: "right" }, { title: "Versions" }],
      rows: [...boards].map(([ids, lines]): Text[] => [{ code: ids }, String(lines.length), versionRange(lines)]),
      cuttable: true,
    },
  ];
}

/** Every version where there are few, else how many and from which to which. */
function versionRange(lines: readonly TargetLine[]): string {
  const versions = [...new Set(lines.map(({ version }) => version))].sort(
    (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1),
  );
  if (versions.length <= MAX_NAMED_VERSIONS) return versions.join(", ");
  return `${versions.length} versions, ${versions[0]} to ${versions.at(-1)}`;
}

const MAX_NAMED_VERSIONS = 12;

function hardwareTable(hardware: readonly HardwareChange[]): Block[] {
  if (hardware.length === 0) return [];
  return [
    { kind: "heading", text: "Versions per hardware id" },
    {
      kind: "table",
      columns: [{ title: "Hardware id" }, { title: "Before", align: "right" }, { title: "After", align: "right" }],
      rows: hardware.map(({ hardwareId, from, to }): Text[] => [{ code: hardwareId }, version(from), version(to)]),
    },
  ];
}

/** One row a change: boards usually get the same new app. */
function appTable(hardware: readonly HardwareChange[]): Block[] {
  const boards = new Map<string, { readonly change: AppChange; readonly hardwareIds: string[] }>();
  for (const { hardwareId, apps } of hardware) {
    for (const change of apps) {
      const key = JSON.stringify(change);
      const known = boards.get(key);
      if (known) known.hardwareIds.push(hardwareId);
      else boards.set(key, { change, hardwareIds: [hardwareId] });
    }
  }
  if (boards.size === 0) return [];
  return [
    { kind: "heading", text: `Apps that change (${boards.size})` },
    {
      kind: "table",
      // Short titles: beside them a digest fits into a line of 80 characters.
      columns: [{ title: "App" }, { title: "Before" }, { title: "After" }, { title: "Boards" }],
      rows: [...boards.values()].map(({ change, hardwareIds }): Text[] => {
        const [from, to] = shortUris(change);
        return [{ code: change.app }, from, to, hardwareIds.join(", ")];
      }),
    },
  ];
}

const PINNED_URI = /^(.*)@sha256:([0-9a-f]{64})$/;

/**
 * Two digests of one repository are shown without it; anything else in full. A digest is never cut: content whose
 * digest begins like an approved one can be made in hours (T25).
 */
function shortUris({ from, to }: AppChange): readonly [Text, Text] {
  const [before, after] = [PINNED_URI.exec(from ?? ""), PINNED_URI.exec(to ?? "")];
  if (!before || !after || before[1] !== after[1]) return [uri(from), uri(to)];
  return [{ code: `sha256:${before[2]}` }, { code: `sha256:${after[2]}` }];
}

function version(value: number | null): Text {
  return value === null ? "none" : String(value);
}

function uri(value: string | null): Text {
  return value === null ? "none" : { code: value };
}
