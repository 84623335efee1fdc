// The chain of roots as a history, the newest first: what changed, who changed it, until when it is valid.

import type { KeyChange, RootStep } from "../../review/engine/overview.ts";
import { counted } from "../../text/sentence.ts";
import type { Block, Text, TimelineEntry } from "../document.ts";
import { keyidCode } from "./key-text.ts";

/** Older ones are counted. */
const MAX_SHOWN = 40;
const MAX_CHANGES = 12;

export function rootBlocks(roots: readonly RootStep[]): Block[] {
  if (roots.length === 0) return [];
  const newestFirst = roots.map((step, index) => entry(step, roots[index - 1] ?? null)).reverse();
  const older = newestFirst.length - MAX_SHOWN;
  return [
    { kind: "heading", text: `Roots (${roots.length})` },
    { kind: "timeline", entries: newestFirst.slice(0, MAX_SHOWN), cuttable: true },
    ...(older > 0 ? [{ kind: "paragraph" as const, text: [`And ${older} older ones.`] }] : []),
  ];
}

function entry(step: RootStep, before: RootStep | null): TimelineEntry {
  const { version, change, expires, added, removed, newest } = step;
  const changes: Text[][] = [
    ...keyLines(before === null ? "has" : "adds", added),
    ...keyLines("drops", removed),
    ...thresholdLine(step, before),
  ];
  return {
    mark: `v${version}`,
    tone: newest ? "good" : "neutral",
    title: [
      { strong: change?.message || (before === null ? "The first root" : "No change is recorded") },
      ...(newest ? [" ", { badge: "current", tone: "good" as const }] : []),
    ],
    lines: [
      [change ? `${day(change.at)} by ${change.by}, ` : "", `valid until ${expires}`],
      ...changes.slice(0, MAX_CHANGES),
      ...(changes.length > MAX_CHANGES ? [[`and ${counted(changes.length - MAX_CHANGES, "more change")}`]] : []),
    ],
  };
}

function keyLines(verb: string, keys: readonly KeyChange[]): Text[][] {
  return keys.map(({ role, keyid, owner }) => [
    `${verb} the ${role} key `,
    keyidCode(keyid),
    owner ? ` of ${owner}` : "",
  ]);
}

function thresholdLine(step: RootStep, before: RootStep | null): Text[][] {
  const lines: Text[][] = [];
  if (before && before.rootThreshold !== step.rootThreshold) {
    lines.push([`root threshold ${before.rootThreshold} to ${step.rootThreshold}`]);
  }
  const [from, to] = [before?.targetsThreshold ?? null, step.targetsThreshold];
  if (before && to !== null && from !== to)
    lines.push([`production needs ${to} targets signatures${from === null ? "" : `, before ${from}`}`]);
  return lines;
}

function day(at: string): string {
  return at.slice(0, 10);
}
