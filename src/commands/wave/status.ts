// `wave status`: how far a Wave has come on the devices.

import { ToolError } from "../../errors/tool-error.ts";
import type { WaveGroupProgress, WaveProgress } from "../../factory/types.ts";
import type { Block, Text } from "../../report/document.ts";
import { checkRoots } from "../../verified/verified-roots.ts";
import { noWave } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/common-options.ts";

export const waveStatus = command({
  name: "wave status",
  order: 160,
  summary: "Show how many devices have installed a Wave (default: the active one).",
  examples: ["factory-tuf wave status", "factory-tuf wave status w42 --offline-threshold 24"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave (default: the active one).", placeholder: "<wave>" },
    offlineThreshold: {
      kind: "integer",
      help: "Hours without contact after which a device counts as offline.",
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
  dataHelp: [
    "the Factory's answer as it is: name, version, tag, status, total-devices, updated-devices, ..., rollout-groups, other-groups",
  ],
  async run(ctx, { wave: name, offlineThreshold }) {
    const [progress, roots] = await Promise.all([
      ctx.factory.waveProgress(name ?? null, offlineThreshold),
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
    return { status: "unchanged", changed: "no", outputs, data: progress };
  },
  report: ({ data }) => ({
    title: `Wave ${data.name}: version ${data.version} for tag ${data.tag} is ${data.status}`,
    blocks: [
      facts(data),
      ...groups("Groups it is rolled out to", data["rollout-groups"]),
      ...groups("Other groups", data["other-groups"]),
    ],
  }),
});

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
        { title: "Rolled out" },
      ],
      rows: list.map((group): Text[] => [
        { code: group.name || "(no group)" },
        String(group["devices-total"]),
        String(group["devices-online"]),
        String(group["devices-on-wave-version"]),
        String(group["devices-on-newer-version"]),
        String(group["devices-on-older-version"]),
        String(group["devices-scheduled-for-update"]),
        group["rollout-at"] || "no",
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
