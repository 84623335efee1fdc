// `wave complete`: a Wave's targets become the production targets of its tag.

import type { Context } from "../../context/context.ts";
import { completeWave, requireCompletable, requireDeviceAccepts } from "../../release/complete-wave.ts";
import {
  notRecorded,
  recordAgain,
  recordCompleted,
  recordDataHelp,
  requireDigestToAttestAgain,
} from "../../release/record-release.ts";
import { nextOfWave, waveData, waveDataHelp, waveOutcomeBlocks, waveOutputs } from "../../release/wave-outcome.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import { requireApprovedWave } from "../../verified/approved-digest.ts";
import { readWave, requireActive, type WaveState } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { attestAgainOption, digestOption } from "../options/release-options.ts";

export const waveComplete = command({
  name: "wave complete",
  order: 140,
  summary: "Complete a Wave: its targets become the production targets of its tag.",
  details: "Refused if a device would not accept the Wave's document: signatures, threshold, size, expiry.",
  examples: ["factory-tuf wave complete w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    ...digestOption,
    ...attestAgainOption,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  publishes: true,
  confirms: "yes",
  dataHelp: [...waveDataHelp, recordDataHelp],
  async run(ctx, { wave: name, expectDigest, attestAgain }) {
    requireDigestToAttestAgain({ attestAgain, expectDigest });
    const state = await readAtOneMoment(ctx, name);
    requireApprovedWave(state, expectDigest);
    const data = { ...waveData(ctx, state), record: notRecorded.record };
    const { wave } = state;
    if (wave.status === "complete" && isInProduction(state)) {
      const { record, outputs } = await recordAgain(ctx, state, { attestAgain, expectDigest });
      const unchanged = { ...data, record };
      return {
        status: "unchanged",
        changed: "no",
        outputs: { ...waveOutputs(ctx, state, unchanged), ...outputs },
        data: unchanged,
      };
    }
    requireActive(wave, "it cannot be completed");
    requireCompletable(state);
    requireDeviceAccepts(state);
    await ctx.confirm(
      { title: `Wave ${name} will be in production for tag ${wave.tag}`, blocks: waveOutcomeBlocks(data) },
      `Complete Wave ${name}?`,
    );
    await completeWave(ctx, state);
    const { record, outputs } = await recordCompleted(ctx, state, expectDigest);
    const completed = { ...data, status: "complete", record };
    return {
      status: "done",
      changed: "yes",
      outputs: { ...waveOutputs(ctx, state, completed), ...outputs },
      data: completed,
    };
  },
  report: ({ status, data }) => ({
    title:
      status === "done"
        ? `Wave ${data.wave} is complete: version ${data.version} is now in production for tag ${data.tag}`
        : `Wave ${data.wave} was complete already`,
    blocks: [...waveOutcomeBlocks(data), ...nextSteps(nextOfWave(data, data.signatures.met))],
  }),
});

/**
 * The Wave and production are read at once, and another run may complete it between the two: then the Wave still looks active
 * beside its own document in production.
 */
async function readAtOneMoment(ctx: Context, name: string): Promise<WaveState> {
  const state = await readWave(ctx, name);
  return state.wave.status === "active" && isInProduction(state) ? readWave(ctx, name) : state;
}

function isInProduction({ production, released }: WaveState): boolean {
  return production !== null && docHash(production.doc) === docHash(released.doc);
}
