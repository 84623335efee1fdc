import {
  settle
} from "./chunk-RPEV6BQJ.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/rollout-scope.ts
function entriesOfScope(history, group) {
  return history.filter(
    (entry) => group === null ? entry["group-name"] === "" || entry["is-factory-wide"] : entry["group-name"] === group
  );
}
function isFullyRolledOut(history, group) {
  return group !== null && entriesOfScope(history, group).some((entry) => entry["is-full-group"]);
}
function devicesSoFar(history, group) {
  return entriesOfScope(history, group).reduce((sum, entry) => sum + entry["num-devices"], 0);
}

// src/commands/release/rollout.ts
function requireScope({ group, limit, uuids }) {
  if (group === void 0 && limit === void 0 && !uuids?.length)
    throw new ToolError("rollout-needs-scope", {
      happened: "A rollout needs a group, a limit or uuids: without one it is not known whom it is for.",
      next: "Give at least one of the options group, limit and uuids; for everybody use wave complete."
    });
  if (limit !== void 0 && uuids?.length)
    throw new ToolError("options-conflict", {
      happened: "The options limit and uuids were given together.",
      next: "Give one of them."
    });
}
async function rollOut(ctx, wave, options) {
  let history = wave["rollout-history"], group = options.group ?? null, request = await remainingRequest(ctx, wave, options);
  if (request === null) return { sent: !1, devices: devicesSoFar(history, group), uuids: [], names: [] };
  if (options.dryRun) return result(await ctx.factory.rolloutWave(wave.name, request), !1);
  ctx.progress("Rolling the Wave out");
  let answer = null;
  return await settle({
    what: `rolling out Wave ${wave.name}`,
    write: async () => {
      answer = await ctx.factory.rolloutWave(wave.name, request);
    },
    carriedOut: async () => {
      let now = await ctx.readBack.wave(wave.name, { showTargets: !1 });
      return now !== null && grew(history, now["rollout-history"], group);
    },
    toFindOut: `factory-tuf wave show ${wave.name}`
  }), answer ? result(answer, !0) : { sent: !0, devices: request.limit ?? request.uuids?.length ?? 0, uuids: [], names: [] };
}
async function remainingRequest(ctx, wave, options) {
  let history = wave["rollout-history"], { group, limit, uuids, again, dryRun, printUuids, printNames } = options, base = {
    ...group === void 0 ? {} : { group },
    "dry-run": dryRun,
    "return-uuids": printUuids,
    "return-names": printNames
  };
  if (uuids?.length) {
    let earlier = entriesOfScope(history, group ?? null).length;
    if (earlier === 0 || again || dryRun) return { ...base, uuids };
    throw new ToolError("rollout-needs-again", {
      happened: `Wave ${wave.name} was rolled out ${earlier} times in this scope before, and the Factory does not tell to which devices; these uuids may be among them.`,
      next: "If you mean it, run this again with the option again."
    });
  }
  if (isFullyRolledOut(history, group ?? null) && !dryRun) return null;
  if (limit === void 0) return base;
  let soFar = devicesSoFar(history, group ?? null);
  if ("percent" in limit && soFar === 0) return { ...base, percentage: limit.percent };
  let wanted = "devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent);
  return dryRun && soFar === 0 ? { ...base, limit: wanted } : wanted > soFar ? { ...base, limit: wanted - soFar } : null;
}
async function devicesInPercent(ctx, wave, group, percentage) {
  let request = { ...group === void 0 ? {} : { group }, percentage, "dry-run": !0, "return-uuids": !1, "return-names": !1 };
  return (await ctx.factory.rolloutWave(wave.name, request))["device-num"];
}
function grew(before, after, group) {
  return entriesOfScope(after, group).length > entriesOfScope(before, group).length;
}
function result(answer, sent) {
  return {
    sent,
    devices: answer["device-num"],
    uuids: answer["device-uuids"] ?? [],
    names: answer["device-names"] ?? []
  };
}

export {
  requireScope,
  rollOut
};
