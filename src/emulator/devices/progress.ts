// `GET O/waves/W/status/`: how far a Wave has come, counted over the simulated devices.
import type { WaveGroupProgress, WaveProgress } from "../../factory/types.ts";
import { type Call, ok, Refusal, type Reply } from "../server/reply.ts";
import { activeWavesIn, type EmbeddedState, type EmbeddedWave, waveNamed } from "../state/state.ts";
import { type Device, devicesOf, scheduledBy, seenWithin, versionsAt } from "./devices.ts";

const DEFAULT_OFFLINE_HOURS = 4;

/** `W` may be `$active$`. */
export function waveProgress({ state, params, query, now }: Call): Reply {
  const asked = params.wave ?? "";
  const wave = asked === "$active$" ? activeWavesIn(state).at(-1) : waveNamed(state, asked);
  if (!wave) throw new Refusal(404, asked === "$active$" ? "No wave is active" : `No wave named ${asked}`);
  const hours = query.get("offline-threshold") ?? String(DEFAULT_OFFLINE_HOURS);
  if (!/^\d{1,5}$/.test(hours)) throw new Refusal(400, "offline-threshold is not a number of hours");
  return ok(progressOf(state, wave, Number(hours), now));
}

function progressOf(state: EmbeddedState, wave: EmbeddedWave, offlineHours: number, now: Date): WaveProgress {
  const fleet = devicesOf(state).filter(({ tag }) => tag === wave.tag);
  const versions = versionsAt(state, now);
  const uuids = scheduledBy(wave);
  const waveVersion = Number(wave.version);
  const isUpdated = ({ uuid }: Device) => versions.get(uuid)! >= waveVersion;
  const isScheduled = (device: Device) =>
    !isUpdated(device) && wave.status !== "canceled" && (wave.status === "complete" || uuids.has(device.uuid));

  const groups = state.groups
    .filter(({ tag }) => tag === wave.tag)
    .map(({ name }): WaveGroupProgress => {
      const members = fleet.filter(({ group }) => group === name);
      const at = (compare: (version: number) => boolean) =>
        members.filter(({ uuid }) => compare(versions.get(uuid)!)).length;
      return {
        name,
        "rollout-at": Object.hasOwn(wave.groups, name) ? wave.groups[name]!["created-at"] : "",
        "devices-total": members.length,
        "devices-online": members.filter((device) => seenWithin(device, offlineHours, state, now)).length,
        "devices-on-wave-version": at((version) => version === waveVersion),
        "devices-on-newer-version": at((version) => version > waveVersion),
        "devices-on-older-version": at((version) => version < waveVersion),
        "devices-scheduled-for-update": members.filter(isScheduled).length,
        targets: versionCounts(state, wave, members, versions),
      };
    });
  const updated = fleet.filter(isUpdated).length;
  const scheduled = fleet.filter(isScheduled).length;
  return {
    name: wave.name,
    version: waveVersion,
    tag: wave.tag,
    status: wave.status,
    "created-at": wave.meta["created-at"],
    "finished-at": wave.status === "active" ? "" : wave.meta["updated-at"],
    "total-devices": fleet.length,
    "updated-devices": updated,
    "scheduled-devices": scheduled,
    "unscheduled-devices": fleet.length - updated - scheduled,
    "rollout-groups": groups.filter(({ name }) => Object.hasOwn(wave.groups, name)),
    "other-groups": groups.filter(({ name }) => !Object.hasOwn(wave.groups, name)),
  };
}

/** Newest first; a version is an orphan when neither the Wave nor production for its tag has it. */
function versionCounts(
  state: EmbeddedState,
  wave: EmbeddedWave,
  members: readonly Device[],
  versions: ReadonlyMap<string, number>,
): WaveGroupProgress["targets"] {
  const counts = Map.groupBy(members, ({ uuid }) => versions.get(uuid)!);
  const documents = [wave.targets, state.prodTargets.get(wave.tag)];
  const offered = new Set(
    documents.flatMap((document) =>
      Object.values(document?.signed.targets ?? {}).map(({ custom }) => Number(custom?.version)),
    ),
  );
  return [...counts]
    .sort(([a], [b]) => b - a)
    .map(([version, devices]) => ({ version, devices: devices.length, "is-orphan": !offered.has(version) }));
}
