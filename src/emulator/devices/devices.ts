// The simulated fleet. A device's version is a function of what happened and of the time: nothing is stored,
// so the numbers of `wave status` move with the clock and two runs give the same ones.
import type { ClientName } from "../../tuf/devices/clients.ts";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../../tuf/metadata/expiry.ts";
import { deriveShare, deriveUuid } from "../state/seed.ts";
import type { DeviceGroup, EmbeddedState, EmbeddedWave, TargetsDocument } from "../state/state.ts";
import { versionTaken } from "./device-client.ts";

export interface Device {
  readonly uuid: string;
  readonly name: string;
  readonly group: string;
  readonly tag: string;
  readonly client: ClientName;
  /** False for a device that has not been seen since a day before the start. */
  readonly online: boolean;
}

const OFFLINE_HOURS = 24;
const fleets = new WeakMap<readonly DeviceGroup[], readonly Device[]>();

/** What the population of a Factory is when nobody says otherwise. */
export const DEFAULT_GROUP: DeviceGroup = {
  name: "us-east",
  devices: 10,
  online: 0.8,
  pacePerMinute: 3,
  failRate: 0,
  tag: "production",
  client: "aktualizr-lite",
};

/** All devices, group by group. */
export function devicesOf({ groups, seed }: EmbeddedState): readonly Device[] {
  const known = fleets.get(groups);
  if (known) return known;
  const fleet = groups.flatMap((group) => members(group, seed));
  fleets.set(groups, fleet);
  return fleet;
}

function members(group: DeviceGroup, seed: string): Device[] {
  const onlineCount = Math.round(group.devices * group.online);
  const digits = String(Math.max(group.devices - 1, 0)).length;
  return Array.from({ length: group.devices }, (_, index) => ({
    uuid: deriveUuid(seed, `device ${group.name} ${index}`),
    name: `${group.name}-${String(index).padStart(digits, "0")}`,
    group: group.name,
    tag: group.tag,
    client: group.client,
    online: index < onlineCount,
  }));
}

/** Whether the Factory saw the device within the last `hours`. */
export function seenWithin(device: Device, hours: number, state: EmbeddedState, now: Date): boolean {
  if (device.online) return true;
  return now.getTime() - (state.startedMs - OFFLINE_HOURS * MS_PER_HOUR) <= hours * MS_PER_HOUR;
}

/**
 * The version each device of the fleet runs at `now`, by uuid. A group finishes one update per 1/pace
 * minutes, in the order in which its devices were told; a device takes only what its client accepts.
 */
export function versionsAt(state: EmbeddedState, now: Date): Map<string, number> {
  const versions = new Map(devicesOf(state).map(({ uuid }) => [uuid, state.deviceVersion]));
  for (const wave of state.waves) {
    if (wave.targets && wave.endedMs !== null && wave.status === "canceled") {
      updateDevices(state, wave, wave.targets, versions, Math.min(wave.endedMs, now.getTime()));
    } else if (wave.targets) {
      updateDevices(state, wave, wave.targets, versions, now.getTime());
    }
  }
  return versions;
}

/** Devices told to take the Wave by a rollout, by uuid. */
export function scheduledBy(wave: EmbeddedWave): Set<string> {
  return new Set(wave.schedules.flatMap(({ uuids }) => uuids));
}

function updateDevices(
  state: EmbeddedState,
  wave: EmbeddedWave,
  targets: TargetsDocument,
  versions: Map<string, number>,
  untilMs: number,
): void {
  const toldMs = new Map<string, number>();
  for (const { atMs, uuids } of wave.schedules) {
    for (const uuid of uuids) if (!toldMs.has(uuid)) toldMs.set(uuid, atMs);
  }
  const offered = documentsOf(state, wave, targets);
  for (const group of state.groups) {
    if (group.tag !== wave.tag || group.pacePerMinute <= 0) continue;
    const queue = devicesOf(state)
      .filter((device) => device.group === group.name && device.online)
      .map((device) => ({ device, atMs: toldMs.get(device.uuid) ?? completedMs(wave) }))
      .filter(({ atMs }) => atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs);
    let freeMs = 0;
    for (const { device, atMs } of queue) {
      if (fails(state, device, wave, group)) continue;
      freeMs = Math.max(freeMs, atMs) + MS_PER_MINUTE / group.pacePerMinute;
      if (freeMs > untilMs) break;
      const taken = versionTaken(state, device.client, offered, new Date(freeMs));
      if (taken !== null && taken > versions.get(device.uuid)!) versions.set(device.uuid, taken);
    }
  }
}

/** When a completed Wave reached the devices that no rollout had told; never, for any other Wave. */
function completedMs(wave: EmbeddedWave): number {
  return wave.status === "complete" && wave.endedMs !== null ? wave.endedMs : Number.POSITIVE_INFINITY;
}

function fails({ seed }: EmbeddedState, device: Device, wave: EmbeddedWave, group: DeviceGroup): boolean {
  const { failRate, failVersion } = group;
  if (failVersion !== undefined && wave.version !== String(failVersion)) return false;
  return failRate > 0 && deriveShare(seed, `failure ${wave.name} ${device.uuid}`) < failRate;
}

/** The Wave's own, and once it is complete what a rotation of keys has made of it. */
function documentsOf(state: EmbeddedState, wave: EmbeddedWave, targets: TargetsDocument): readonly TargetsDocument[] {
  const production = wave.status === "complete" ? state.prodTargets.get(wave.tag) : undefined;
  return production?.signed.version === targets.signed.version ? [targets, production] : [targets];
}
