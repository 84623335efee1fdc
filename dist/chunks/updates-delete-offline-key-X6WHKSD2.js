import {
  stageAndSign
} from "./chunk-7QS75QXG.js";
import {
  offlineRoleOption,
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
  removeKey
} from "./chunk-XWMPX42D.js";
import "./chunk-RVTEBIDZ.js";
import "./chunk-O5EBADGZ.js";
import "./chunk-SUMD4I7P.js";
import {
  activeKey
} from "./chunk-UOHBY4I7.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import {
  isKeyid
} from "./chunk-NCCCTDJT.js";
import "./chunk-5GJNGP4O.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import {
  roleKeys
} from "./chunk-AHGJSDMS.js";
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

// src/commands/updates-delete-offline-key.ts
var updatesDeleteOfflineKey = {
  name: "updates delete-offline-key",
  summary: "Stage that an offline key leaves its role.",
  details: "The key is named by its id, or found in an archive. Production targets that would lose their threshold with it must be signed by another key first: updates sign-prod-targets. No archive is changed.",
  examples: [
    "factory-tuf updates delete-offline-key --role root --keys root2.tgz",
    "factory-tuf updates delete-offline-key --role targets --key-id <64 hex>"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    keyId: { kind: "text", help: "Id of the key, 64 hex characters; instead of an archive.", placeholder: "<id>" },
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyId, txid: typed }) {
    let txid = txidOf(typed);
    requireOneName(ctx, keyId);
    let work = await readStaged(ctx), offlineRole = role, keyid = keyId ?? await heldKeyid(ctx, work, offlineRole);
    if (keyid === work.online.updated.targets) throw isOnline(keyid);
    return stageAndSign(ctx, work, { txid, edited: removeKey(work.ci.doc.signed, offlineRole, keyid), sign: !1 });
  },
  report: ({ data }) => ({ title: "The removal of the key is staged", blocks: standingBlocks(data) })
};
async function heldKeyid(ctx, { ci, online }, role) {
  let keys = roleKeys(ci.doc.signed, role, ci.doc.where);
  return keys.delete(online.updated.targets), activeKey(await ctx.keys.open(), role, keys).keyid;
}
function requireOneName(ctx, keyId) {
  if (keyId === void 0 && !ctx.keys)
    throw new ToolError("value-missing", {
      happened: "Which key is to go was not said.",
      next: "Give its id with --key-id, or an archive that holds it with --keys."
    });
  if (keyId !== void 0 && ctx.keys)
    throw new ToolError("options-conflict", {
      happened: "--key-id and an archive were both given, and only one of them can name the key.",
      next: "Leave one of them out."
    });
  if (!(keyId === void 0 || isKeyid(keyId)))
    throw new ToolError("value-invalid", {
      happened: "--key-id is not the id of a key.",
      next: "Give 64 of the characters 0-9 and a-f; `factory-tuf updates review` shows them."
    });
}
function isOnline(keyid) {
  return new ToolError("value-invalid", {
    happened: `${keyid} is the Factory's online targets key, without which CI could sign nothing.`,
    next: "Replace it with: factory-tuf updates rotate-online-key --role targets."
  });
}
export {
  updatesDeleteOfflineKey
};
