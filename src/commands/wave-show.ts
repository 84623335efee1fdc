// `wave show`: one Wave, verified: signatures needed, have, missing, by whom; rollouts; on request its targets.
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { rolloutTable } from "./release/rollout-report.ts";
import { waveBlocks, waveData, waveDataHelp, waveOutputs } from "./release/wave-outcome.ts";
import { readWave } from "./release/wave-state.ts";

export const waveShow = command({
  name: "wave show",
  summary: "Show a Wave: signatures needed, have and missing, by whom; rollouts; what it changes.",
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
  dataHelp: [
    ...waveDataHelp,
    "`rollouts`: the Wave's rollout history; `created`: `{by, at}`",
    "`refusals`: why a device would refuse the document now; empty when it would not",
    "`targets`: with show-targets, the signed document as served",
  ],
  async run(ctx, { wave: name, showTargets }) {
    const state = await readWave(ctx, name);
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
            ? `A device would refuse it: ${data.refusals.join("; ")}.`
            : "A device would accept it as it is.",
        ],
      },
      { kind: "facts", facts: [{ label: "Created", value: `${data.created.at} by ${data.created.by}` }] },
      ...waveBlocks(data),
      ...rolloutTable(data.rollouts),
      ...("targets" in data ? [{ kind: "json" as const, value: data.targets }] : []),
    ],
  }),
});
