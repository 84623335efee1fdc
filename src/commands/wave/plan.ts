// `wave plan`: shows exactly what would be signed, and fixes version, expiry and digest for whoever signs.

import { nextOfPlan, plannedDataHelp, plannedReport, unchangedOutcome } from "../../release/plan-outcome.ts";
import { prepareRelease } from "../../release/prepare-release.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { plannedSignerOptions } from "../options/key-options.ts";
import { releaseOptions, releaseRequest, waveNameOption } from "../options/release-options.ts";

export const wavePlan = command({
  name: "wave plan",
  order: 100,
  summary: "Show exactly what a Wave would sign: version, expiry, digest. Needs no key, changes nothing.",
  details:
    "Verifies everything from the trusted root. Give the printed version, expires-at and targets-digest (as " +
    "expect-digest) to wave init or promote. They then sign exactly that. On a terminal the plan ends with that command, ready to paste. " +
    "With --signer and --signer-keyid it also checks whether the document is too large for that signer, without contacting it.",
  examples: ["factory-tuf wave plan 42 production", "factory-tuf wave plan latest production --source-tag qa"],
  args: ["version", "tag"],
  options: { ...releaseOptions, ...waveNameOption, ...plannedSignerOptions, ...factoryOptions, ...trustOptions },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  plansOnly: true,
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    return unchangedOutcome(ctx, await prepareRelease(ctx, releaseRequest(options)));
  },
  report: ({ data }) => {
    const report = plannedReport(`Plan: version ${data.version} for tag ${data.tag}`, data);
    return { ...report, blocks: [...report.blocks, ...nextSteps(nextOfPlan(data))] };
  },
});
