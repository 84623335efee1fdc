// `root resign`: the same root for another year, in one transaction that is begun, signed and applied by one person.

import { ToolError } from "../tuf/errors.ts";
import { diffRoots } from "../tuf/root-diff.ts";
import { productionOfRoot, withNewExpiry } from "../tuf/root-edit.ts";
import { type Context, command, type Outcome } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { showableRoots, type VerifiedRoots } from "./release/verified-roots.ts";
import { applyStaged } from "./root-work/apply-staged.ts";
import { orCancel } from "./root-work/or-cancel.ts";
import { putStaged } from "./root-work/put-staged.ts";
import { keptThreshold, readStagedAgain } from "./root-work/read-staged.ts";
import { rootSigners, signRoots } from "./root-work/sign-roots.ts";
import { stageRoots } from "./root-work/stage-roots.ts";
import { changeBlocks } from "./root-work/staged-report.ts";
import { requireUntouched } from "./root-work/untouched.ts";
import { ownerKeyOptions } from "./root-work/updates-options.ts";
import { alreadyOpen, startTransaction } from "./updates-init.ts";

interface Resigned {
  readonly version: number;
  readonly expires: string;
}

export const rootResign = command({
  name: "root resign",
  summary: "Sign the root again with the same keys and a new expiry, one year from now.",
  details:
    "One transaction from beginning to end; it works when the root has already expired. Where the root needs several signatures, use updates init, updates sign and updates apply.",
  examples: ["factory-tuf root resign --keys root.tgz"],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why; it becomes part of the root.",
      default: "Refresh TUF root expiration by 1 year",
      placeholder: "<text>",
    },
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "keys",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { changelog }): Promise<Outcome<Resigned>> {
    ctx.keys?.prefetch();
    ctx.progress("Verifying the roots");
    const [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    requireOneSignature(roots);
    await showPlan(ctx, roots, changelog);
    const archive = await ctx.keys!.open();
    const signers = rootSigners(archive, roots.ci, roots.ci);
    const txid = await startTransaction(ctx, { message: changelog, "first-time": false, shortcut: true });
    const signed = await orCancel(ctx, async () => {
      const work = await readStagedAgain(ctx.factory, roots);
      requireUntouched(work);
      const both = await signRoots(stageRoots(work, withNewExpiry(work.ci.doc.signed, ctx.now)), signers, roots);
      // Whoever started a transaction may leave its id out, and so does the vendor's tool.
      await putStaged(ctx, "", both);
      return both;
    });
    await applyStaged(ctx, "", { ci: signed.ci.doc, prod: signed.prod.doc });
    const { version, expires } = signed.prod.doc.signed;
    ctx.log.info(`The transaction ${txid} is applied.`);
    const outputs = { "root-version": version, "root-expires": expires };
    return { status: "done", changed: "yes", outputs, data: { version, expires } };
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is valid until ${data.expires}`,
    blocks: [
      {
        kind: "paragraph",
        text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."],
      },
    ],
  }),
});

async function showPlan(ctx: Context, { ci, prod, ...roots }: VerifiedRoots, changelog: string): Promise<void> {
  const next = withNewExpiry({ ...ci.signed, version: ci.signed.version + 1 }, ctx.now);
  const planned = productionOfRoot(next, keptThreshold({ ci, prod, ...roots }));
  const changes = diffRoots(prod.signed, planned, ctx.now);
  await ctx.confirm(
    {
      title: `Root ${planned.version} of Factory ${ctx.factory.factory} is to be signed and applied`,
      blocks: changeBlocks({ changes, digest: null, changelog }),
    },
    `Sign and apply root ${planned.version} with the same keys and a new expiry?`,
  );
}

function requireOneSignature({ ci }: VerifiedRoots): void {
  const { threshold } = ci.signed.roles.root;
  if (threshold === 1) return;
  throw new ToolError("threshold-unreachable", {
    happened: `The root needs ${threshold} signatures, so one person alone cannot sign and apply it.`,
    next: "Use a transaction: factory-tuf updates init, then updates sign by each signer, then updates apply. A new expiry comes with updates rotate-offline-key --role root.",
  });
}
