// `updates set-threshold`: how many signatures the root, or production targets, will need.
import { ToolError } from "../../errors/tool-error.ts";
import { readStaged } from "../../root-updates/read-staged.ts";
import { stageAndSign } from "../../root-updates/stage-and-sign.ts";
import { stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import { MIN_PRODUCTION_THRESHOLD } from "../../tuf/root/flavours.ts";
import { withRootThreshold } from "../../tuf/root/root-edit.ts";
import { command } from "../command.ts";
import { offlineRoleOption, requireKeysSign, stagingOptions } from "../options/updates-options.ts";

export const updatesSetThreshold = command({
  name: "updates set-threshold",
  order: 350,
  summary: "Stage how many signatures the root, or production targets, will need.",
  details:
    "The root's threshold counts root keys. The targets threshold is for production only and counts the online key " +
    "too; the CI flavour always needs one signature.",
  examples: ["factory-tuf updates set-threshold 3 --role targets", "factory-tuf updates set-threshold 2 --role root"],
  args: ["threshold"],
  options: {
    threshold: {
      kind: "integer",
      help: "Number of signatures: from 1 for root, from 2 for targets.",
      required: true,
      min: 1,
      max: 1000,
      placeholder: "<number>",
    },
    ...offlineRoleOption,
    ...stagingOptions,
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: stagedDataHelp,
  async run(ctx, { threshold, role, sign, shortenExpiry, txid: typed }) {
    requireKeysSign(ctx, sign);
    const txid = await txidFor(ctx, typed);
    if (role === "targets" && threshold < MIN_PRODUCTION_THRESHOLD) throw tooLow(threshold);
    const work = await readStaged(ctx);
    const { signed } = work.ci.doc;
    return role === "root"
      ? stageAndSign(ctx, work, { txid, edited: withRootThreshold(signed, threshold), sign, shortenExpiry })
      : stageAndSign(ctx, work, { txid, edited: signed, threshold, sign, shortenExpiry });
  },
  report: ({ data }) => ({ title: "The threshold is staged", blocks: stagedBlocks(data) }),
});

function tooLow(threshold: number): ToolError {
  return new ToolError("value-invalid", {
    happened: `The production targets threshold cannot be ${threshold}: ${MIN_PRODUCTION_THRESHOLD} is the minimum, because the online key counts as one signature.`,
    next: `Give a number from ${MIN_PRODUCTION_THRESHOLD} to the number of targets keys.`,
  });
}
