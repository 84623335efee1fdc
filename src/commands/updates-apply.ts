// `updates apply`: the staged roots become the newest ones, for every device.

import type { RootUpdates } from "../factory/types.ts";
import { ToolError } from "../tuf/errors.ts";
import { type Context, command, type Outcome } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { activeWaves } from "./root-work/active-waves.ts";
import { applyStaged } from "./root-work/apply-staged.ts";
import { parseUpdates, readStaged } from "./root-work/read-staged.ts";
import { changeBlocks, countBlocks } from "./root-work/staged-report.ts";
import { standingOf } from "./root-work/staged-standing.ts";
import { txidOf, txidOption } from "./root-work/updates-options.ts";

interface Applied {
  readonly version: number;
  readonly expires: string;
}

export const updatesApply = command({
  name: "updates apply",
  summary: "Make the staged roots the newest ones, for every device.",
  details:
    "Refused while anything blocks it: missing signatures, an active Wave whose keys would change. When the answer is lost, the newest roots decide; an update that stopped half way is seen through.",
  examples: ["factory-tuf updates apply"],
  args: [],
  options: { ...txidOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { txid: typed }): Promise<Outcome<Applied>> {
    const txid = txidOf(typed);
    const updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return seeThrough(ctx, txid, updates);
    const [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    const standing = standingOf(work, waves, ctx.now);
    if (standing.blockers.length > 0) throw blocked(standing.blockers);
    await ctx.confirm(
      {
        title: `Root ${standing.version} of Factory ${ctx.factory.factory} is to be applied`,
        blocks: [...changeBlocks(standing), ...countBlocks(standing.counts)],
      },
      `Apply root ${standing.version}? Every device takes it; it cannot be taken back.`,
    );
    await applyStaged(ctx, txid, { ci: work.ci.doc, prod: work.prod.doc });
    return applied({ version: standing.version, expires: work.prod.doc.signed.expires });
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
      {
        kind: "paragraph",
        text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."],
      },
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
    `See root ${version} through?`,
  );
  await applyStaged(ctx, txid, { ci: ci.doc, prod: prod.doc });
  return applied({ version, expires });
}

function applied(data: Applied): Outcome<Applied> {
  const outputs = { "root-version": data.version, "root-expires": data.expires };
  return { status: "done", changed: "yes", outputs, data };
}

function blocked(blockers: readonly string[]): ToolError {
  return new ToolError("blocked", {
    happened: `The staged roots cannot be applied. ${blockers.join(" ")}`,
    next: "Clear what blocks it, then run this again; `factory-tuf updates review` shows who is missing.",
  });
}
