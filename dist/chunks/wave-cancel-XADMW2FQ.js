import {
  noWave,
  requireActive
} from "./chunk-PRBY2X5E.js";
import {
  settle
} from "./chunk-RPEV6BQJ.js";
import "./chunk-RUSFJX2B.js";
import {
  targetsOfWave
} from "./chunk-JFY2CIEG.js";
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

// src/commands/wave-cancel.ts
var waveCancel = {
  name: "wave cancel",
  summary: "Drop an active Wave. Devices that already took it keep it.",
  details: "The signed document stays valid until it expires: whoever holds an API token could post it again. Only a higher version in production ends that.",
  examples: ["factory-tuf wave cancel w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: ["`wave`, `version`, `tag`, `status`", "`validUntil`: until when the signed document stays valid"],
  async run(ctx, { wave: name }) {
    let [wave] = await Promise.all([ctx.factory.wave(name, { showTargets: !0 }), warnOfRoots(ctx)]);
    if (!wave) throw noWave(name);
    let { doc } = targetsOfWave(wave), data = {
      wave: name,
      version: doc.signed.version,
      tag: wave.tag,
      status: "canceled",
      validUntil: doc.signed.expires
    }, outputs = { wave: name, version: data.version, tag: data.tag, "wave-status": "canceled" };
    if (wave.status === "canceled") return { status: "unchanged", changed: "no", outputs, data };
    requireActive(wave, "it cannot be canceled");
    let isCanceled = async (client) => (await client.wave(name, { showTargets: !1 }))?.status === "canceled";
    return await settle({
      what: `canceling Wave ${name}`,
      write: () => ctx.factory.cancelWave(name),
      carriedOut: () => isCanceled(ctx.readBack),
      toFindOut: `factory-tuf wave show ${name}`
    }), { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is canceled` : `Wave ${data.wave} was canceled already`,
    blocks: [
      {
        kind: "paragraph",
        tone: "warning",
        text: [
          `Its signed targets (version ${data.version}) stay valid until ${data.validUntil}. Whoever holds an API token could post them again; only a version above ${data.version} in production for tag `,
          { code: data.tag },
          " ends that."
        ]
      }
    ]
  })
};
async function warnOfRoots(ctx) {
  try {
    await checkRoots(ctx);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots could not be verified: ${error.happened}`);
  }
}
export {
  waveCancel
};
