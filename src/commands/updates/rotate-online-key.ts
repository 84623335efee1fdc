// `updates rotate-online-key`: the Factory makes new online keys; we hold it to exactly what was asked for (T8).

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { vendorKeytype } from "../../keys/signers/private-half.ts";
import { activeWaves, requireNoWave } from "../../root-updates/active-waves.ts";
import { parseUpdates, type RootWork, readStaged, readStagedAgain } from "../../root-updates/read-staged.ts";
import { requireSignable, stageAndSign, stagedOutcome } from "../../root-updates/stage-and-sign.ts";
import { changeBlocks, stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import { stagedStatusOf } from "../../root-updates/staged-status.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import { withTxid } from "../../root-updates/txid-wanted.ts";
import { agreeing, listOf } from "../../text/sentence.ts";
import type { KeyType } from "../../tuf/metadata/key.ts";
import { ONLINE_ROLES, type OnlineRole } from "../../tuf/metadata/online-role.ts";
import { requireOnlyOnlineChange } from "../../tuf/root/staged-keys.ts";
import { settle } from "../../verified/settle.ts";
import { command } from "../command.ts";
import { keyTypeOption, requireKeysSign, stagingOptions } from "../options/updates-options.ts";

export const updatesRotateOnlineKey = command({
  name: "updates rotate-online-key",
  order: 340,
  summary: "Stage new online keys, which the Factory makes for itself.",
  details:
    "This removes the signatures on the staged roots, so sign afterwards. It cannot be applied while a Wave is active.",
  examples: ["factory-tuf updates rotate-online-key --role targets,snapshot,timestamp"],
  args: [],
  options: {
    role: {
      kind: "list",
      help: "Which online keys: targets, snapshot, timestamp.",
      choices: ONLINE_ROLES,
      required: true,
      placeholder: "<role,...>",
    },
    ...keyTypeOption,
    ...stagingOptions,
  },
  runs: "offline",
  needs: "factory",
  confirms: "yes",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyType, sign, shortenExpiry, txid: typed }) {
    requireKeysSign(ctx, sign);
    const txid = await txidFor(ctx, typed);
    const [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    requireNoWave(waves);
    // Said and asked before the Factory makes keys for roots that would then not be signed.
    if (sign) {
      requireSignable(work, shortenExpiry, ctx.now);
      await showPlan(ctx, work, role);
    }
    const next = await replaceOnlineKeys(ctx, work, txid, role, keyType);
    if (!sign) return stagedOutcome(ctx, next);
    return stageAndSign(ctx, next, { txid, edited: next.ci.doc.signed, sign, shortenExpiry, isAgreed: true }).catch(
      (error: unknown) => {
        throw error instanceof ToolError && error.changed === "no" ? onlyUnsigned(error) : error;
      },
    );
  },
  report: ({ data }) => ({ title: "The new online keys are staged", blocks: stagedBlocks(data) }),
});

/** What is staged now, and what comes to it: that nothing else comes is proven before the signature (T8). */
async function showPlan(ctx: Context, work: RootWork, roles: readonly OnlineRole[]): Promise<void> {
  const staged = stagedStatusOf(work, [], ctx.now);
  const keys = `${agreeing(roles.length, "a new online key", "new online keys")} for ${listOf(roles)}`;
  await ctx.confirm(
    {
      title: `Root ${staged.version} of Factory ${ctx.factory.factory} is to be signed, with ${keys}`,
      blocks: [
        ...changeBlocks({ ...staged, digest: null }),
        {
          kind: "paragraph",
          text: [
            `The Factory will make ${keys}. ${agreeing(roles.length, "Its id is", "Their ids are")} not known yet.`,
          ],
        },
      ],
    },
    `Let the Factory make ${keys}, and sign root ${staged.version} with your root key? Nothing else will be signed.`,
  );
}

/**
 * Has the Factory make the keys and proves that it changed nothing else.
 * @throws {ToolError} `staged-root-differs`, after which the transaction should be canceled; or what asking throws.
 */
export async function replaceOnlineKeys(
  ctx: Context,
  work: RootWork,
  txid: string,
  roles: readonly OnlineRole[],
  keyType: KeyType,
): Promise<RootWork> {
  ctx.progress("Asking the Factory for new online keys");
  await settle({
    what: "making new online keys",
    write: () => withTxid(txid, () => ctx.factory.generateOnlineKeys(txid, roles, vendorKeytype(keyType))),
    carriedOut: async () => {
      const { online } = parseUpdates(await ctx.readBack.updates());
      return roles.every((role) => online.updated[role] !== work.online.updated[role]);
    },
    toFindOut: "factory-tuf updates review",
  });
  try {
    const next = await readStagedAgain(ctx.factory, work.roots);
    const online = { before: work.online.updated, after: next.online.updated };
    requireOnlyOnlineChange(work.ci.doc.signed, next.ci.doc, roles, online);
    if (work.isProdStaged) requireOnlyOnlineChange(work.prod.doc.signed, next.prod.doc, roles, online);
    return next;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw error.extended({
      before: "The Factory made new online keys, but what it staged cannot be used:",
      changed: "yes",
    });
  }
}

/** The keys are made whatever becomes of the signature. */
function onlyUnsigned(error: ToolError): ToolError {
  return error.extended({
    before: "The new online keys are staged, but the roots were not signed:",
    changed: "yes",
    next: `${error.next} Sign with \`factory-tuf updates sign --keys <archive>\`, or drop the keys with \`factory-tuf updates cancel\`.`,
  });
}
