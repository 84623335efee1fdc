import {
  daysUntilExpiry
} from "./chunk-YTDV4JX6.js";

// src/commands/release/plan-report.ts
var planDataHelp = [
  "`wave`, `version`, `tag`, `expires`, `expiresInDays`, `digest`: what is (or would be) signed",
  "`threshold`: signatures a device asks for",
  "`added`, `changed`, `pruned`, `kept`: lists of `{name, version, hardwareIds}`",
  "`hardware`: list of `{hardwareId, from, to, apps: [{app, from, to}]}`"
];
function planData(plan, now) {
  let { wave, version: version2, tag, expires, digest, diff, threshold } = plan;
  return { wave, version: version2, tag, expires, expiresInDays: daysUntilExpiry(plan, now), digest, threshold, ...diff };
}
function planBlocks(plan) {
  let { added, changed, pruned, kept, hardware } = plan;
  return [
    {
      kind: "paragraph",
      text: [
        { strong: `${added.length} added, ${changed.length} changed, ${pruned.length} pruned` },
        `, ${kept.length} kept targets in Wave `,
        { code: plan.wave },
        " for tag ",
        { code: plan.tag },
        "."
      ]
    },
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(plan.version) },
        { label: "Expires", value: `${plan.expires} (in ${plan.expiresInDays} days)` },
        { label: "Digest", value: { code: plan.digest } },
        { label: "Signatures needed", value: String(plan.threshold) }
      ]
    },
    ...targetTable("Added targets", added),
    ...targetTable("Changed targets", changed),
    ...targetTable("Pruned targets", pruned),
    ...hardwareTable(hardware),
    ...appTable(hardware),
    ...targetTable("Kept targets", kept, !0)
  ];
}
function targetTable(title, lines, cuttable = !1) {
  return lines.length === 0 ? [] : [
    { kind: "heading", text: `${title} (${lines.length})` },
    {
      kind: "table",
      columns: [{ title: "Target" }, { title: "Version", align: "right" }, { title: "Hardware ids" }],
      rows: lines.map(({ name, version: version2, hardwareIds }) => [{ code: name }, version2, hardwareIds.join(", ")]),
      cuttable
    }
  ];
}
function hardwareTable(hardware) {
  return hardware.length === 0 ? [] : [
    { kind: "heading", text: "Versions per hardware id" },
    {
      kind: "table",
      columns: [{ title: "Hardware id" }, { title: "Before", align: "right" }, { title: "After", align: "right" }],
      rows: hardware.map(({ hardwareId, from, to }) => [{ code: hardwareId }, version(from), version(to)])
    }
  ];
}
function appTable(hardware) {
  let boards = /* @__PURE__ */ new Map();
  for (let { hardwareId, apps } of hardware)
    for (let change of apps) {
      let key = JSON.stringify(change), known = boards.get(key);
      known ? known.hardwareIds.push(hardwareId) : boards.set(key, { change, hardwareIds: [hardwareId] });
    }
  return boards.size === 0 ? [] : [
    { kind: "heading", text: `Apps that change (${boards.size})` },
    {
      kind: "table",
      columns: [{ title: "App" }, { title: "Before" }, { title: "After" }, { title: "Hardware ids" }],
      rows: [...boards.values()].map(({ change, hardwareIds }) => {
        let [from, to] = shortUris(change);
        return [{ code: change.app }, from, to, hardwareIds.join(", ")];
      })
    }
  ];
}
var PINNED_URI = /^(.*)@sha256:([0-9a-f]{64})$/;
function shortUris({ from, to }) {
  let [before, after] = [PINNED_URI.exec(from ?? ""), PINNED_URI.exec(to ?? "")];
  return !before || !after || before[1] !== after[1] ? [uri(from), uri(to)] : [{ code: `sha256:${before[2].slice(0, 12)}` }, { code: `sha256:${after[2].slice(0, 12)}` }];
}
function version(value) {
  return value === null ? "none" : String(value);
}
function uri(value) {
  return value === null ? "none" : { code: value };
}

export {
  planDataHelp,
  planData,
  planBlocks
};
