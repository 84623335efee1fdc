// `wave init`: CI targets of one version for a tag, signed by the offline targets key.
import { command } from "./command.ts";
import { digestOption, factoryOptions, keyOptions, trustOptions } from "./options/common-options.ts";
import { ensureWave } from "./release/create-wave.ts";
import { requireDigest } from "./release/plan.ts";
import {
  type PlannedData,
  plannedData,
  plannedDataHelp,
  plannedReport,
  releaseOutputs,
  unchangedOutcome,
} from "./release/plan-outcome.ts";
import { prepareRelease } from "./release/prepare-release.ts";
import { releaseOptions, releaseRequest } from "./release/release-options.ts";
import { requireStartable } from "./release/startable.ts";

export const waveInit = command({
  name: "wave init",
  summary: "Create a Wave: CI targets of one version for a tag, signed by the offline targets key.",
  details:
    "Everything the Factory sends is verified before the key is opened. Run again, it finds its Wave and agrees, or explains the difference.",
  examples: [
    "factory-tuf wave init w42 42 production --keys targets.keys.tgz",
    "factory-tuf wave init w42 latest production --source-tag qa --keys targets.keys.tgz --dry-run",
  ],
  args: ["wave", "version", "tag"],
  options: {
    wave: { kind: "wave", help: "Name of the new Wave.", required: true, placeholder: "<wave>" },
    ...releaseOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    if (!options.dryRun) ctx.keys?.prefetch();
    const release = await prepareRelease(ctx, releaseRequest(options));
    requireDigest(release.plan.digest, options.expectDigest, `What would be signed for Wave ${release.plan.wave}`);
    requireStartable(release);
    if (options.dryRun) return unchangedOutcome(ctx, release);
    await ctx.confirm(plannedReport(`Wave ${release.plan.wave}`, plannedData(release, ctx.now)), null);
    const { created } = await ensureWave(ctx, release);
    if (!created) return unchangedOutcome(ctx, release);
    return {
      status: "done",
      changed: "yes",
      outputs: { ...releaseOutputs(release.plan, release.state.roots, ctx.now), "wave-status": "active" },
      data: plannedData(release, ctx.now) satisfies PlannedData,
    };
  },
  report: ({ status, data }) =>
    plannedReport(status === "done" ? `Wave ${data.wave} was created` : `Wave ${data.wave}: nothing was changed`, data),
});
