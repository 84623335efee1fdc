import {
  signShown,
  stagedOutcome
} from "./chunk-7QS75QXG.js";
import {
  txidOf,
  txidOption
} from "./chunk-6WPENHOW.js";
import {
  missingSigners
} from "./chunk-QXOA4WSF.js";
import "./chunk-TIWTNRXY.js";
import {
  putStaged
} from "./chunk-526UYAD7.js";
import {
  countBlocks,
  sameSignatures,
  stagedDataHelp
} from "./chunk-LES6HKAG.js";
import {
  readStaged
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
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  digestOption,
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import {
  isExpired
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/updates-sign.ts
var updatesSign = {
  name: "updates sign",
  summary: "Sign the staged roots with your root key, after looking at what changes.",
  details: "Everything that is staged is held against the verified newest root and shown before the archive is opened. The digest that updates review prints may be given as expect-digest: then nothing else is signed, and nothing is asked.",
  examples: [
    "factory-tuf updates sign --keys root.tgz",
    "factory-tuf updates sign --keys root2.tgz --txid 28ed6d98fed6cd03 --expect-digest sha256:<64 hex>"
  ],
  args: [],
  options: { ...txidOption, ...digestOption, ...keyOptions, ...factoryOptions, ...trustOptions },
  runs: "offline",
  needs: "keys",
  dataHelp: stagedDataHelp,
  async run(ctx, { txid: typed, expectDigest }) {
    let txid = txidOf(typed);
    ctx.keys?.prefetch();
    let work = await readStaged(ctx);
    requireUnexpired(work, ctx.now);
    let signed = await signShown(ctx, work, expectDigest);
    if (work.isProdStaged && sameSignatures(work, signed, work.roots)) return stagedOutcome(ctx, work, "unchanged");
    await putStaged(ctx, txid, signed);
    let outcome = await stagedOutcome(ctx, { ...work, ...signed, isProdStaged: !0 });
    return missingSigners(outcome.data.counts).length === 0 ? outcome : { ...outcome, status: "waiting" };
  },
  report: ({ status, data }) => ({
    title: status === "unchanged" ? `Root ${data.version} had your signature already` : status === "waiting" ? `Root ${data.version} has your signature now and waits for others` : `Root ${data.version} has all signatures now`,
    blocks: countBlocks(data.counts)
  })
};
function requireUnexpired({ prod }, now) {
  if (isExpired(prod.doc.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `${prod.doc.where} expired at ${prod.doc.signed.expires}; devices would refuse it whoever signs it.`,
      next: "Cancel the transaction and run `factory-tuf root resign`, or rotate a root key, which sets a new expiry."
    });
}
export {
  updatesSign
};
