import {
  noWave
} from "./chunk-PRBY2X5E.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import {
  checkRoots
} from "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/wave-status.ts
var waveStatus = {
  name: "wave status",
  summary: "Show how far a Wave has come on the devices (default: the active one).",
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
      placeholder: "<hours>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "the Factory's answer as it is: name, version, tag, status, total-devices, updated-devices, ..., rollout-groups, other-groups"
  ],
  async run(ctx, { wave: name, offlineThreshold }) {
    let [progress, roots] = await Promise.all([
      ctx.factory.waveProgress(name ?? null, offlineThreshold),
      checkRoots(ctx)
    ]);
    if (!progress) throw name === void 0 ? noActiveWave() : noWave(name);
    return { status: "unchanged", changed: "no", outputs: {
      wave: progress.name,
      version: progress.version,
      tag: progress.tag,
      "wave-status": progress.status,
      ...roots
    }, data: progress };
  },
  report: ({ data }) => ({
    title: `Wave ${data.name}: version ${data.version} for tag ${data.tag} is ${data.status}`,
    blocks: [
      facts(data),
      ...groups("Groups it is rolled out to", data["rollout-groups"]),
      ...groups("Other groups", data["other-groups"])
    ]
  })
};
function facts(progress) {
  let total = progress["total-devices"], share = total > 0 ? ` (${Math.floor(100 * progress["updated-devices"] / total)} %)` : "";
  return {
    kind: "facts",
    facts: [
      { label: "Created", value: progress["created-at"] },
      ...progress["finished-at"] ? [{ label: "Finished", value: progress["finished-at"] }] : [],
      { label: "Devices on the tag", value: String(total) },
      { label: "Updated", value: `${progress["updated-devices"]}${share}` },
      { label: "Scheduled", value: String(progress["scheduled-devices"]) },
      { label: "Not scheduled", value: String(progress["unscheduled-devices"]) }
    ]
  };
}
function groups(title, list) {
  if (list.length === 0) return [];
  let right = (label) => ({ title: label, align: "right" });
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
        { title: "Rolled out" }
      ],
      rows: list.map((group) => [
        { code: group.name || "(no group)" },
        String(group["devices-total"]),
        String(group["devices-online"]),
        String(group["devices-on-wave-version"]),
        String(group["devices-on-newer-version"]),
        String(group["devices-on-older-version"]),
        String(group["devices-scheduled-for-update"]),
        group["rollout-at"] || "no"
      ]),
      cuttable: !0
    }
  ];
}
function noActiveWave() {
  return new ToolError("wave-not-found", {
    happened: "There is no active Wave.",
    next: "Name a Wave, or list them with: factory-tuf wave list --wave-status complete."
  });
}
export {
  waveStatus
};
