import {
  examineRelease,
  readState
} from "./chunk-UGONGGZ5.js";
import {
  releaseOptions,
  releaseRequest
} from "./chunk-FZL6W73B.js";
import {
  openSigner
} from "./chunk-E527ZFX7.js";
import "./chunk-YMLTOLX3.js";
import {
  requireReachableThreshold
} from "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import {
  Checks,
  rootOutputs
} from "./chunk-X3GW7V7D.js";
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
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/doctor.ts
var doctor = {
  name: "doctor",
  summary: "Check every precondition of a release and name all blockers at once. Changes nothing.",
  details: "Without a tag it checks what every release needs; with one it checks that release. The archive is opened and looked at, nothing is signed.",
  examples: [
    "factory-tuf doctor --keys targets.keys.tgz",
    "factory-tuf doctor latest production --source-tag qa --keys targets.keys.tgz"
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    version: { ...releaseOptions.version, required: !1, default: "latest" },
    tag: { ...releaseOptions.tag, required: !1 },
    wave: { kind: "wave", help: "Name the Wave would have (default: <tag>-<version>).", placeholder: "<wave>" },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`facts`: list of `{label, value}`: what was proven",
    "`blockers`: list of `{code, happened, next}`; `warnings`: list of sentences"
  ],
  async run(ctx, options) {
    let checks = new Checks();
    ctx.keys?.prefetch();
    let { tag } = options, state = tag === void 0 ? await examineFactory(ctx, checks) : await examineTag(ctx, { ...options, tag }, checks), signer = await examineArchive(ctx, state, checks);
    for (let warning of checks.warnings) ctx.log.warning(warning);
    let blockers = checks.blockers.map(({ code, happened, next }) => ({ code, happened, next }));
    return {
      status: "unchanged",
      changed: "no",
      outputs: state.roots ? rootOutputs(state.roots, ctx.now) : {},
      data: { facts: [...factsOf(state), ...signer], blockers, warnings: checks.warnings },
      ...blockers.length > 0 && { failure: verdict(checks) }
    };
  },
  report: ({ data: { facts, blockers, warnings } }) => ({
    title: blockers.length ? `${blockers.length} ${blockers.length === 1 ? "blocker" : "blockers"}` : "Ready: nothing stands in the way",
    blocks: [
      ...blockers.length ? [
        {
          kind: "table",
          columns: [{ title: "Blocker" }, { title: "What is wrong" }, { title: "What to do" }],
          rows: blockers.map(({ code, happened, next }) => [{ code }, happened, next])
        }
      ] : [],
      { kind: "facts", facts },
      { kind: "warnings", items: warnings }
    ]
  })
};
async function examineFactory(ctx, checks) {
  let state = await readState(ctx, { tag: null, wave: null }, checks);
  return state.roots && state.onlineKeyid && checks.proven(() => requireReachableThreshold(state)), state;
}
async function examineTag(ctx, options, checks) {
  let request = checks.proven(() => releaseRequest(options));
  return request ? (await examineRelease(ctx, request, checks)).state : examineFactory(ctx, checks);
}
async function examineArchive(ctx, { roots, onlineKeyid }, checks) {
  if (ctx.refuseRootKeys && !ctx.trust.root && !ctx.trust.onFirstUse)
    return checks.block(
      new ToolError("trusted-root-missing", {
        happened: "There is no trusted root, and in CI nothing is signed on a first use.",
        next: "On your own machine run `factory-tuf root pin`, compare what it shows, and commit .factory-tuf/root.json."
      })
    ), [];
  if (!roots || !onlineKeyid)
    return ctx.keys && await checks.fetched(ctx.keys.open()), [];
  let signer = await checks.fetched(openSigner(ctx, { roots, onlineKeyid }));
  return signer ? [{ label: "Archive", value: `holds the active targets key ${signer.keyid} (${signer.type})` }] : [];
}
function factsOf({ roots, ciTargets, onlineKeyid, production, updates, user }) {
  let facts = [];
  if (user && facts.push({ label: "Token", value: `${user.name} (${user["polis-id"]}), role ${user.role}` }), roots) {
    let { version, expires, roles } = roots.prod.signed;
    facts.push({ label: "Root", value: `version ${version}, verified, expires ${expires}` }), facts.push({
      label: "Production threshold",
      value: `${roles.targets.threshold} of ${roles.targets.keyids.length} keys`
    });
  }
  if (ciTargets && onlineKeyid) {
    let count = Object.keys(ciTargets.signed.targets).length;
    facts.push({ label: "CI targets", value: `${count} targets, signed by the online key ${onlineKeyid}` });
  }
  return production && facts.push({
    label: "Production",
    value: `version ${production.doc.signed.version}, expires ${production.doc.signed.expires}`
  }), updates && facts.push({ label: "Root updates", value: updates.status === "NONE" ? "no transaction is open" : updates.status }), facts;
}
function verdict({ blockers }) {
  return new ToolError("blocked", {
    happened: `${blockers.length} ${blockers.length === 1 ? "thing stands" : "things stand"} in the way of a release: ${blockers.map(({ code }) => code).join(", ")}.`,
    next: "Each blocker above says what to do."
  });
}
export {
  doctor
};
