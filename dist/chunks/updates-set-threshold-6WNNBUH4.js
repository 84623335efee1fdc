import {
  stageAndSign
} from "./chunk-7QS75QXG.js";
import {
  offlineRoleOption,
  signOption,
  txidOf,
  txidOption
} from "./chunk-6WPENHOW.js";
import "./chunk-QXOA4WSF.js";
import "./chunk-TIWTNRXY.js";
import "./chunk-526UYAD7.js";
import {
  stagedDataHelp,
  standingBlocks
} from "./chunk-LES6HKAG.js";
import {
  readStaged,
  withRootThreshold
} from "./chunk-XWMPX42D.js";
import "./chunk-RVTEBIDZ.js";
import "./chunk-O5EBADGZ.js";
import "./chunk-SUMD4I7P.js";
import "./chunk-UOHBY4I7.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-NCCCTDJT.js";
import "./chunk-5GJNGP4O.js";
import "./chunk-4JYO5QL4.js";
import {
  MIN_PRODUCTION_THRESHOLD
} from "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
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

// src/commands/updates-set-threshold.ts
var updatesSetThreshold = {
  name: "updates set-threshold",
  summary: "Stage how many signatures the root, or production targets, will need.",
  details: "The root's threshold counts root keys. That of targets concerns production alone and counts the online key too; the CI flavour always needs one signature.",
  examples: ["factory-tuf updates set-threshold 3 --role targets", "factory-tuf updates set-threshold 2 --role root"],
  args: ["threshold"],
  options: {
    threshold: {
      kind: "integer",
      help: "Number of signatures: from 1 for root, from 2 for targets.",
      required: !0,
      min: 1,
      max: 1e3,
      placeholder: "<number>"
    },
    ...offlineRoleOption,
    ...signOption,
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { threshold, role, sign, txid: typed }) {
    let txid = txidOf(typed);
    if (role === "targets" && threshold < MIN_PRODUCTION_THRESHOLD) throw tooLow(threshold);
    let work = await readStaged(ctx), { signed } = work.ci.doc;
    return role === "root" ? stageAndSign(ctx, work, { txid, edited: withRootThreshold(signed, threshold), sign }) : stageAndSign(ctx, work, { txid, edited: signed, threshold, sign });
  },
  report: ({ data }) => ({ title: "The threshold is staged", blocks: standingBlocks(data) })
};
function tooLow(threshold) {
  return new ToolError("value-invalid", {
    happened: `The production targets threshold cannot be ${threshold}: ${MIN_PRODUCTION_THRESHOLD} is the least, for the online key is one signature.`,
    next: `Give a number from ${MIN_PRODUCTION_THRESHOLD} to the number of targets keys.`
  });
}
export {
  updatesSetThreshold
};
