// `updates init`: starts a transaction of root updates; the Factory stages the next root for it. For the very first
// rotation it hands over the root key that it made, which is kept before the command says done.
import type { UpdatesInit, UpdatesInitAnswer } from "../factory/types.ts";
import { ToolError } from "../tuf/errors.ts";
import { archiveOptions } from "./archives/archive-options.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { settle } from "./release/settle.ts";
import { rootOutputs, showableRoots } from "./release/verified-roots.ts";
import { withFirstRootArchive } from "./root-work/keep-first-root.ts";
import { newKeyFile } from "./root-work/new-key-file.ts";
import { orCancel } from "./root-work/or-cancel.ts";
import { takeFirstRoot } from "./rotation/transaction.ts";

export const updatesInit = command({
  name: "updates init",
  summary: "Start a transaction of TUF root updates and print its id.",
  details:
    "Whoever started the transaction may leave its id out later; everybody else gives it as txid. Nothing changes for devices before `updates apply`. The very first rotation, which takes the root key offline, begins with --first-time: the Factory hands over its root key, which is kept in the archive that --keys names. That archive is created when it is not there, encrypted where an identity or a passphrase is given.",
  examples: [
    "factory-tuf updates init --changelog 'two signers for releases'",
    "factory-tuf updates init --changelog 'take the root key offline' --first-time --keys root.tgz",
  ],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why the root is changed; it becomes part of the root.",
      required: true,
      placeholder: "<text>",
    },
    firstTime: {
      kind: "switch",
      help: "Begin the first rotation of the root key: the Factory hands over the one that it made; needs --keys.",
    },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`txid`: id of the transaction, empty where its answer was lost",
    "`changelog`, `version`: of the root to come",
    "`firstRoot`: with --first-time the id of the key that was handed over and is in the archive now, else null",
  ],
  async run(ctx, { changelog, firstTime }) {
    requireKeysForFirstTime(ctx, firstTime);
    const file = firstTime ? await newKeyFile(ctx) : null;
    ctx.progress("Verifying the roots");
    const [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    const body = { message: changelog, "first-time": firstTime, shortcut: false };
    const { txid, keyid: firstRoot } = file
      ? await withFirstRootArchive(file, roots.ci, async (keep) => {
          const answer = await beginTransaction(ctx, body);
          return orCancel(ctx, async () => {
            const key = await takeFirstRoot(ctx, answer, roots);
            await keep(key);
            return { txid: answer.txid, keyid: key.keyid };
          });
        })
      : { ...(await beginTransaction(ctx, body)), keyid: null };
    const data = { txid, changelog, version: roots.ci.signed.version + 1, firstRoot };
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => (data.txid === "" ? null : `${data.txid}\n`),
  stdoutIs: "The transaction is open. Its id, for everybody else who works on it (--txid):",
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
          ...(data.firstRoot === null ? [] : [{ label: "First root key, now yours", value: { code: data.firstRoot } }]),
        ],
      },
    ],
  }),
});

/**
 * @returns the transaction's id; empty when the answer was lost and the transaction is ours all the same.
 * @throws {ToolError} the documented refusal, or `write-unknown`.
 */
export async function startTransaction(ctx: Context, body: UpdatesInit): Promise<string> {
  return (await beginTransaction(ctx, body)).txid;
}

/** {@link startTransaction}, with the first root key that the Factory may hand over; a lost answer is an empty one. */
async function beginTransaction(ctx: Context, body: UpdatesInit): Promise<UpdatesInitAnswer> {
  let answer: UpdatesInitAnswer = { txid: "" };
  await settle({
    what: "starting the transaction",
    write: async () => {
      try {
        answer = await ctx.factory.initUpdates(body);
      } catch (error) {
        // Sent once, so a conflict is never this run's own transaction.
        throw error instanceof ToolError && error.code === "http-conflict" ? alreadyOpen("STARTED") : error;
      }
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
  return answer;
}

/** The Factory's clock and ours may be this far apart. */
const CLOCK_SKEW_MS = 300_000;

export function alreadyOpen(status: string): ToolError {
  return new ToolError("transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"} already, and there can be only one.`,
    next: "Look at it with `factory-tuf updates review`; go on with it, or end it with `factory-tuf updates cancel`.",
  });
}

function requireKeysForFirstTime({ keys }: Context, firstTime: boolean): void {
  if (firstTime === (keys !== null)) return;
  throw firstTime
    ? new ToolError("value-missing", {
        happened: "With --first-time the Factory hands over its root key, and no archive was named that keeps it.",
        next: "Name one with --keys; it is created when it is not there.",
      })
    : new ToolError("options-conflict", {
        happened: "An archive was given, and only the first rotation has a key to keep in it.",
        next: "Leave it out, or give --first-time if the root key has never been rotated.",
      });
}
