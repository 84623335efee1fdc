// `updates rotate-online-key`: the Factory makes new online keys; we hold it to exactly what was asked for (T8).
import { vendorKeytype } from "../keys/private-half.ts";
import { ToolError } from "../tuf/errors.ts";
import type { KeyType } from "../tuf/key.ts";
import { type OnlineRoleName, requireOnlyOnlineChange } from "../tuf/staged-keys.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { settle } from "./release/settle.ts";
import { activeWaves } from "./root-work/active-waves.ts";
import { parseUpdates, type RootWork, readStaged, readStagedAgain } from "./root-work/read-staged.ts";
import { stageAndSign, stagedOutcome } from "./root-work/stage-and-sign.ts";
import { stagedDataHelp, standingBlocks } from "./root-work/staged-report.ts";
import { withTxid } from "./root-work/txid-wanted.ts";
import { keyTypeOption, ownerKeyOptions, signOption, txidOf, txidOption } from "./root-work/updates-options.ts";
import { waveActive } from "./root-work/wave-active.ts";

export const updatesRotateOnlineKey = command({
  name: "updates rotate-online-key",
  summary: "Stage new online keys, which the Factory makes for itself.",
  details:
    "Signatures on the staged roots are dropped by it, so sign afterwards. It cannot be applied while a Wave is active.",
  examples: ["factory-tuf updates rotate-online-key --role targets,snapshot,timestamp"],
  args: [],
  options: {
    role: {
      kind: "list",
      help: "Which online keys: targets, snapshot, timestamp.",
      choices: ["targets", "snapshot", "timestamp"],
      required: true,
      placeholder: "<role,...>",
    },
    ...keyTypeOption,
    ...signOption,
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyType, sign, txid: typed }) {
    const txid = txidOf(typed);
    const [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    requireNoWave(waves);
    const next = await newOnlineKeys(ctx, work, txid, role as readonly OnlineRoleName[], keyType as KeyType);
    if (!sign) return stagedOutcome(ctx, next);
    return stageAndSign(ctx, next, { txid, edited: next.ci.doc.signed, sign }).catch((error: unknown) => {
      throw error instanceof ToolError && error.changed === "no" ? onlyUnsigned(error) : error;
    });
  },
  report: ({ data }) => ({ title: "The new online keys are staged", blocks: standingBlocks(data) }),
});

/**
 * Has the Factory make the keys and proves that it changed nothing else.
 * @throws {ToolError} `staged-root-differs`, after which the transaction should be canceled; or what asking throws.
 */
export async function newOnlineKeys(
  ctx: Context,
  work: RootWork,
  txid: string,
  roles: readonly OnlineRoleName[],
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
    throw new ToolError(
      error.code,
      {
        happened: `The Factory made new online keys, but what it staged cannot be used: ${error.happened}`,
        changed: "yes",
        next: error.next,
      },
      { cause: error },
    );
  }
}

/** The keys are made whatever becomes of the signature. */
function onlyUnsigned(error: ToolError): ToolError {
  return new ToolError(
    error.code,
    {
      happened: `The new online keys are staged, but the roots were not signed: ${error.happened}`,
      changed: "yes",
      next: `${error.next} Sign with \`factory-tuf updates sign\`, or drop the keys with \`factory-tuf updates cancel\`.`,
    },
    { cause: error },
  );
}

export function requireNoWave(waves: readonly string[]): void {
  if (waves.length > 0) throw waveActive(waves);
}
