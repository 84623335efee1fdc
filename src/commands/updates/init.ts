// `updates init`: starts a transaction of root updates; the Factory stages the next root for it. For the very first
// rotation it hands over the root key that it made, which is kept before the command says done.

import type { Context } from "../../context/context.ts";
import { newKeyFile } from "../../context/key-files.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { openTransaction } from "../../rotation/open-transaction.ts";
import { rootOutputs } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

export const updatesInit = command({
  name: "updates init",
  order: 300,
  summary: "Start a transaction of TUF root updates and print its id.",
  details:
    "The id is also saved in the working folder, in <factory>.transaction, for the next commands. In another " +
    "folder, give it as txid. Devices see no change before `updates apply`. The very first rotation, which " +
    "takes the root key offline, begins with --first-time: the Factory gives out its root key, which is saved in " +
    "the archive that --keys names. That archive is created if it does not exist, encrypted if you give an identity " +
    "or a passphrase.",
  examples: [
    "factory-tuf updates init --changelog 'two signers for releases'",
    "factory-tuf updates init --changelog 'take the root key offline' --first-time --keys root.tgz",
  ],
  args: [],
  options: {
    changelog: {
      kind: "line",
      help: "Why the root is changed. It is recorded in the root.",
      required: true,
      placeholder: "<text>",
    },
    firstTime: {
      kind: "switch",
      help: "Begin the first rotation of the root key: the Factory gives out the one that it made. Needs --keys.",
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
    const { txid, firstRoot, roots } = await openTransaction(ctx, changelog, file);
    const data = { txid, changelog, version: roots.ci.signed.version + 1, firstRoot };
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => (data.txid === "" ? null : `${data.txid}\n`),
  stdoutIs: "The transaction is open. Others who work on it need its id (--txid):",
  report: ({ data }) => ({
    title: `The transaction for root ${data.version} is open`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Transaction id",
            value: data.txid === "" ? "lost on its way; leave it out" : { code: data.txid },
          },
          { label: "Reason", value: data.changelog },
          ...(data.firstRoot === null ? [] : [{ label: "First root key, now yours", value: { code: data.firstRoot } }]),
        ],
      },
    ],
  }),
});

function requireKeysForFirstTime({ keys }: Context, firstTime: boolean): void {
  if (firstTime === (keys !== null)) return;
  throw firstTime
    ? new ToolError("value-missing", {
        happened: "--first-time needs an archive for the Factory's first root key, but none was named.",
        next: "Name one with --keys; it is created if it does not exist.",
      })
    : new ToolError("options-conflict", {
        happened: "--keys was given without --first-time, so there is no key to save.",
        next: "Leave it out, or give --first-time if the root key has never been rotated.",
      });
}
