// Rolls an active Wave out to a group, a number of devices, or named devices: each step harmless to repeat.

import type { Context } from "../context/context.ts";
import type { Limit } from "../context/declaration.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Rollout, RolloutAnswer, RolloutRequest, Wave } from "../factory/types.ts";
import { counted } from "../text/sentence.ts";
import { devicesSoFar, entriesOfScope, isFullyRolledOut, MAX_ROLLOUT_DEVICES } from "../tuf/targets/rollout-scope.ts";
import { settleSeen } from "../verified/settle.ts";
import { noWave } from "../verified/wave-state.ts";

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
  /** False in a dry run, when the history shows that it has happened already, and when it reached nobody. */
  readonly sent: boolean;
  readonly devices: number;
  readonly uuids: readonly string[];
  readonly names: readonly string[];
}

/** @throws {ToolError} `rollout-needs-scope`; `options-conflict` for a percentage of named devices. */
export function requireScope({ group, limit, uuids }: RolloutOptions): void {
  if (group === undefined && limit === undefined && !uuids?.length) {
    throw new ToolError("rollout-needs-scope", {
      happened: "A rollout needs a group, a limit or uuids.",
      next: "Give at least one of the options group, limit and uuids. For all devices, use wave complete.",
    });
  }
  if (limit && "percent" in limit && uuids?.length) {
    throw new ToolError("options-conflict", {
      happened: "A limit in percent and uuids cannot be used together.",
      next: "Give the limit as a number of devices, or leave one of them out.",
    });
  }
}

/** Whom it is for, in words: group us-east, at most 10 devices. */
export function scopeText({ group, limit, uuids }: Pick<RolloutOptions, "group" | "limit" | "uuids">): string {
  const parts = [
    ...(group === undefined ? [] : [`group ${group}`]),
    ...(uuids?.length ? [`${counted(uuids.length, "named device")}`] : []),
    ...(limit === undefined
      ? []
      : ["devices" in limit ? `at most ${counted(limit.devices, "device")}` : `${limit.percent}%`]),
  ];
  return parts.join(", ");
}

/**
 * @param wave as read from the Factory, with its rollout history.
 * @param agree called before a rollout that is left to make, and no dry run.
 * @throws {ToolError} `rollout-needs-again`, `rollout-over-limit`, the Factory's refusal, or `write-unknown`.
 */
export async function rollOut(
  ctx: Context,
  wave: Wave,
  options: RolloutOptions,
  agree: () => Promise<void>,
): Promise<RolloutResult> {
  const history = wave["rollout-history"];
  const group = options.group ?? null;
  const request = await remainingRequest(ctx, wave, options);
  if (request === null) return { sent: false, devices: devicesSoFar(history, group), uuids: [], names: [] };
  if (options.dryRun) return result(await ctx.factory.rolloutWave(wave.name, request), false);
  await agree();
  ctx.progress("Rolling the Wave out");
  let shown: readonly Rollout[] = [];
  const isInHistory = async () => {
    shown = (await ctx.readBack.wave(wave.name, { showTargets: false }))?.["rollout-history"] ?? [];
    return grew(history, shown, group);
  };
  const answer = await settleSeen(ctx, {
    what: `rolling out Wave ${wave.name}`,
    write: () => ctx.factory.rolloutWave(wave.name, request),
    carriedOut: isInHistory,
    // One that reaches no device may leave no entry.
    isShown: async (answered) => (await isInHistory()) || answered["device-num"] === 0,
    toFindOut: `factory-tuf wave show ${wave.name}`,
  });
  await requireWithinLimit(ctx, wave, options, shown);
  if (answer) return outcomeOf(ctx, wave, { ...answer, "rollout-history": [...shown] }, group);
  return { sent: true, devices: request.limit ?? request.uuids?.length ?? 0, uuids: [], names: [] };
}

/**
 * The Factory compares nothing: of two runs at the same time each asks for all that was missing. So what it shows afterwards
 * decides (T30), and a later run of the two always sees both.
 * @throws {ToolError} `rollout-over-limit`: devices were told of the Wave, more than were to be.
 */
async function requireWithinLimit(
  ctx: Context,
  wave: Wave,
  { group, limit, uuids }: RolloutOptions,
  shown: readonly Rollout[],
): Promise<void> {
  if (limit === undefined || uuids?.length) return;
  // Where nobody else was at work the Factory itself has counted the percentage, and it may round in its own way.
  if ("percent" in limit && entriesOfScope(shown, group ?? null).length < 2) return;
  const wanted = "devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent);
  const notified = devicesSoFar(shown, group ?? null);
  if (notified <= wanted) return;
  throw new ToolError("rollout-over-limit", {
    happened: `Wave ${wave.name} was rolled out to ${notified} devices${group === undefined ? "" : ` of group ${group}`} in all, but the limit is ${wanted}. Another run was active at the same time, or the Factory reached more devices than asked.`,
    changed: "yes",
    next: `This cannot be undone for those devices. Look with: factory-tuf wave show ${wave.name}. If there are too many, stop the Wave with: factory-tuf wave cancel ${wave.name}. Then no more devices get it.`,
  });
}

/**
 * A rollout that reaches no device now still counts where it is for a whole group: then devices that join later take the
 * Wave too.
 */
function outcomeOf(ctx: Context, wave: Wave, answer: RolloutAnswer, group: string | null): RolloutResult {
  if (answer["device-num"] > 0) return result(answer, true);
  const isForLater =
    !isFullyRolledOut(wave["rollout-history"], group) && isFullyRolledOut(answer["rollout-history"] ?? [], group);
  const reached = `The rollout of Wave ${wave.name} reaches no device now`;
  ctx.log.warning(isForLater ? `${reached}. Devices that join group ${group} later will get it.` : `${reached}.`);
  return result(answer, isForLater);
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
    const atMost = limit && "devices" in limit ? { limit: limit.devices } : {};
    if (earlier === 0 || again || dryRun) return { ...base, uuids, ...atMost };
    throw new ToolError("rollout-needs-again", {
      happened: `Wave ${wave.name} was rolled out in this scope before (${counted(earlier, "time")}). The Factory does not say to which devices, so these uuids may be among them.`,
      next: "To roll out anyway, run this again with --again.",
    });
  }
  if (isFullyRolledOut(history, group ?? null) && !dryRun) return null;
  if (limit === undefined) return base;
  // The Factory counts a percentage among devices that have not taken part yet: right for the first rollout of a scope.
  if ("percent" in limit && entriesOfScope(history, group ?? null).length === 0) {
    return { ...base, percentage: limit.percent };
  }
  const wanted = "devices" in limit ? limit.devices : await devicesInPercent(ctx, wave, group, limit.percent);
  const missing = wanted - devicesSoFar(history, group ?? null);
  if (missing > MAX_ROLLOUT_DEVICES) throw tooMany(missing);
  return missing > 0 ? { ...base, limit: missing } : null;
}

function tooMany(missing: number): ToolError {
  return new ToolError("value-invalid", {
    happened: `The limit needs ${missing} more devices, but one rollout by number takes at most ${MAX_ROLLOUT_DEVICES}.`,
    next: "Roll out to whole groups instead, with --group.",
  });
}

/** The share of all devices of the scope that are on the Wave's tag, rounded up. */
async function devicesInPercent(
  ctx: Context,
  wave: Wave,
  group: string | undefined,
  percentage: number,
): Promise<number> {
  const progress = await ctx.factory.waveProgress(wave.name, OFFLINE_HOURS);
  if (progress === null) throw noWave(wave.name);
  if (group === undefined) return Math.ceil((progress["total-devices"] * percentage) / 100);
  const all = [...progress["rollout-groups"], ...progress["other-groups"]];
  const found = all.find(({ name }) => name === group);
  if (found) return Math.ceil((found["devices-total"] * percentage) / 100);
  throw new ToolError("response-malformed", {
    happened: `The Factory's progress of Wave ${wave.name} does not include group ${group}, to which it was rolled out.`,
    next: "Give the limit as a number of devices.",
  });
}

/** Asked for with the progress; what counts as offline does not matter here. */
const OFFLINE_HOURS = 4;

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
