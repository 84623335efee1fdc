// Waves: the active ones with what they have and lack and how far they have come, the finished ones as a list.
import type { Overview, WaveOverview } from "../../review/engine/overview.ts";
import type { Block, Meter, Text } from "../document.ts";
import { missingSignatures, signatureMeter } from "./signatures.ts";

const MAX_ACTIVE = 50;
const MAX_FINISHED = 20;
const MAX_ROLLOUTS = 20;

export function waveBlocks(overview: Overview): Block[] {
  const { waves } = overview;
  if (waves.length === 0) return [];
  const active = waves.filter(({ status }) => status === "active");
  const finished = waves.filter(({ status }) => status !== "active");
  const more = Math.max(0, active.length - MAX_ACTIVE) + Math.max(0, finished.length - MAX_FINISHED);
  return [
    { kind: "heading", text: active.length > 0 ? `Waves (${active.length} active)` : "Waves" },
    ...active.slice(0, MAX_ACTIVE).map((wave) => panel(wave, overview)),
    ...finishedTable(finished.slice(0, MAX_FINISHED)),
    ...(more > 0 ? [{ kind: "paragraph" as const, text: [`And ${more} more.`] }] : []),
  ];
}

function panel(wave: WaveOverview, overview: Overview): Block {
  const { name, tag, version, status, createdAt, createdBy, expires, signatures, rollouts } = wave;
  const meters = [...(signatures ? [signatureMeter(signatures)] : []), ...progressMeters(wave)];
  return {
    kind: "panel",
    title: ["Wave ", { code: name }, " ", { badge: status, tone: "warning" }],
    blocks: [
      { kind: "paragraph", text: [`Version ${version} for tag `, { code: tag }, `, by ${createdBy} at ${createdAt}`] },
      ...(meters.length > 0 ? [{ kind: "meters" as const, meters }] : []),
      ...(signatures ? missingSignatures(signatures, overview.roles) : []),
      ...rolloutTable(rollouts),
      ...(expires === null ? [] : [{ kind: "paragraph" as const, text: [`Its targets are valid until ${expires}`] }]),
    ],
  };
}

function progressMeters({ progress, rollouts }: WaveOverview): Meter[] {
  if (progress) {
    const { total, updated, scheduled } = progress;
    const meter = (label: string, value: number): Meter => ({
      label: [label],
      value,
      max: total,
      tone: "good",
      says: [{ strong: `${value} of ${total}` }, " devices"],
    });
    return [meter("Updated", updated), ...(scheduled > 0 ? [meter("Scheduled", scheduled)] : [])];
  }
  if (rollouts.length > 0) return [];
  return [{ label: ["Rollout"], value: 0, max: 1, tone: "neutral", says: ["not begun"] }];
}

function rolloutTable(rollouts: WaveOverview["rollouts"]): Block[] {
  if (rollouts.length === 0) return [];
  return [
    {
      kind: "table",
      columns: [{ title: "Rolled out to" }, { title: "At" }, { title: "By" }, { title: "Devices", align: "right" }],
      rows: rollouts
        .slice(0, MAX_ROLLOUTS)
        .map(({ scope, at, by, devices }): Text[] => [scope, at, by, String(devices)]),
      cuttable: true,
    },
  ];
}

function finishedTable(waves: readonly WaveOverview[]): Block[] {
  if (waves.length === 0) return [];
  return [
    {
      kind: "table",
      columns: [
        { title: "Wave" },
        { title: "Status" },
        { title: "Tag" },
        { title: "Version", align: "right" },
        { title: "Created" },
      ],
      rows: waves.map(({ name, status, tag, version, createdAt }): Text[] => [
        { code: name },
        status,
        { code: tag },
        version,
        createdAt,
      ]),
      cuttable: true,
    },
  ];
}
