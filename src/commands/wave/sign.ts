// `wave sign`: adds this key's signature to a Wave that somebody else made, after verifying what it contains.

import { addWaveSignature, waveSignOutcome, waveToSign } from "../../release/sign-wave.ts";
import { openSigner } from "../../release/signing.ts";
import { nextOfWave, waveDataHelp, waveOutcomeBlocks } from "../../release/wave-outcome.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { keyOptions } from "../options/key-options.ts";
import { digestOption } from "../options/release-options.ts";

export const waveSign = command({
  name: "wave sign",
  order: 120,
  summary: "Add this key's signature to a Wave, after verifying what it contains.",
  details:
    "Every target of the Wave must equal a verified production or CI target, except for its tags. Nothing is signed " +
    "without a check.",
  examples: ["factory-tuf wave sign w42 --keys second-signer.tgz"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    ctx.keys?.prefetch();
    const { state, bytes, shows } = await waveToSign(ctx, name, expectDigest);
    await ctx.confirm(shows, `Sign Wave ${name}?`);
    const signer = await openSigner(ctx, state);
    if (state.view.tally.signedBy.includes(signer.keyid)) return waveSignOutcome(ctx, state, "unchanged");
    return waveSignOutcome(ctx, await addWaveSignature(ctx, state, await signer.sign(bytes)), "done");
  },
  report: ({ status, data }) => ({
    title:
      status === "done" ? `Wave ${data.wave} has your signature now` : `Wave ${data.wave} had your signature already`,
    blocks: [...waveOutcomeBlocks(data), ...nextSteps(nextOfWave(data, data.signatures.met))],
  }),
});
