import {
  applyStaged
} from "./chunk-QNKC46TB.js";
import "./chunk-GPCLR4QB.js";
import {
  alreadyOpen,
  startTransaction
} from "./chunk-OF3BGT2W.js";
import {
  stageRoots
} from "./chunk-TIWTNRXY.js";
import {
  putStaged
} from "./chunk-526UYAD7.js";
import {
  changeBlocks,
  diffRoots,
  rootSigners,
  signRoots
} from "./chunk-LES6HKAG.js";
import {
  keptThreshold,
  productionOfRoot,
  readStagedAgain,
  unsigned,
  withNewExpiry
} from "./chunk-XWMPX42D.js";
import "./chunk-UOHBY4I7.js";
import "./chunk-RPEV6BQJ.js";
import {
  showableRoots
} from "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-LGCY5IBC.js";
import "./chunk-D4KA6KDZ.js";
import {
  docHash
} from "./chunk-4JYO5QL4.js";
import {
  differingPointer
} from "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
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

// src/commands/root-resign.ts
var rootResign = {
  name: "root resign",
  summary: "Sign the root again with the same keys and a new expiry, one year from now.",
  details: "One transaction from beginning to end; it works when the root has already expired. Where the root needs several signatures, use updates init, updates sign and updates apply.",
  examples: ["factory-tuf root resign --keys root.tgz"],
  args: [],
  options: {
    changelog: {
      kind: "text",
      help: "Why; it becomes part of the root.",
      default: "Refresh TUF root expiration by 1 year",
      placeholder: "<text>"
    },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "keys",
  dataHelp: ["`version`, `expires`: of the root that devices use from now on"],
  async run(ctx, { changelog }) {
    ctx.keys?.prefetch(), ctx.progress("Verifying the roots");
    let [roots, { status }] = await Promise.all([showableRoots(ctx), ctx.factory.updates()]);
    if (status !== "NONE") throw alreadyOpen(status);
    requireOneSignature(roots), await showPlan(ctx, roots, changelog);
    let archive = await ctx.keys.open(), signers = rootSigners(archive, roots.ci, roots.ci), txid = await startTransaction(ctx, { message: changelog, "first-time": !1, shortcut: !0 }), signed = await orCancel(ctx, async () => {
      let work = await readStagedAgain(ctx.factory, roots);
      requireUntouched(work);
      let both = await signRoots(stageRoots(work, withNewExpiry(work.ci.doc.signed, ctx.now)), signers, roots);
      return await putStaged(ctx, "", both), both;
    });
    await applyStaged(ctx, "", { ci: signed.ci.doc, prod: signed.prod.doc });
    let { version, expires } = signed.prod.doc.signed;
    return ctx.log.info(`The transaction ${txid} is applied.`), { status: "done", changed: "yes", outputs: { "root-version": version, "root-expires": expires }, data: { version, expires } };
  },
  report: ({ data }) => ({
    title: `Root ${data.version} is valid until ${data.expires}`,
    blocks: [
      {
        kind: "paragraph",
        text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."]
      }
    ]
  })
};
async function showPlan(ctx, { ci, prod, ...roots }, changelog) {
  let next = withNewExpiry({ ...ci.signed, version: ci.signed.version + 1 }, ctx.now), planned = productionOfRoot(next, keptThreshold({ ci, prod, ...roots })), changes = diffRoots(prod.signed, planned, ctx.now), digest = `sha256:${docHash(unsigned("the planned root", planned))}`;
  await ctx.confirm(
    {
      title: `Root ${planned.version} of Factory ${ctx.factory.factory} is to be signed and applied`,
      blocks: changeBlocks({ changes, digest, changelog }).map(
        (block) => (
          // The Factory writes its changelog into the root, so the digest is not known yet.
          block.kind === "facts" ? { ...block, facts: block.facts.filter(({ label }) => label !== "Digest") } : block
        )
      )
    },
    `Sign and apply root ${planned.version} with the same keys and a new expiry?`
  );
}
function requireUntouched({ roots, ci }) {
  let { version: _version, "x-changelog": _changelog, ...staged } = ci.doc.signed, { version: _before, "x-changelog": _reason, ...current } = roots.ci.signed, pointer = differingPointer(staged, current, "/signed");
  if (pointer !== null)
    throw new ToolError("staged-root-differs", {
      happened: `The Factory began the transaction with a root that differs from the newest one at ${pointer}.`,
      next: "Sign nothing, keep a copy of `factory-tuf updates review --raw` and ask the vendor."
    });
}
async function orCancel(ctx, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolError) || error.changed !== "no") throw error;
    let canceled = await ctx.factory.cancelUpdates().then(
      () => !0,
      () => !1
    );
    throw new ToolError(
      error.code,
      {
        happened: `${error.happened} ${canceled ? "The transaction was canceled again." : "The transaction is still open."}`,
        changed: canceled ? "no" : "yes",
        next: canceled ? error.next : `${error.next} End the transaction with: factory-tuf updates cancel.`
      },
      { cause: error }
    );
  }
}
function requireOneSignature({ ci }) {
  let { threshold } = ci.signed.roles.root;
  if (threshold !== 1)
    throw new ToolError("threshold-unreachable", {
      happened: `The root needs ${threshold} signatures, so one person alone cannot sign and apply it.`,
      next: "Use a transaction: factory-tuf updates init, then updates sign by each signer, then updates apply. A new expiry comes with updates rotate-offline-key --role root."
    });
}
export {
  rootResign
};
