import {
  applyStaged
} from "./chunk-QNKC46TB.js";
import "./chunk-GPCLR4QB.js";
import {
  txidOf,
  txidOption
} from "./chunk-6WPENHOW.js";
import {
  activeWaves,
  standingOf
} from "./chunk-QXOA4WSF.js";
import {
  changeBlocks,
  countBlocks
} from "./chunk-LES6HKAG.js";
import {
  parseUpdates,
  readStaged
} from "./chunk-XWMPX42D.js";
import "./chunk-O5EBADGZ.js";
import "./chunk-UOHBY4I7.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-LGCY5IBC.js";
import "./chunk-D4KA6KDZ.js";
import "./chunk-NCCCTDJT.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  factoryOptions,
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

// src/commands/updates-apply.ts
var updatesApply = {
  name: "updates apply",
  summary: "Make the staged roots the newest ones, for every device.",
  details: "Refused while anything blocks it: missing signatures, an active Wave whose keys would change. When the answer is lost, the newest roots decide; an update that stopped half way is seen through.",
  examples: ["factory-tuf updates apply"],
  args: [],
  options: { ...txidOption, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "factory",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { txid: typed }) {
    let txid = txidOf(typed), updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return seeThrough(ctx, txid, updates);
    let [work, waves] = await Promise.all([readStaged(ctx), activeWaves(ctx)]), standing = standingOf(work, waves, ctx.now);
    if (standing.blockers.length > 0) throw blocked(standing.blockers);
    return await ctx.confirm(
      {
        title: `Root ${standing.version} of Factory ${ctx.factory.factory} is to be applied`,
        blocks: [...changeBlocks(standing), ...countBlocks(standing.counts)]
      },
      `Apply root ${standing.version}? Every device takes it; it cannot be taken back.`
    ), await applyStaged(ctx, txid, { ci: work.ci.doc, prod: work.prod.doc }), applied({ version: standing.version, expires: work.prod.doc.signed.expires });
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is applied`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Version", value: String(data.version) },
          { label: "Expires", value: data.expires }
        ]
      },
      {
        kind: "paragraph",
        text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."]
      }
    ]
  })
};
async function seeThrough(ctx, txid, updates) {
  let { ci, prod } = parseUpdates(updates);
  if (!prod) throw blocked(["The Factory is applying updates and does not say which production root."]);
  let { version, expires } = prod.doc.signed;
  return await ctx.confirm(
    { title: `Root ${version} of Factory ${ctx.factory.factory} is being applied`, blocks: [] },
    `See root ${version} through?`
  ), await applyStaged(ctx, txid, { ci: ci.doc, prod: prod.doc }), applied({ version, expires });
}
function applied(data) {
  return { status: "done", changed: "yes", outputs: { "root-version": data.version, "root-expires": data.expires }, data };
}
function blocked(blockers) {
  return new ToolError("blocked", {
    happened: `The staged roots cannot be applied. ${blockers.join(" ")}`,
    next: "Clear what blocks it, then run this again; `factory-tuf updates review` shows who is missing."
  });
}
export {
  updatesApply
};
