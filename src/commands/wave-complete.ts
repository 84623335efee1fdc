// `wave complete`: a Wave's targets become the production targets of its tag.

import { docHash } from "../tuf/pins.ts";
import { command } from "./command.ts";
import { digestOption, factoryOptions, trustOptions } from "./options/common-options.ts";
import { completeWave, requireCompletable, requireDeviceAccepts } from "./release/complete-wave.ts";
import { requireDigest } from "./release/plan.ts";
import { waveBlocks, waveData, waveDataHelp, waveOutputs } from "./release/wave-outcome.ts";
import { readWave, requireActive } from "./release/wave-state.ts";

export const waveComplete = command({
  name: "wave complete",
  summary: "End a Wave by making its targets the production targets of its tag.",
  details: "Refused unless a device would accept the Wave's document as it is: signatures, threshold, size, expiry.",
  examples: ["factory-tuf wave complete w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    const state = await readWave(ctx, name);
    requireDigest(state.digest, expectDigest, `Wave ${name}`);
    const data = waveData(ctx, state);
    const { production, released, wave } = state;
    if (wave.status === "complete" && production && docHash(production.doc) === docHash(released.doc)) {
      return { status: "unchanged", changed: "no", outputs: waveOutputs(ctx, state, data), data };
    }
    requireActive(wave, "it cannot be completed");
    requireCompletable(state);
    requireDeviceAccepts(state);
    await ctx.confirm(
      { title: `Wave ${name} becomes production for tag ${wave.tag}`, blocks: waveBlocks(data) },
      `Complete Wave ${name}?`,
    );
    await completeWave(ctx, state);
    const completed = { ...data, status: "complete" };
    return { status: "done", changed: "yes", outputs: waveOutputs(ctx, state, completed), data: completed };
  },
  report: ({ status, data }) => ({
    title:
      status === "done"
        ? `Wave ${data.wave} is complete: version ${data.version} is production for tag ${data.tag}`
        : `Wave ${data.wave} was complete already`,
    blocks: waveBlocks(data),
  }),
});
