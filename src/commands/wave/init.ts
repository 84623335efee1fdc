// `wave init`: CI targets of one version for a tag, signed by the offline targets key.
import { ToolError } from "../../errors/tool-error.ts";
import { ensureWave } from "../../release/create-wave.ts";
import {
  nextOfPlan,
  type PlannedData,
  plannedData,
  plannedDataHelp,
  plannedReport,
  releaseOutputs,
  unchangedOutcome,
} from "../../release/plan-outcome.ts";
import { prepareRelease, type Release } from "../../release/prepare-release.ts";
import { nextOfWave } from "../../release/wave-outcome.ts";
import type { NextStep } from "../../report/document.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { requireApprovedPlan } from "../../verified/approved-digest.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { keyOptions } from "../options/key-options.ts";
import { digestOption, releaseOptions, releaseRequest } from "../options/release-options.ts";

export const waveInit = command({
  name: "wave init",
  order: 110,
  summary: "Create a Wave: CI targets of one version for a tag, signed by the offline targets key.",
  details:
    "Everything that the Factory sends is verified before the key is opened. If you run it again, it finds its Wave " +
    "and does nothing, or explains the difference.",
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
  confirms: "yes",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    if (!options.dryRun) ctx.keys?.prefetch();
    const examine = async () => {
      const examined = await prepareRelease(ctx, releaseRequest(options));
      requireApprovedPlan(examined, options.expectDigest, options.expiresAt !== undefined);
      requireStartable(examined);
      return examined;
    };
    const planned = await examine();
    if (options.dryRun) return unchangedOutcome(ctx, planned);
    if (planned.releaseStatus.kind === "new") {
      await ctx.confirm(
        plannedReport(`Wave ${planned.plan.wave} is to be signed and created`, plannedData(planned, ctx.now)),
        `Sign and create Wave ${planned.plan.wave}?`,
      );
    }
    const { created, release } = await ensureWave(ctx, planned, examine);
    if (!created) return unchangedOutcome(ctx, release);
    return {
      status: "done",
      changed: "yes",
      outputs: { ...releaseOutputs(release.plan, release.state.roots, ctx.now), "wave-status": "active" },
      data: plannedData(release, ctx.now) satisfies PlannedData,
    };
  },
  report: ({ status, data }) => {
    const isDone = status === "done";
    const report = plannedReport(`Wave ${data.wave}${isDone ? " was created" : ": nothing was changed"}`, data);
    return { ...report, blocks: [...report.blocks, ...nextSteps(isDone ? nextOfNew(data) : nextOfPlan(data))] };
  },
});

/** Two signatures are ours and the Factory's, which signs by itself. */
function nextOfNew({ wave, threshold }: PlannedData): readonly NextStep[] {
  return nextOfWave({ wave, status: "active" }, threshold <= 2);
}

/** @throws {ToolError} `version-not-above-production` when production is there already under another Wave's name, or is higher. */
function requireStartable({ releaseStatus, plan }: Release): void {
  if (releaseStatus.kind !== "in-production" && releaseStatus.kind !== "ahead") return;
  const isAhead = releaseStatus.kind === "ahead";
  const besides = isAhead
    ? "which is higher than the newest version with that source tag"
    : `and there is no Wave ${plan.wave}`;
  throw new ToolError("version-not-above-production", {
    happened: `Production targets for tag ${plan.tag} are already at version ${plan.version}, ${besides}.`,
    next: "Choose a higher version.",
  });
}
