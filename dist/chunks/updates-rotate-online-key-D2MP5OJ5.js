import {
  stageAndSign,
  stagedOutcome
} from "./chunk-7QS75QXG.js";
import {
  keyTypeOption,
  signOption,
  txidOf,
  txidOption
} from "./chunk-6WPENHOW.js";
import {
  activeWaves
} from "./chunk-QXOA4WSF.js";
import "./chunk-TIWTNRXY.js";
import "./chunk-526UYAD7.js";
import {
  stagedDataHelp,
  standingBlocks
} from "./chunk-LES6HKAG.js";
import {
  parseUpdates,
  readStaged,
  readStagedAgain,
  requireOnlyOnlineChange
} from "./chunk-XWMPX42D.js";
import "./chunk-RVTEBIDZ.js";
import "./chunk-O5EBADGZ.js";
import "./chunk-SUMD4I7P.js";
import "./chunk-UOHBY4I7.js";
import {
  settle
} from "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-NCCCTDJT.js";
import "./chunk-5GJNGP4O.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import {
  vendorKeytype
} from "./chunk-YMBQZWQS.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/updates-rotate-online-key.ts
var updatesRotateOnlineKey = {
  name: "updates rotate-online-key",
  summary: "Stage new online keys, which the Factory makes for itself.",
  details: "Signatures on the staged roots are dropped by it, so sign afterwards. It cannot be applied while a Wave is active.",
  examples: ["factory-tuf updates rotate-online-key --role targets,snapshot,timestamp"],
  args: [],
  options: {
    role: {
      kind: "list",
      help: "Which online keys: targets, snapshot, timestamp.",
      choices: ["targets", "snapshot", "timestamp"],
      required: !0,
      placeholder: "<role,...>"
    },
    ...keyTypeOption,
    ...signOption,
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyType, sign, txid: typed }) {
    let txid = txidOf(typed), [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]);
    requireNoWave(waves);
    let next = await newOnlineKeys(ctx, work, txid, role, keyType);
    return sign ? stageAndSign(ctx, next, { txid, edited: next.ci.doc.signed, sign }) : stagedOutcome(ctx, next);
  },
  report: ({ data }) => ({ title: "The new online keys are staged", blocks: standingBlocks(data) })
};
async function newOnlineKeys(ctx, work, txid, roles, keyType) {
  ctx.progress("Asking the Factory for new online keys"), await settle({
    what: "making new online keys",
    write: () => ctx.factory.generateOnlineKeys(txid, roles, vendorKeytype(keyType)),
    carriedOut: async () => {
      let { online } = parseUpdates(await ctx.readBack.updates());
      return roles.every((role) => online.updated[role] !== work.online.updated[role]);
    },
    toFindOut: "factory-tuf updates review"
  });
  try {
    let next = await readStagedAgain(ctx.factory, work.roots), online = { before: work.online.updated, after: next.online.updated };
    return requireOnlyOnlineChange(work.ci.doc.signed, next.ci.doc, roles, online), work.isProdStaged && requireOnlyOnlineChange(work.prod.doc.signed, next.prod.doc, roles, online), next;
  } catch (error) {
    throw error instanceof ToolError ? new ToolError(
      error.code,
      {
        happened: `The Factory made new online keys, but what it staged cannot be used: ${error.happened}`,
        changed: "yes",
        next: error.next
      },
      { cause: error }
    ) : error;
  }
}
function requireNoWave(waves) {
  if (waves.length !== 0)
    throw new ToolError("wave-active-for-tag", {
      happened: `Wave ${waves.join(", ")} is active; until it has ended, targets keys and online keys must stay.`,
      next: "Complete or cancel it first."
    });
}
export {
  newOnlineKeys,
  requireNoWave,
  updatesRotateOnlineKey
};
