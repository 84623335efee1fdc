// What production devices are served, tag by tag.

import type { Overview, ProductionState } from "../../review/engine/overview.ts";
import { counted } from "../../text/sentence.ts";
import { daysLeftText, FULL_DAYS } from "../days.ts";
import { deviceTable } from "../device-table.ts";
import type { Block, Tone } from "../document.ts";
import { missingSignatures, signatureMeter } from "./signatures.ts";

const MAX_SHOWN_TAGS = 50;

export function productionBlocks(overview: Overview): Block[] {
  const { production, roots } = overview;
  if (production.length === 0) {
    if (roots.length === 0) return [];
    return [
      { kind: "heading", text: "Production" },
      { kind: "paragraph", text: ["Nothing has been released to production yet."] },
    ];
  }
  const more = production.length - MAX_SHOWN_TAGS;
  return [
    { kind: "heading", text: "Production" },
    ...production.slice(0, MAX_SHOWN_TAGS).map((state) => panel(state, overview)),
    ...(more > 0 ? [{ kind: "paragraph" as const, text: [`And ${counted(more, "more tag")}.`] }] : []),
  ];
}

function panel(state: ProductionState, overview: Overview): Block {
  const { tag, version, expires, daysLeft, targets, signatures, devices } = state;
  const tone = toneOf(tag, overview);
  return {
    kind: "panel",
    title: ["Tag ", { code: tag }, " ", { badge: `version ${version}`, tone: "neutral" }],
    blocks: [
      {
        kind: "meters",
        meters: [
          signatureMeter(signatures),
          {
            label: ["Expires"],
            value: Math.max(0, daysLeft),
            max: Math.max(FULL_DAYS, daysLeft),
            tone,
            says: [{ strong: daysLeftText(daysLeft), tone }],
          },
        ],
      },
      ...missingSignatures(signatures, overview.roles),
      {
        kind: "paragraph",
        text: [`${counted(targets, "target")}, valid until ${expires}`],
      },
      ...deviceTable(devices, "What devices say"),
    ],
  };
}

function toneOf(tag: string, { deadlines }: Overview): Tone {
  const level = deadlines.find(({ subject }) => subject.startsWith(`prod-targets/${tag}#`))?.level;
  return level === "error" ? "bad" : level === "warning" ? "warning" : "good";
}
