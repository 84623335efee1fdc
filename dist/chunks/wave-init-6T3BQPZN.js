import {
  ensureWave
} from "./chunk-WEQTCHIU.js";
import {
  plannedData,
  plannedDataHelp,
  plannedReport,
  releaseOutputs,
  unchangedOutcome
} from "./chunk-NA6M3KQG.js";
import {
  prepareRelease
} from "./chunk-UGONGGZ5.js";
import {
  releaseOptions,
  releaseRequest
} from "./chunk-FZL6W73B.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-E527ZFX7.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-BO3VRV6N.js";
import {
  requireDigest
} from "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
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

// src/commands/release/startable.ts
function requireStartable({ standing, plan }) {
  if (standing.kind === "in-production")
    throw new ToolError("version-not-above-production", {
      happened: `Production targets for tag ${plan.tag} are at version ${plan.version} already, and there is no Wave ${plan.wave}.`,
      next: "There is nothing left to do for this version. Choose a higher one."
    });
}

// src/commands/wave-init.ts
var waveInit = {
  name: "wave init",
  summary: "Create a Wave: CI targets of one version for a tag, signed by the offline targets key.",
  details: "Everything the Factory sends is verified before the key is opened. Run again, it finds its Wave and agrees, or explains the difference.",
  examples: [
    "factory-tuf wave init w42 42 production --keys targets.keys.tgz",
    "factory-tuf wave init w42 latest production --source-tag qa --keys targets.keys.tgz --dry-run"
  ],
  args: ["wave", "version", "tag"],
  options: {
    wave: { kind: "wave", help: "Name of the new Wave.", required: !0, placeholder: "<wave>" },
    ...releaseOptions,
    dryRun: { kind: "switch", help: "Show the plan and stop: opens no key, prints no signature." },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: plannedDataHelp,
  async run(ctx, options) {
    options.dryRun || ctx.keys?.prefetch();
    let release = await prepareRelease(ctx, releaseRequest(options));
    if (requireDigest(release.plan.digest, options.expectDigest, `What would be signed for Wave ${release.plan.wave}`), requireStartable(release), options.dryRun) return unchangedOutcome(ctx, release);
    await ctx.confirm(plannedReport(`Wave ${release.plan.wave}`, plannedData(release, ctx.now)), null);
    let { created } = await ensureWave(ctx, release);
    return created ? {
      status: "done",
      changed: "yes",
      outputs: { ...releaseOutputs(release.plan, release.state.roots, ctx.now), "wave-status": "active" },
      data: plannedData(release, ctx.now)
    } : unchangedOutcome(ctx, release);
  },
  report: ({ status, data }) => plannedReport(status === "done" ? `Wave ${data.wave} was created` : `Wave ${data.wave}: nothing was changed`, data)
};
export {
  waveInit
};
