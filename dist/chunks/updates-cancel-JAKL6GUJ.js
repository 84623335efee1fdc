import {
  noTransaction
} from "./chunk-XWMPX42D.js";
import {
  settle
} from "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/updates-cancel.ts
var updatesCancel = {
  name: "updates cancel",
  summary: "Drop the open transaction of TUF root updates.",
  details: "Keys that were made for it stay in their archives; the roots that devices use stay as they are.",
  examples: ["factory-tuf updates cancel"],
  args: [],
  options: { ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`startedBy`, `startedAt`: of the transaction that was dropped"],
  async run(ctx) {
    let updates = await ctx.factory.updates();
    if (updates.status === "NONE") throw noTransaction();
    await settle({
      what: "canceling the transaction",
      write: () => ctx.factory.cancelUpdates(),
      carriedOut: async () => (await ctx.readBack.updates()).status === "NONE",
      toFindOut: "factory-tuf updates review"
    });
    let meta = updates["change-meta"] ?? {}, data = { startedBy: meta["created-by"] ?? "", startedAt: meta["created-at"] ?? "" };
    return { status: "done", changed: "yes", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: "The transaction is canceled",
    blocks: [
      {
        kind: "paragraph",
        text: [`It was started by ${data.startedBy || "somebody"} at ${data.startedAt || "an unknown time"}.`]
      }
    ]
  })
};
export {
  updatesCancel
};
