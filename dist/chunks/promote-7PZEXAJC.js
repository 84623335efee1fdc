import {
  requireScope,
  rollOut
} from "./chunk-5BQEHVVB.js";
import {
  completeWave,
  requireCompletable,
  requireDeviceAccepts
} from "./chunk-2TKJ6NGT.js";
import {
  ensureWave,
  isOurs
} from "./chunk-WEQTCHIU.js";
import {
  plannedData,
  plannedDataHelp,
  plannedReport,
  releaseOutputs
} from "./chunk-NA6M3KQG.js";
import {
  prepareRelease
} from "./chunk-UGONGGZ5.js";
import {
  releaseOptions,
  releaseRequest,
  rolloutOptions,
  waveNameOption
} from "./chunk-FZL6W73B.js";
import "./chunk-4ASFG4IK.js";
import {
  signatureBlocks,
  signatureDataHelp,
  signatureOutputs,
  signaturesOf,
  whoIsMissing
} from "./chunk-V4MFEK5S.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-E527ZFX7.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-BO3VRV6N.js";
import {
  requireDigest
} from "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import {
  targetsOfWave
} from "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import {
  deviceView,
  tally
} from "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  digestOption,
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/release/read-wave-back.ts
async function readWaveBack(ctx, release, signer, created) {
  let { plan, state } = release, wave = await readShown(ctx, plan.wave, created);
  if (!wave || !isOurs(wave, plan, state.roots, signer))
    throw new ToolError("wave-differs", {
      happened: `The Factory does not show Wave ${plan.wave} as it was signed (${plan.digest}).`,
      changed: created ? "yes" : "no",
      next: `Do not complete it. Look at it with: factory-tuf wave show ${plan.wave}, and cancel it if in doubt.`
    });
  let released = targetsOfWave(wave);
  return {
    roots: state.roots,
    onlineKeyid: state.onlineKeyid,
    wave,
    released,
    digest: plan.digest,
    production: state.production,
    view: deviceView(released.doc, released.sizeBytes, state.roots.prod, ctx.now),
    warnings: []
  };
}
async function readShown(ctx, name, created) {
  try {
    return await ctx.factory.wave(name, { showTargets: !0 });
  } catch (error) {
    throw !(error instanceof ToolError) || !created ? error : new ToolError(
      error.code,
      {
        happened: `Wave ${name} was created, but reading it back failed: ${error.happened}`,
        changed: "yes",
        next: "Run the same step again: it finds the Wave and goes on from there."
      },
      { cause: error }
    );
  }
}

// src/commands/promote.ts
var promote = {
  name: "promote",
  summary: "Release a CI version: create its Wave, then roll it out if a group, limit or uuids is given, else complete it.",
  details: "Completes only what a device would accept. Where the production threshold needs another signer it ends with status waiting and says who; that signer runs wave sign, and the same step run again goes on from there.",
  examples: [
    "factory-tuf promote 42 production --keys targets.keys.tgz",
    "factory-tuf promote latest production --source-tag qa --group us-east --limit 10 --keys targets.keys.tgz"
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    ...waveNameOption,
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: [
    ...plannedDataHelp,
    "`waveStatus`: `active` or `complete`; `devices`: reached by the rollout, or null",
    signatureDataHelp
  ],
  async run(ctx, options) {
    let scope = rolloutScope(options);
    options.dryRun || ctx.keys?.prefetch();
    let release = await prepareRelease(ctx, releaseRequest(options)), { plan, standing } = release;
    if (requireDigest(plan.digest, options.expectDigest, `What would be signed for Wave ${plan.wave}`), standing.kind === "in-production" || standing.kind === "complete" || options.dryRun)
      return untouched(ctx, release);
    await ctx.confirm(
      plannedReport(`Version ${plan.version} for tag ${plan.tag}`, plannedData(release, ctx.now)),
      scope ? `Sign Wave ${plan.wave} and roll it out?` : `Sign Wave ${plan.wave} and make it production?`
    );
    let { created, signer } = await ensureWave(ctx, release), state = await readWaveBack(ctx, release, signer, created), changed = created ? "yes" : "no";
    return state.view.tally.met ? finish(ctx, release, state, scope, created) : (ctx.log.warning(
      `Wave ${plan.wave} waits for another signer: ${whoIsMissing(signatures(state))}. They run: factory-tuf wave sign ${plan.wave}`
    ), { status: "waiting", changed, ...told(ctx, release, state, null) });
  },
  report: ({ status, data }) => plannedReport(title(status, data), data, signatureBlocks(data.signatures))
};
function rolloutScope(options) {
  let { group, limit, uuids } = options;
  if (group === void 0 && limit === void 0 && !uuids?.length) return null;
  let scope = { ...options, dryRun: !1, printUuids: !1, printNames: !1 };
  return requireScope(scope), scope;
}
async function finish(ctx, release, state, scope, created) {
  let { plan } = release;
  try {
    if (requireDeviceAccepts(state), scope) {
      let { sent, devices } = await rollOut(ctx, state.wave, scope), status = sent || created ? "done" : "unchanged";
      return {
        status,
        changed: status === "done" ? "yes" : "no",
        ...told(ctx, release, state, devices)
      };
    }
    requireCompletable(state), await completeWave(ctx, plan.wave, plan.tag, state.released);
  } catch (error) {
    throw created ? afterCreation(error, plan.wave) : error;
  }
  let complete = { ...state, wave: { ...state.wave, status: "complete" } };
  return { status: "done", changed: "yes", ...told(ctx, release, complete, null) };
}
function afterCreation(error, wave) {
  return !(error instanceof ToolError) || error.changed !== "no" ? error : new ToolError(
    error.code,
    {
      happened: `Wave ${wave} was created, and then: ${error.happened}`,
      changed: "yes",
      next: `${error.next} Running the same step again goes on from there; factory-tuf wave cancel ${wave} drops the Wave.`
    },
    { cause: error }
  );
}
function signatures({ view, roots, onlineKeyid }) {
  return signaturesOf(view.tally, roots.prod.signed, onlineKeyid);
}
function told(ctx, release, state, devices) {
  let have = signatures(state), waveStatus = state.wave.status, data = { ...plannedData(release, ctx.now), waveStatus, signatures: have, devices };
  return { outputs: {
    ...releaseOutputs(release.plan, release.state.roots, ctx.now),
    ...signatureOutputs(have),
    "wave-status": waveStatus
  }, data };
}
function untouched(ctx, release) {
  let { standing, state, plan } = release, { roots, onlineKeyid } = state, doc = standing.kind === "new" ? null : standing.released.doc, have = doc ? signaturesOf(tally(doc, roots.prod, "targets"), roots.prod.signed, onlineKeyid) : { threshold: plan.threshold, signedBy: [], missing: [], met: !1 }, waveStatus = standing.kind === "new" ? "none" : standing.kind === "active" ? "active" : "complete", data = { ...plannedData(release, ctx.now), waveStatus, signatures: have, devices: null };
  return { status: "unchanged", changed: "no", outputs: {
    ...releaseOutputs(plan, roots, ctx.now),
    ...doc ? { ...signatureOutputs(have), "wave-status": waveStatus } : {}
  }, data };
}
function title(status, data) {
  let what = `version ${data.version} for tag ${data.tag}`;
  return status === "waiting" ? `Wave ${data.wave} waits for another signer (${what})` : status === "unchanged" ? data.standing === "new" ? `Plan: ${what}` : `Nothing left to do: ${what}` : data.devices !== null ? `Wave ${data.wave} is being rolled out to ${data.devices} devices (${what})` : `Released: ${what} is production`;
}
export {
  promote
};
