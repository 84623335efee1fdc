// `wave cancel`: drops a Wave, and says what a canceled Wave's signatures are still good for (T13).

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { FactoryClient, Wave } from "../../factory/types.ts";
import { targetsOfWave } from "../../verified/released-targets.ts";
import { settleSeen } from "../../verified/settle.ts";
import { checkRoots } from "../../verified/verified-roots.ts";
import { noWave, requireActive } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const waveCancel = command({
  name: "wave cancel",
  order: 150,
  summary: "Cancel an active Wave. Devices that already have it keep it.",
  details:
    "Do not rotate keys while devices run a canceled Wave: LmP before v95 would go back to what is in production. " +
    "The signed document stays valid until it expires. Whoever has an API token could post it again. Only a " +
    "higher version in production prevents that.",
  examples: ["factory-tuf wave cancel w42"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`wave`, `version`, `tag`, `status`",
    "`validUntil`: until when the signed document stays valid; null if it cannot be read",
  ],
  async run(ctx, { wave: name }) {
    const [wave] = await Promise.all([ctx.factory.wave(name, { showTargets: true }), warnOfRoots(ctx)]);
    if (!wave) throw noWave(name);
    const data = { wave: name, ...signedPart(wave), tag: wave.tag, status: "canceled" };
    const outputs = { wave: name, version: data.version, tag: data.tag, "wave-status": "canceled" };
    if (wave.status === "canceled") return { status: "unchanged", changed: "no", outputs, data };
    requireActive(wave, "it cannot be canceled");
    const isCanceled = async (client: FactoryClient) =>
      (await client.wave(name, { showTargets: false }))?.status === "canceled";
    await settleSeen(ctx, {
      what: `canceling Wave ${name}`,
      write: () => ctx.factory.cancelWave(name),
      carriedOut: () => isCanceled(ctx.readBack),
      toFindOut: `factory-tuf wave show ${name}`,
    });
    return { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} is canceled` : `Wave ${data.wave} was canceled already`,
    blocks: [
      {
        kind: "paragraph",
        tone: "warning",
        text: [
          data.validUntil === null
            ? `Its signed targets (version ${data.version}) cannot be read, so their expiry is unknown. `
            : `Its signed targets (version ${data.version}) stay valid until ${data.validUntil}. `,
          `Whoever has an API token could post them again, until a version above ${data.version} is in production for tag `,
          { code: data.tag },
          ".",
        ],
      },
    ],
  }),
});

/** A document that no device would read is all the more reason to drop the Wave. */
function signedPart(wave: Wave): { version: number | string; validUntil: string | null } {
  try {
    const { version, expires } = targetsOfWave(wave).doc.signed;
    return { version, validUntil: expires };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { version: wave.version, validUntil: null };
  }
}

/** Roots that do not verify are no reason to keep a Wave alive, but they are news. */
async function warnOfRoots(ctx: Context): Promise<void> {
  try {
    await checkRoots(ctx);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    ctx.log.warning(`The roots could not be verified: ${error.happened}`);
  }
}
