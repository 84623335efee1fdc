import {
  settle
} from "./chunk-RPEV6BQJ.js";
import {
  rootOutputs,
  showableRoots
} from "./chunk-PKHKSKVO.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/updates-init.ts
var updatesInit = {
  name: "updates init",
  summary: "Start a transaction of TUF root updates and print its id.",
  details: "Whoever started the transaction may leave its id out later; everybody else gives it as txid. Nothing changes for devices before `updates apply`. The very first rotation, which takes the root key offline, is `keys rotate --role root --first-time`.",
  examples: ["factory-tuf updates init --changelog 'two signers for releases'"],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why the root is changed; it becomes part of the root.",
      required: !0,
      placeholder: "<text>"
    },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`txid`: id of the transaction, empty where its answer was lost",
    "`changelog`, `version`: of the root to come"
  ],
  async run(ctx, { changelog }) {
    ctx.progress("Verifying the roots");
    let [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    let data = { txid: await startTransaction(ctx, { message: changelog, "first-time": !1, shortcut: !1 }), changelog, version: roots.ci.signed.version + 1 };
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data };
  },
  stdout: ({ data }) => data.txid === "" ? null : `${data.txid}
`,
  report: ({ data }) => ({
    title: `The transaction for root ${data.version} is open`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Transaction id",
            value: data.txid === "" ? "lost on its way; you may leave it out" : { code: data.txid }
          },
          { label: "Reason", value: data.changelog }
        ]
      }
    ]
  })
};
async function startTransaction(ctx, body) {
  let txid = "";
  return await settle({
    what: "starting the transaction",
    write: async () => {
      ({ txid } = await ctx.factory.initUpdates(body));
    },
    carriedOut: async () => {
      let [updates, { "polis-id": self }] = await Promise.all([ctx.readBack.updates(), ctx.readBack.self()]), meta = updates["change-meta"];
      return updates.status === "STARTED" && meta?.["created-by"] === self && Date.parse(meta["created-at"] ?? "") >= ctx.now.getTime() - CLOCK_SKEW_MS && (updates.updated?.["ci-root"] ?? "").includes(JSON.stringify(body.message));
    },
    toFindOut: "factory-tuf updates review"
  }), txid;
}
var CLOCK_SKEW_MS = 3e5;
function alreadyOpen(status) {
  return new ToolError("transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"} already, and there can be only one.`,
    next: "Look at it with `factory-tuf updates review`; go on with it, or end it with `factory-tuf updates cancel`."
  });
}

export {
  updatesInit,
  startTransaction,
  alreadyOpen
};
