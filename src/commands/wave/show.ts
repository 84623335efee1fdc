// `wave show`: one Wave, verified: signatures needed, have, missing, by whom; rollouts; on request its targets.
import type { Rollout } from "../../factory/types.ts";
import { waveData, waveDataHelp, waveOutcomeBlocks, waveOutputs } from "../../release/wave-outcome.ts";
import { minuteText } from "../../report/days.ts";
import type { Block, Text } from "../../report/document.ts";
import { showableWave } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const waveShow = command({
  name: "wave show",
  order: 180,
  summary: "Show a Wave: what it changes, who has signed, who must still sign, rollouts.",
  examples: ["factory-tuf wave show w42", "factory-tuf wave show w42 --show-targets --json"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    showTargets: { kind: "switch", help: "Add the signed targets document itself." },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [
    ...waveDataHelp,
    "`rollouts`: the Wave's rollout history; `created`: `{by, at}`",
    "`refusals`: why a device would refuse the document now; empty when it would not",
    "`targets`: with show-targets, the signed document as served",
  ],
  async run(ctx, { wave: name, showTargets }) {
    const state = await showableWave(ctx, name);
    const { wave, view } = state;
    const data = {
      ...waveData(ctx, state),
      created: { by: wave["change-meta"]["created-by"], at: wave["change-meta"]["created-at"] },
      rollouts: wave["rollout-history"],
      refusals: view.refusals,
      ...(showTargets ? { targets: wave.targets?.value } : {}),
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
          data.refusals.length
            ? `Devices would refuse it: ${data.refusals.join("; ")}.`
            : "Devices would accept it as it is.",
        ],
      },
      { kind: "facts", facts: [{ label: "Created", value: `${data.created.at} by ${data.created.by}` }] },
      ...waveOutcomeBlocks(data),
      ...rolloutTable(data.rollouts),
      ...("targets" in data ? [{ kind: "json" as const, value: data.targets }] : []),
    ],
  }),
});

// A Wave's rollout history as a table.
function rolloutTable(history: readonly Rollout[]): Block[] {
  if (history.length === 0) return [];
  return [
    { kind: "heading", text: "Rollouts" },
    {
      kind: "table",
      columns: [{ title: "At (UTC)" }, { title: "By" }, { title: "To" }, { title: "Devices", align: "right" }],
      rows: history.map((entry): Text[] => [
        minuteText(entry["rollout-at"]),
        entry["rollout-by"],
        scope(entry),
        String(entry["num-devices"]),
      ]),
      cuttable: true,
    },
  ];
}

function scope(entry: Rollout): string {
  if (entry["is-factory-wide"] || entry["group-name"] === "") return "the Factory";
  return `group ${entry["group-name"]}${entry["is-full-group"] ? " (all of it)" : ""}`;
}
