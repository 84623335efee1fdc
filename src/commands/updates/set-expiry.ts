// `updates set-expiry`: one more year for the root, in a transaction that several people sign, or a key that lives elsewhere.
import { readStaged } from "../../root-updates/read-staged.ts";
import { stageAndSign } from "../../root-updates/stage-and-sign.ts";
import { stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import { withNewExpiry } from "../../tuf/root/root-edit.ts";
import { command } from "../command.ts";
import { requireKeysSign, stagingOptions } from "../options/updates-options.ts";

export const updatesSetExpiry = command({
  name: "updates set-expiry",
  order: 355,
  summary: "Stage a new expiry of the root: one year from now.",
  details:
    "Of the updates commands only this one and rotate-offline-key --role root change the expiry. Where one " +
    "signature is enough, root resign does it all in one step.",
  examples: ["factory-tuf updates set-expiry", "factory-tuf updates set-expiry --sign --keys root.tgz"],
  args: [],
  options: stagingOptions,
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: stagedDataHelp,
  async run(ctx, { sign, shortenExpiry, txid: typed }) {
    requireKeysSign(ctx, sign);
    const txid = await txidFor(ctx, typed);
    const work = await readStaged(ctx);
    const replacement = { replaces: work.roots.prod.signed, shortenExpiry };
    const edited = withNewExpiry(work.ci.doc.signed, ctx.clock.dating, replacement);
    return stageAndSign(ctx, work, { txid, edited, sign, shortenExpiry });
  },
  report: ({ data }) => ({ title: "The new expiry is staged", blocks: stagedBlocks(data) }),
});
