// Telling devices to take a Wave: which ones a request means, and what is remembered of it.

import type { Rollout } from "../../factory/types.ts";
import { isInteger } from "../../json/object.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { MAX_ROLLOUT_DEVICES } from "../../tuf/targets/rollout-scope.ts";
import { bodyObject, type Call, ok, Refusal, type Reply, refuseInvalid } from "../server/reply.ts";
import { type EmbeddedWave, type RolloutGroup, withWave } from "../state/state.ts";
import { requireProductionThreshold } from "../waves/wave-checks.ts";
import { waveJson } from "../waves/wave-views.ts";
import { activeWave } from "../waves/waves.ts";
import { type Device, devicesOf } from "./devices.ts";

const MAX_UUID = 60;
const NEEDS_SCOPE = "One of group, limit, percentage, uuids is needed";

interface Scope {
  readonly group: string | null;
  readonly limit: number | null;
  readonly percentage: number | null;
  readonly uuids: readonly string[] | null;
}

/** `POST O/waves/W/rollout/` */
export function rolloutWave(call: Call): Reply {
  const { state } = call;
  const wave = activeWave(call);
  const body = bodyObject(call);
  const scope = readScope(body);
  if (state.writes === "strict" && wave.targets) requireProductionThreshold(state, wave.targets);
  const devices = selectDevices(scope, wave, groupMembers(call, scope, wave));
  const rolledOut = body["dry-run"] === true ? wave : withRollout(call, wave, scope, devices);
  const answer = {
    ...waveJson(rolledOut),
    "device-num": devices.length,
    "device-uuids": body["return-uuids"] === true ? devices.map(({ uuid }) => uuid) : null,
    "device-names": body["return-names"] === true ? devices.map(({ name }) => name) : null,
  };
  return rolledOut === wave ? ok(answer) : ok(answer, withWave(state, rolledOut));
}

function readScope(body: Record<string, unknown>): Scope {
  const errors: Record<string, string> = {};
  const isGiven = (name: keyof Scope) => (body[name] ?? null) !== null;
  const read = <T>(name: keyof Scope, isOne: (value: unknown) => value is T, says: string): T | null => {
    const value = body[name] ?? null;
    if (value !== null && isOne(value)) return value;
    if (value !== null) errors[name] = says;
    return null;
  };
  const scope: Scope = {
    group: read("group", isText, "is not the name of a group"),
    limit: read("limit", isDeviceCount, `is not a number from 1 to ${MAX_ROLLOUT_DEVICES}`),
    percentage: read("percentage", isPercentage, "is not a number from 1 to 100"),
    uuids: read(
      "uuids",
      isUuidList,
      `is not a list of 1 to ${MAX_ROLLOUT_DEVICES} device ids of at most ${MAX_UUID} characters`,
    ),
  };
  if (isGiven("percentage") && (isGiven("limit") || isGiven("uuids"))) {
    errors.percentage ??= "cannot be given with limit or uuids";
  }
  for (const name of ["dry-run", "return-uuids", "return-names"]) {
    if (body[name] !== undefined && typeof body[name] !== "boolean") errors[name] = "is not true or false";
  }
  refuseInvalid("The rollout is not valid", errors);
  if (Object.values(scope).every((value) => value === null)) throw new Refusal(400, NEEDS_SCOPE);
  return scope;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isDeviceCount(value: unknown): value is number {
  return isInteger(value, 1, MAX_ROLLOUT_DEVICES);
}

function isPercentage(value: unknown): value is number {
  return isInteger(value, 1, 100);
}

function isUuidList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_ROLLOUT_DEVICES) return false;
  return value.every((uuid) => typeof uuid === "string" && uuid.length >= 1 && uuid.length <= MAX_UUID);
}

/** The devices on the Wave's tag, of the group if one is named. */
function groupMembers({ state }: Call, { group }: Scope, { tag }: EmbeddedWave): readonly Device[] {
  if (group !== null && !state.groups.some(({ name }) => name === group)) {
    throw new Refusal(404, `No device group named ${group}`);
  }
  return devicesOf(state).filter((device) => device.tag === tag && (group === null || device.group === group));
}

/**
 * A limit and a percentage leave out whoever was told before, as the vendor documents it. Where nobody
 * is left, they count among all, as was recorded.
 */
function selectDevices({ limit, percentage, uuids }: Scope, wave: EmbeddedWave, members: readonly Device[]): Device[] {
  if (uuids !== null) {
    const unknown = uuids.filter((uuid) => !members.some((device) => device.uuid === uuid));
    if (unknown.length > 0) throw new Refusal(400, "The rollout is not valid", { uuids: `no device ${unknown[0]}` });
    const named = members.filter(({ uuid }) => uuids.includes(uuid));
    return limit === null ? named : notScheduled(wave, named).slice(0, limit);
  }
  if (limit === null && percentage === null) return [...members];
  const fresh = notScheduled(wave, members);
  const among = fresh.length > 0 ? fresh : members;
  return among.slice(0, limit ?? Math.ceil((among.length * (percentage ?? 0)) / 100));
}

function notScheduled(wave: EmbeddedWave, devices: readonly Device[]): Device[] {
  const scheduled = new Set(wave.schedules.flatMap((schedule) => schedule.uuids));
  return devices.filter(({ uuid }) => !scheduled.has(uuid));
}

function withRollout({ user, now }: Call, wave: EmbeddedWave, scope: Scope, devices: readonly Device[]): EmbeddedWave {
  const at = wholeSeconds(now);
  const by = user["polis-id"];
  const { group } = scope;
  const isFullGroup = group !== null && scope.limit === null && scope.percentage === null && scope.uuids === null;
  const entry: Rollout = {
    "group-name": group ?? "",
    "rollout-by": by,
    "rollout-at": at,
    "is-full-group": isFullGroup,
    "is-factory-wide": group === null,
    "num-devices": devices.length,
  };
  const known = group === null || Object.hasOwn(wave.groups, group);
  const added: RolloutGroup[] = known
    ? []
    : [{ "group-id": Object.keys(wave.groups).length + 1, "group-name": group, "created-at": at, "created-by": by }];
  return {
    ...wave,
    groups: Object.fromEntries([...Object.entries(wave.groups), ...added.map((one) => [one["group-name"], one])]),
    history: [...wave.history, entry],
    schedules: [...wave.schedules, { atMs: now.getTime(), uuids: devices.map(({ uuid }) => uuid) }],
  };
}
