// `wave status`: how far a Wave has come on the devices.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { WaveGroupProgress, WaveProgress } from "../../factory/types.ts";
import { minuteText } from "../../report/days.ts";
import type { Block, Text } from "../../report/document.ts";
import { activeWaves } from "../../root-updates/active-waves.ts";
import { checkRoots } from "../../verified/verified-roots.ts";
import { noWave } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const waveStatus = command({
  name: "wave status",
  order: 160,
  summary: "Show how many devices have installed a Wave (default: all active ones).",
  examples: ["factory-tuf wave status", "factory-tuf wave status w42 --offline-threshold 24"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave (default: all active ones).", placeholder: "<wave>" },
    offlineThreshold: {
      kind: "integer",
      help: "Hours without contact until a device counts as offline.",
      default: 4,
      min: 1,
      max: 8760,
      placeholder: "<hours>",
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [
    "`others`: the same of every other active Wave, where none was named; outputs and the rest are of the first",
    "the Factory's answer as it is: name, version, tag, status, total-devices, updated-devices, ..., rollout-groups, other-groups",
  ],
  async run(ctx, { wave: name, offlineThreshold }) {
    const [[progress, ...others], roots] = await Promise.all([
      name === undefined
        ? allActive(ctx, offlineThreshold)
        : ctx.factory.waveProgress(name, offlineThreshold).then((found) => (found ? [found] : [])),
      checkRoots(ctx),
    ]);
    if (!progress) throw name === undefined ? noActiveWave() : noWave(name);
    const outputs = {
      wave: progress.name,
      version: progress.version,
      tag: progress.tag,
      "wave-status": progress.status,
      ...roots,
    };
    return { status: "unchanged", changed: "no", outputs, data: { ...progress, others } };
  },
  report: ({ data: { others, ...first } }) => ({
    title: titleOf(first),
    blocks: [
      ...progressBlocks(first),
      ...others.flatMap((other): Block[] => [{ kind: "heading", text: titleOf(other) }, ...progressBlocks(other)]),
    ],
  }),
});

/** The Factory's own answer for its active Wave is that of one; where there are more, each is asked for by name. */
async function allActive(ctx: Context, offlineThreshold: number): Promise<WaveProgress[]> {
  const [one, names] = await Promise.all([ctx.factory.waveProgress(null, offlineThreshold), activeWaves(ctx)]);
  const missing = names.filter((name) => name !== one?.name);
  const others = await Promise.all(missing.map((name) => ctx.factory.waveProgress(name, offlineThreshold)));
  return [one, ...others].filter((progress) => progress !== null);
}

function titleOf({ name, version, tag, status }: WaveProgress): string {
  return `Wave ${name}: version ${version} for tag ${tag} is ${status}`;
}

function progressBlocks(progress: WaveProgress): Block[] {
  return [
    facts(progress),
    ...groups("Groups it is rolled out to", progress["rollout-groups"]),
    ...groups("Other groups", progress["other-groups"]),
  ];
}

function facts(progress: WaveProgress): Block {
  const total = progress["total-devices"];
  const share = total > 0 ? ` (${Math.floor((100 * progress["updated-devices"]) / total)} %)` : "";
  return {
    kind: "facts",
    facts: [
      { label: "Created", value: progress["created-at"] },
      ...(progress["finished-at"] ? [{ label: "Finished", value: progress["finished-at"] }] : []),
      { label: "Devices on the tag", value: String(total) },
      { label: "Updated", value: `${progress["updated-devices"]}${share}` },
      { label: "Scheduled", value: String(progress["scheduled-devices"]) },
      { label: "Not scheduled", value: String(progress["unscheduled-devices"]) },
    ],
  };
}

function groups(title: string, list: readonly WaveGroupProgress[]): Block[] {
  if (list.length === 0) return [];
  const right = (label: string) => ({ title: label, align: "right" as const });
  return [
    { kind: "heading", text: title },
    {
      kind: "table",
      columns: [
        { title: "Group" },
        right("Devices"),
        right("Online"),
        right("Updated"),
        right("Newer"),
        right("Older"),
        right("Scheduled"),
        { title: "Since (UTC)" },
      ],
      rows: list.map((group): Text[] => [
        { code: group.name || "(no group)" },
        String(group["devices-total"]),
        String(group["devices-online"]),
        String(group["devices-on-wave-version"]),
        String(group["devices-on-newer-version"]),
        String(group["devices-on-older-version"]),
        String(group["devices-scheduled-for-update"]),
        minuteText(group["rollout-at"] || "no"),
      ]),
      cuttable: true,
    },
  ];
}

function noActiveWave(): ToolError {
  return new ToolError("wave-not-found", {
    happened: "There is no active Wave.",
    next: "Name a Wave, or list them with: factory-tuf wave list --wave-status complete.",
  });
}
