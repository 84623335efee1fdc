import {
  completeWave,
  requireCompletable,
  requireDeviceAccepts
} from "./chunk-2TKJ6NGT.js";
import {
  waveBlocks,
  waveData,
  waveDataHelp,
  waveOutputs
} from "./chunk-TIZMDV7P.js";
import {
  readWave,
  requireActive
} from "./chunk-PRBY2X5E.js";
import "./chunk-4ASFG4IK.js";
import "./chunk-V4MFEK5S.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-BO3VRV6N.js";
import {
  requireDigest
} from "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import {
  docHash
} from "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import {
  digestOption,
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/wave-complete.ts
var waveComplete = {
  name: "wave complete",
  summary: "End a Wave by making its targets the production targets of its tag.",
  details: "Refused unless a device would accept the Wave's document as it is: signatures, threshold, size, expiry.",
  examples: ["factory-tuf wave complete w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    let state = await readWave(ctx, name);
    requireDigest(state.digest, expectDigest, `Wave ${name}`);
    let data = waveData(ctx, state), { production, released, wave } = state;
    if (wave.status === "complete" && production && docHash(production.doc) === docHash(released.doc))
      return { status: "unchanged", changed: "no", outputs: waveOutputs(ctx, state, data), data };
    requireActive(wave, "it cannot be completed"), requireCompletable(state), requireDeviceAccepts(state), await ctx.confirm(
      { title: `Wave ${name} becomes production for tag ${wave.tag}`, blocks: waveBlocks(data) },
      `Complete Wave ${name}?`
    ), await completeWave(ctx, name, wave.tag, released);
    let completed = { ...data, status: "complete" };
    return { status: "done", changed: "yes", outputs: waveOutputs(ctx, state, completed), data: completed };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is complete: version ${data.version} is production for tag ${data.tag}` : `Wave ${data.wave} was complete already`,
    blocks: waveBlocks(data)
  })
};
export {
  waveComplete
};
