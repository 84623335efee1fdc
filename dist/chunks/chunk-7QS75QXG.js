import {
  activeWaves,
  missingSigners,
  standingOf
} from "./chunk-QXOA4WSF.js";
import {
  stageRoots
} from "./chunk-TIWTNRXY.js";
import {
  putStaged
} from "./chunk-526UYAD7.js";
import {
  changeBlocks,
  rootSigners,
  signRoots
} from "./chunk-LES6HKAG.js";
import {
  requireDigest
} from "./chunk-RVTEBIDZ.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/root-work/stage-and-sign.ts
async function stageAndSign(ctx, work, staging) {
  let { txid, edited, threshold, resigned, sign } = staging, both = stageRoots(work, edited, threshold);
  sign && (both = await signShown(ctx, { ...work, ...both }));
  let before = work.isProdStaged ? { ci: work.ci, prod: work.prod } : null;
  return await putStaged(ctx, txid, both, resigned, before), stagedOutcome(ctx, { ...work, ...both, isProdStaged: !0 });
}
async function signShown(ctx, work, expectDigest) {
  let standing = standingOf(work, [], ctx.now);
  requireDigest(standing.digest, expectDigest, "The staged production root");
  let title = `Root ${standing.version} of Factory ${ctx.factory.factory} is to be signed`;
  return await ctx.confirm(
    { title, blocks: changeBlocks(standing) },
    expectDigest === void 0 ? `Sign root ${standing.version} with your root key?` : null
  ), signRoots(work, await archiveSigners(ctx, work, work), work.roots);
}
async function archiveSigners(ctx, both, { roots }) {
  if (!ctx.keys)
    throw new ToolError("value-missing", {
      happened: "The staged roots were to be signed, and no archive with a root key was given.",
      next: "Give it with --keys, or leave --sign out and sign later with `factory-tuf updates sign`."
    });
  return ctx.progress("Opening the key archive"), rootSigners(await ctx.keys.open(), both.ci.doc, roots.ci);
}
async function stagedOutcome(ctx, work, status = "done") {
  let waves = await activeWaves(ctx).catch((error) => {
    if (error instanceof ToolError) return [];
    throw error;
  }), data = standingOf({ ...work, updates: { ...work.updates, issues: {} } }, waves, ctx.now);
  return { status, changed: status === "done" ? "yes" : "no", outputs: stagedOutputs(data), data };
}
function stagedOutputs({ version, changes, counts }) {
  return {
    "root-version": version,
    "root-expires": changes.expires.to,
    missing: missingSigners(counts).map(({ keyid }) => keyid).join(",")
  };
}

export {
  stageAndSign,
  signShown,
  stagedOutcome
};
