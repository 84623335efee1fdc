// What an interrupted run left beside an archive is taken into it: every key of both, proven, before anything goes.
// Decides nothing about the Factory: a key that nobody lists harms nobody.
import { basename, resolve } from "node:path";
import { codeOf } from "../../errors/error-code.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { type Disk, diskFailed, systemDisk } from "../../files/disk.ts";
import { removeUnfinished } from "../../files/write-proven.ts";
import type { ArchiveKey } from "../types.ts";
import {
  besideName,
  leftoverForm,
  leftoversOf,
  type OpenedArchive,
  openArchiveBytes,
  openArchiveFileIfThere,
  partName,
} from "./archive-file.ts";
import { keyWithPrivateHalf, privateHalfOf } from "./archive-key.ts";
import type { KeyFile } from "./key-file.ts";
import { foreignLeftover, rewriteInPlace } from "./save-archive.ts";

export interface Adopted {
  /** The files that were found and are gone now. */
  readonly files: readonly string[];
  /** Key ids that came into the archive from them. */
  readonly keyids: readonly string[];
}

/**
 * Takes the keys of `<path>.new` (ours) and `<path>.tmp` (the vendor's tool) into the archive and removes those files;
 * what was never finished is removed too. The caller holds the archive's lock.
 * @throws {ToolError} `keys-leftover` when one of them cannot be opened; then it stays, and the archive is as it was.
 */
export async function adoptLeftovers(file: KeyFile, disk: Disk = systemDisk): Promise<Adopted> {
  const path = resolve(file.path);
  await removeUnfinished(partName(path), disk);
  await discardEmpty(path, disk);
  const { ours, vendors } = await leftoversOf(path, disk);
  const files = [ours, vendors].filter((name) => name !== null);
  const keyids: string[] = [];
  for (const name of files) {
    keyids.push(...(await adoptOne(file, name, disk)));
    try {
      await disk.remove(name);
    } catch (error) {
      throw diskFailed(error, `${name} could not be removed`, "Remove it: all its keys are in the archive.");
    }
  }
  return { files, keyids };
}

/** An empty file under the name of a leftover holds no key, and would be in the way of one that does. */
async function discardEmpty(path: string, disk: Disk): Promise<void> {
  for (const name of [besideName(path), `${path}.tmp`]) {
    try {
      if ((await disk.exists(name)) && (await disk.read(name))?.length === 0) await disk.remove(name);
    } catch (error) {
      throw diskFailed(error, `${name} could not be checked`, "Check that this user may read and write in its folder.");
    }
  }
}

async function adoptOne({ path, secrets }: KeyFile, name: string, disk: Disk): Promise<string[]> {
  const archive = await openArchiveFileIfThere(path, secrets, disk);
  const left = await opened(name, secrets, disk);
  const united = union(archive?.archive.keys ?? [], left.archive.keys);
  if (united.added.length === 0) return [];
  await rewriteInPlace(archive ?? { path, protection: left.protection }, united.keys, disk);
  return united.added.map(({ keyid }) => keyid);
}

async function opened(name: string, secrets: KeyFile["secrets"], disk: Disk): Promise<OpenedArchive> {
  const bytes = await readLeftover(name, disk);
  if (bytes === null) {
    throw new ToolError("keys-changed-meanwhile", {
      happened: `\`${basename(name)}\` was moved away while this command ran.`,
      next: "Run the command again.",
    });
  }
  if (leftoverForm(bytes) === "foreign") throw foreignLeftover(name);
  try {
    return await openArchiveBytes(name, bytes, secrets);
  } catch (error) {
    throw error instanceof ToolError ? unopened(error, name) : error;
  }
}

/** Nobody typed this name: what is no regular file there was put there by somebody else (T29). */
async function readLeftover(name: string, disk: Disk): Promise<Uint8Array | null> {
  try {
    return await disk.read(name);
  } catch (error) {
    if (/^(?:EFTYPE|ENXIO|EISDIR)$/.test(codeOf(error))) throw foreignLeftover(name);
    throw unopened(diskFailed(error, `\`${basename(name)}\` could not be read`, ""), name);
  }
}

function unopened(error: ToolError, name: string): ToolError {
  return error.extended({
    code: "keys-leftover",
    before: `An interrupted run left \`${basename(name)}\`, which cannot be opened:`,
    next: "Keep it until you know what it holds: it may be the only copy of a key that the Factory knows. Then move it away, and run this again.",
  });
}

/** All keys of both; of a key that both have, the one with its private half. A name is given once. */
function union(
  some: readonly ArchiveKey[],
  others: readonly ArchiveKey[],
): { readonly keys: readonly ArchiveKey[]; readonly added: readonly ArchiveKey[] } {
  const holds = (keys: readonly ArchiveKey[], { keyid }: ArchiveKey) =>
    keys.some((key) => key.keyid === keyid && privateHalfOf(key));
  const added = others.filter((key) =>
    privateHalfOf(key) ? !holds(some, key) : !some.some(({ keyid }) => keyid === key.keyid),
  );
  const kept = some.filter((key) => privateHalfOf(key) || !added.some(({ keyid }) => keyid === key.keyid));
  const names = new Set(kept.map(({ name }) => name));
  const free = added.filter(({ name }) => !names.has(name));
  const clashing = added.filter(({ name }) => names.has(name)).map(namedByKeyid);
  return { keys: [...kept, ...free, ...clashing], added };
}

function namedByKeyid(key: ArchiveKey): ArchiveKey {
  const [name, half] = [`tufrepo/keys/${key.keyid}`, privateHalfOf(key)];
  return half ? keyWithPrivateHalf(name, half, key.public) : { ...key, name };
}
