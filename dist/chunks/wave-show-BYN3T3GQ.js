import {
  waveBlocks,
  waveData,
  waveDataHelp,
  waveOutputs
} from "./chunk-TIZMDV7P.js";
import {
  readWave
} from "./chunk-PRBY2X5E.js";
import "./chunk-V4MFEK5S.js";
import "./chunk-BO3VRV6N.js";
import "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/release/rollout-report.ts
function rolloutTable(history) {
  return history.length === 0 ? [] : [
    { kind: "heading", text: "Rollouts" },
    {
      kind: "table",
      columns: [{ title: "At" }, { title: "By" }, { title: "To" }, { title: "Devices", align: "right" }],
      rows: history.map((entry) => [
        entry["rollout-at"],
        entry["rollout-by"],
        scope(entry),
        String(entry["num-devices"])
      ]),
      cuttable: !0
    }
  ];
}
function scope(entry) {
  return entry["is-factory-wide"] || entry["group-name"] === "" ? "the Factory" : `group ${entry["group-name"]}${entry["is-full-group"] ? " (all of it)" : ""}`;
}

// src/commands/wave-show.ts
var waveShow = {
  name: "wave show",
  summary: "Show a Wave: signatures needed, have and missing, by whom; rollouts; what it changes.",
  examples: ["factory-tuf wave show w42", "factory-tuf wave show w42 --show-targets --json"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    showTargets: { kind: "switch", help: "Add the signed targets document itself." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    ...waveDataHelp,
    "`rollouts`: the Wave's rollout history; `created`: `{by, at}`",
    "`refusals`: why a device would refuse the document now; empty when it would not",
    "`targets`: with show-targets, the signed document as served"
  ],
  async run(ctx, { wave: name, showTargets }) {
    let state = await readWave(ctx, name), { wave, view } = state, data = {
      ...waveData(ctx, state),
      created: { by: wave["change-meta"]["created-by"], at: wave["change-meta"]["created-at"] },
      rollouts: wave["rollout-history"],
      refusals: view.refusals,
      ...showTargets ? { targets: wave.targets?.value } : {}
    };
    return { status: "unchanged", changed: "no", outputs: waveOutputs(ctx, state, data), data };
  },
  report: ({ data }) => ({
    title: `Wave ${data.wave}: version ${data.version} for tag ${data.tag} is ${data.status}`,
    blocks: [
      {
        kind: "paragraph",
        tone: data.refusals.length ? "bad" : "good",
        text: [
          data.refusals.length ? `A device would refuse it: ${data.refusals.join("; ")}.` : "A device would accept it as it is."
        ]
      },
      { kind: "facts", facts: [{ label: "Created", value: `${data.created.at} by ${data.created.by}` }] },
      ...waveBlocks(data),
      ...rolloutTable(data.rollouts),
      ..."targets" in data ? [{ kind: "json", value: data.targets }] : []
    ]
  })
};
export {
  waveShow
};
