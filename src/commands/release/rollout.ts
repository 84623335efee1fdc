// Rolls an active Wave out to a group, a number of devices, or named devices: each step harmless to repeat.
import type { Rollout, RolloutAnswer, RolloutRequest, Wave } from "../../factory/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import { devicesSoFar, entriesOfScope, isFullyRolledOut } from "../../tuf/rollout-scope.ts";
import type { Context, Limit } from "../command.ts";
import { settle } from "./settle.ts";

export interface RolloutOptions {
  readonly group?: string | undefined;
  readonly limit?: Limit | undefined;
  readonly uuids?: readonly string[] | undefined;
  readonly again: boolean;
  readonly dryRun: boolean;
  readonly printUuids: boolean;
  readonly printNames: boolean;
}

export interface RolloutResult {
  /** False when the history shows that it has happened already, or in a dry run. */
  readonly sent: boolean;
  readonly devices: number;
  readonly uuids: readonly string[];
  readonly names: readonly string[];
}

/** @throws {ToolError} `rollout-needs-scope`, `options-conflict`. */
export function requireScope({ group, limit, uuids }: RolloutOptions): void {
  if (group === undefined && limit === undefined && !uuids?.length) {
    throw new ToolError("rollout-needs-scope", {
      happened: "A rollout needs a group, a limit or uuids: without one it is not known whom it is for.",
      next: "Give at least one of the options group, limit and uuids; for everybody use wave complete.",
    });
  }
  if (limit !== undefined && uuids?.length) {
    throw new ToolError("options-conflict", {
      happened: "The options limit and uuids were given together.",
      next: "Give one of them.",
    });
  }
}

/**
 * @param wave as read from the Factory, with its rollout history.
 * @throws {ToolError} `rollout-needs-again`, the Factory's refusal, or `write-unknown`.
 */
export async function rollOut(ctx: Context, wave: Wave, options: RolloutOptions): Promise<RolloutResult> {
  const history = wave["rollout-history"];
  const group = options.group ?? null;
  const request = await remainingRequest(ctx, wave, options);
  if (request === null) return { sent: false, devices: devicesSoFar(history, group), uuids: [], names: [] };
  if (options.dryRun) return result(await ctx.factory.rolloutWave(wave.name, request), false);
  ctx.progress("Rolling the Wave out");
  let answer: RolloutAnswer | null = null;
  await settle({
    what: `rolling out Wave ${wave.name}`,
    write: async () => {
      answer = await ctx.factory.rolloutWave(wave.name, request);
    },
    carriedOut: async () => {
      const now = await ctx.readBack.wave(wave.name, { showTargets: false });
      return now !== null && grew(history, now["rollout-history"], group);
    },
    toFindOut: `factory-tuf wave show ${wave.name}`,
  });
  if (answer) return result(answer, true);
  return { sent: true, devices: request.limit ?? request.uuids?.length ?? 0, uuids: [], names: [] };
}

/** The call that is left to make, or null when the history shows that there is none. */
async function remainingRequest(ctx: Context, wave: Wave, options: RolloutOptions): Promise<RolloutRequest | null> {
  const history = wave["rollout-history"];
  const { group, limit, uuids, again, dryRun, printUuids, printNames } = options;
  const base = {
    ...(group === undefined ? {} : { group }),
    "dry-run": dryRun,
    "return-uuids": printUuids,
    "return-names": printNames,
  };
  if (uuids?.length) {
    const earlier = entriesOfScope(history, group ?? null).length;
    if (earlier === 0 || again || dryRun) return { ...base, uuids };
    throw new ToolError("rollout-needs-again", {
      happened: `Wave ${wave.name} was rolled out ${earlier} times in this scope before, and the Factory does not tell to which devices; these uuids may be among them.`,
      next: "If you mean it, run this again with the option again.",
    });
  }
  if (isFullyRolledOut(history, group ?? null) && !dryRun) return null;
  if (limit === undefined) return base;
  const soFar = devicesSoFar(history, group ?? null);
  if ("percent" in limit && soFar === 0) return { ...base, percentage: limit.percent };
  const wanted = "devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent);
  if (dryRun && soFar === 0) return { ...base, limit: wanted };
  return wanted > soFar ? { ...base, limit: wanted - soFar } : null;
}

/** A percentage counted in devices, as the Factory counts it. */
async function devicesInPercent(
  ctx: Context,
  wave: Wave,
  group: string | undefined,
  percentage: number,
): Promise<number> {
  const scope = group === undefined ? {} : { group };
  const request = { ...scope, percentage, "dry-run": true, "return-uuids": false, "return-names": false };
  return (await ctx.factory.rolloutWave(wave.name, request))["device-num"];
}

function grew(before: readonly Rollout[], after: readonly Rollout[], group: string | null): boolean {
  return entriesOfScope(after, group).length > entriesOfScope(before, group).length;
}

function result(answer: RolloutAnswer, sent: boolean): RolloutResult {
  return {
    sent,
    devices: answer["device-num"],
    uuids: answer["device-uuids"] ?? [],
    names: answer["device-names"] ?? [],
  };
}
