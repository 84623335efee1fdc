// Starts the embedded Factory that the options of `emulate` describe: a new one, or the one that a folder has kept.
import { type DataFolder, openDataFolder } from "../../emulator/data/data-folder.ts";
import type { StoredFactory } from "../../emulator/data/state-text.ts";
import { parseDevices } from "../../emulator/devices/device-text.ts";
import { parseFault } from "../../emulator/server/fault-text.ts";
import { parseBuilds } from "../../emulator/state/builds.ts";
import { chosenClock } from "../../emulator/state/clock.ts";
import { type EmbeddedFactory, type Storage, startFactory } from "../../emulator/state/factory.ts";
import type { DeviceGroup } from "../../emulator/state/state.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { sameJson } from "../../json/difference.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import type { EmulateOptions } from "./emulate-options.ts";

export interface Started {
  readonly factory: EmbeddedFactory;
  /** Was it there already? */
  readonly wentOn: boolean;
  /** Never resolves; rejects when its state can be kept no more. */
  readonly lost: Promise<never>;
  close(): Promise<void>;
}

/**
 * @param data absolute path of the folder that keeps the state.
 * @throws {ToolError} `value-invalid`, before anything is opened; `options-conflict` for what a kept Factory is not;
 *   what {@link openDataFolder} throws.
 */
export async function start(options: EmulateOptions, data: string | null): Promise<Started> {
  const groups = joinedGroups(options.devices ?? []).map(parseDevices);
  const faults = (options.fault ?? []).map(parseFault);
  const buildEveryMs = options.builds === undefined ? {} : { buildEveryMs: parseBuilds(options.builds) };
  const folder = data === null ? null : await openDataFolder(data);
  try {
    const found = folder?.found ?? null;
    if (found) requireSame(found, options, groups, data!);
    const from = options.now ?? (found?.ownClock ? new Date(found.nowMs) : null);
    const { clock, isOwn } = chosenClock({ from, speed: options.speed });
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => {});
    const factory = await startFactory({
      port: options.port,
      clock,
      faults,
      ...buildEveryMs,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.state === undefined ? {} : { state: options.state }),
      ...(groups.length > 0 ? { devices: groups } : {}),
      ...(folder && { storage: storageIn(folder, { clock, isOwn }, lost.reject) }),
    });
    const close = async () => {
      await factory.close().finally(() => folder?.close());
    };
    return { factory, wentOn: found !== null, lost: lost.promise, close };
  } catch (error) {
    await folder?.close();
    throw error;
  }
}

function storageIn(
  folder: DataFolder,
  { clock, isOwn }: ReturnType<typeof chosenClock>,
  failed: (error: unknown) => void,
): Storage {
  return {
    found: folder.found,
    async keep(current) {
      try {
        await folder.keep(() => ({ ...current(), nowMs: clock().getTime(), ownClock: isOwn }));
      } catch (error) {
        failed(error);
        throw error;
      }
    },
  };
}

/** What describes a beginning must be what the kept Factory began as, or be left out (T33). @throws {ToolError} `options-conflict`. */
function requireSame(
  { start: begunAs, state, nowMs }: StoredFactory,
  { seed, state: wanted, now }: EmulateOptions,
  groups: readonly DeviceGroup[],
  data: string,
): void {
  const differs = (option: string, is: string) =>
    new ToolError("options-conflict", {
      happened: `The Factory in ${data} ${is}, so this value of --${option} does not fit.`,
      next: `Leave --${option} out to use that Factory, or name another folder with --data.`,
    });
  if (seed !== undefined && seed !== state.seed) throw differs("seed", `has the seed ${JSON.stringify(state.seed)}`);
  if (wanted !== undefined && wanted !== begunAs) throw differs("state", `began as ${begunAs}`);
  if (groups.length > 0 && !sameJson(groups, state.groups)) throw differs("devices", "has other devices");
  if (now && now.getTime() < nowMs) throw differs("now", `has got to ${wholeSeconds(new Date(nowMs))}`);
}

/** A list option may have been split at its commas; a group begins where a part's name is none of ours. */
function joinedGroups(parts: readonly string[]): string[] {
  const groups: string[] = [];
  for (const part of parts) {
    if (groups.length > 0 && /^\s*(?:online|pace|fail|tag|client)=/.test(part)) groups.push(`${groups.pop()},${part}`);
    else groups.push(part);
  }
  return groups;
}
