// `updates init`: starts a transaction of root updates; the Factory stages the next root for it.
import { ToolError } from "../tuf/errors.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { settle } from "./release/settle.ts";
import { rootOutputs, showableRoots } from "./release/verified-roots.ts";

export const updatesInit = command({
  name: "updates init",
  summary: "Start a transaction of TUF root updates and print its id.",
  details:
    "Whoever started the transaction may leave its id out later; everybody else gives it as txid. Nothing changes for devices before `updates apply`. The very first rotation, which takes the root key offline, is `keys rotate --role root --first-time`.",
  examples: ["factory-tuf updates init --changelog 'two signers for releases'"],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why the root is changed; it becomes part of the root.",
      required: true,
      placeholder: "<text>",
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`txid`: id of the transaction, empty where its answer was lost",
    "`changelog`, `version`: of the root to come",
  ],
  async run(ctx, { changelog }) {
    ctx.progress("Verifying the roots");
    const [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    const txid = await startTransaction(ctx, { message: changelog, "first-time": false, shortcut: false });
    const data = { txid, changelog, version: roots.ci.signed.version + 1 };
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => (data.txid === "" ? null : `${data.txid}\n`),
  report: ({ data }) => ({
    title: `The transaction for root ${data.version} is open`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Transaction id",
            value: data.txid === "" ? "lost on its way; you may leave it out" : { code: data.txid },
          },
          { label: "Reason", value: data.changelog },
        ],
      },
    ],
  }),
});

/**
 * @returns the transaction's id; empty when the answer was lost and the transaction is ours all the same.
 * @throws {ToolError} the documented refusal, or `write-unknown`.
 */
export async function startTransaction(
  ctx: Context,
  body: { readonly message: string; readonly "first-time": boolean; readonly shortcut: boolean },
): Promise<string> {
  let txid = "";
  await settle({
    what: "starting the transaction",
    write: async () => {
      ({ txid } = await ctx.factory.initUpdates(body));
    },
    carriedOut: async () => {
      const [updates, { "polis-id": self }] = await Promise.all([ctx.readBack.updates(), ctx.readBack.self()]);
      const meta = updates["change-meta"];
      return (
        updates.status === "STARTED" &&
        meta?.["created-by"] === self &&
        Date.parse(meta["created-at"] ?? "") >= ctx.now.getTime() - CLOCK_SKEW_MS &&
        (updates.updated?.["ci-root"] ?? "").includes(JSON.stringify(body.message))
      );
    },
    toFindOut: "factory-tuf updates review",
  });
  return txid;
}

/** The Factory's clock and ours may be this far apart. */
const CLOCK_SKEW_MS = 300_000;

export function alreadyOpen(status: string): ToolError {
  return new ToolError("transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"} already, and there can be only one.`,
    next: "Look at it with `factory-tuf updates review`; go on with it, or end it with `factory-tuf updates cancel`.",
  });
}
