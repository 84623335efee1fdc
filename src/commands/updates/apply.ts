// `updates apply`: the staged roots become the newest ones, for every device.

import type { Context } from "../../context/context.ts";
import type { Outcome } from "../../context/outcome.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { RootUpdates } from "../../factory/types.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { activeWaves } from "../../root-updates/active-waves.ts";
import { applyStaged } from "../../root-updates/apply-staged.ts";
import { requireClientsTake } from "../../root-updates/client-checks.ts";
import { parseUpdates, readStaged } from "../../root-updates/read-staged.ts";
import { stagedToBe } from "../../root-updates/stage-and-sign.ts";
import { changeBlocks, countBlocks } from "../../root-updates/staged-report.ts";
import { stagedStatusOf } from "../../root-updates/staged-status.ts";
import { forgetTransaction, txidFor } from "../../root-updates/transaction-record.ts";
import { requireNotShortened } from "../../tuf/root/root-edit.ts";
import { lookAtClock } from "../../verified/clock.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { shortenExpiryOption, txidOption } from "../options/updates-options.ts";

interface Applied {
  readonly version: number;
  readonly expires: string;
}

export const updatesApply = command({
  name: "updates apply",
  order: 390,
  summary: "Publish the staged roots to every device.",
  details:
    "Refused while anything blocks it: missing signatures, an active Wave whose keys would change. If the answer is " +
    "lost, it reads the newest roots to find out. It finishes an update that stopped halfway.",
  examples: ["factory-tuf updates apply"],
  args: [],
  options: { ...txidOption, ...shortenExpiryOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  confirms: "factory-name",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { txid: typed, shortenExpiry }): Promise<Outcome<Applied>> {
    const txid = await txidFor(ctx, typed);
    const updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") {
      await lookAtClock(ctx);
      return seeThrough(ctx, txid, updates);
    }
    const [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    const replacement = { replaces: work.roots.prod.signed, shortenExpiry };
    requireNotShortened(work.prod.doc.signed.expires, replacement);
    const staged = stagedStatusOf(work, waves, ctx.now, shortenExpiry);
    if (staged.blockers.length > 0) throw blocked(staged.blockers);
    requireClientsTake(ctx, stagedToBe(work, work));
    await ctx.confirm(
      {
        title: `Root ${staged.version} of Factory ${ctx.factory.factory} is to be applied`,
        blocks: [...changeBlocks(staged), ...countBlocks(staged.counts)],
      },
      `Apply root ${staged.version}? Every device gets it, and it cannot be undone.`,
    );
    await applyStaged(ctx, txid, { ci: work.ci.doc, prod: work.prod.doc });
    await forgetTransaction(ctx);
    return applied({ version: staged.version, expires: work.prod.doc.signed.expires });
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is applied`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Version", value: String(data.version) },
          { label: "Expires", value: data.expires },
        ],
      },
      ...nextSteps([{ what: "Renew the trusted root of your repositories", command: "factory-tuf root pin" }]),
    ],
  }),
});

/** An update that stopped half way: it was agreed to before, and the Factory lets nothing else happen until it is through. */
async function seeThrough(ctx: Context, txid: string, updates: RootUpdates): Promise<Outcome<Applied>> {
  const { ci, prod } = parseUpdates(updates);
  if (!prod) throw blocked(["The Factory is applying updates and does not say which production root."]);
  const { version, expires } = prod.doc.signed;
  await ctx.confirm(
    { title: `Root ${version} of Factory ${ctx.factory.factory} is being applied`, blocks: [] },
    `Finish applying root ${version}?`,
  );
  await applyStaged(ctx, txid, { ci: ci.doc, prod: prod.doc });
  await forgetTransaction(ctx);
  return applied({ version, expires });
}

function applied(data: Applied): Outcome<Applied> {
  const outputs = { "root-version": data.version, "root-expires": data.expires };
  return { status: "done", changed: "yes", outputs, data };
}

function blocked(blockers: readonly string[]): ToolError {
  return new ToolError("blocked", {
    happened: `The staged roots cannot be applied. ${blockers.join(" ")}`,
    next: "Fix what blocks it, then run this again. `factory-tuf updates review` shows who is missing.",
  });
}
