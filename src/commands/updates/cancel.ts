// `updates cancel`: drops the open transaction; the newest roots stay as they are.

import { dropTransaction } from "../../root-updates/end-transaction.ts";
import { noTransaction } from "../../root-updates/read-staged.ts";
import { forgetTransaction } from "../../root-updates/transaction-record.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const updatesCancel = command({
  name: "updates cancel",
  order: 400,
  summary: "Cancel the open transaction of TUF root updates.",
  details: "Keys that were made for it stay in their archives. The roots that devices use do not change.",
  examples: ["factory-tuf updates cancel"],
  args: [],
  options: { ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`startedBy`, `startedAt`: of the transaction that was dropped"],
  async run(ctx) {
    const updates = await ctx.factory.updates();
    if (updates.status === "NONE") throw noTransaction();
    await dropTransaction(ctx, updates);
    await forgetTransaction(ctx);
    const meta = updates["change-meta"] ?? {};
    const data = { startedBy: meta["created-by"] ?? "", startedAt: meta["created-at"] ?? "" };
    return { status: "done", changed: "yes", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: "The transaction is canceled",
    blocks: [
      {
        kind: "paragraph",
        text: [`It was started by ${data.startedBy || "somebody"} at ${data.startedAt || "an unknown time"}.`],
      },
    ],
  }),
});
