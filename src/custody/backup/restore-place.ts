// Puts restored keys into the archive that was named: a new one, or one that lacks them. Nothing else in it changes.

import { ToolError } from "../../errors/tool-error.ts";
import { systemDisk } from "../../files/disk.ts";
import { realPath } from "../../files/real-path.ts";
import { type Protection, protectionFor, type UnlockSecrets } from "../../keys/age/protection.ts";
import { adoptLeftovers } from "../../keys/archive/adopt-leftovers.ts";
import { writeCopy } from "../../keys/archive/archive-copy.ts";
import { besideName, openArchiveFileIfThere } from "../../keys/archive/archive-file.ts";
import { renamedKey } from "../../keys/archive/archive-key.ts";
import { lockArchive } from "../../keys/archive/archive-lock.ts";
import { replaceWith, saveBeside } from "../../keys/archive/save-archive.ts";
import type { Backup } from "../../keys/paper/read-backup.ts";
import type { ArchiveKey } from "../../keys/types.ts";

export interface Restored extends Pick<Backup, "keys" | "protection"> {
  /** The archive that the keys come from, as it lies on its disk; null for every other form. */
  readonly bytes: Uint8Array | null;
  /** Of the file that the keys come from; null for what was typed. */
  readonly path: string | null;
}

export interface Placed {
  /** Key ids that were not in the archive before. */
  readonly added: readonly string[];
  readonly protection: Protection;
  /** All that was in it before; null for a new one. */
  readonly before: readonly ArchiveKey[] | null;
  /** True where the backup was that archive itself. */
  readonly itself: boolean;
}

export interface PlaceRules {
  /** The roles for which a key is active now. */
  readonly activeRoles: (keyid: string) => readonly string[];
  /** Throws where an archive with such keys must be left alone. */
  readonly permit: (held: readonly ArchiveKey[]) => void;
}

/**
 * @param secrets open the archive when it is there; given ones lock a new archive, unless it is made from an encrypted
 *   one: that stays as it is, byte for byte.
 * @throws {ToolError} what `permit` throws; `keys-several-active` where the archive would hold two active keys of a role; `keys-in-use`;
 *   everything that opening and saving an archive throws.
 */
export async function placeKeys(
  path: string,
  secrets: UnlockSecrets,
  restored: Restored,
  { activeRoles, permit }: PlaceRules,
): Promise<Placed> {
  const lock = await lockArchive(path);
  try {
    // What an earlier run left beside it comes first, every key of it; what this very command left is finished below.
    if (!(await isLeftByThis(path, restored))) await adoptLeftovers({ path, secrets });
    const opened = await openArchiveFileIfThere(path, secrets);
    if (!opened) return await placeNew(path, secrets, restored);
    const held = opened.archive.keys;
    permit(held);
    const { protection } = opened;
    const itself = restored.path !== null && (await realPath(restored.path)) === opened.path;
    const added = restored.keys.filter((key) => !holds(held, key));
    if (added.length === 0) return { added: [], protection, before: held, itself };
    requireOneActive(held, added, activeRoles);
    const keys = [...held.filter(({ keyid }) => !added.some((key) => key.keyid === keyid)), ...named(added, held)];
    await replaceWith(await saveBeside(opened, keys));
    return { added: added.map(({ keyid }) => keyid), protection, before: held, itself };
  } finally {
    await lock.release();
  }
}

async function isLeftByThis(path: string, { bytes }: Restored): Promise<boolean> {
  const left = bytes && (await systemDisk.read(besideName(path)).catch(() => null));
  return left !== null && Buffer.from(bytes!).equals(left);
}

async function placeNew(path: string, secrets: UnlockSecrets, { keys, protection, bytes }: Restored): Promise<Placed> {
  const added = keys.map(({ keyid }) => keyid);
  const isEncrypted = protection !== null && protection.kind !== "plain";
  const chosen = isEncrypted ? protection : await protectionFor(secrets);
  if (bytes && protection && (isEncrypted || chosen.kind === "plain")) {
    await writeCopy(path, bytes, { archive: { keys }, protection });
    return { added, protection, before: null, itself: false };
  }
  await replaceWith(await saveBeside({ path, protection: chosen }, keys));
  return { added, protection: chosen, before: null, itself: false };
}

/** A private half is worth more than the public half alone that may be there. */
function holds(held: readonly ArchiveKey[], key: ArchiveKey): boolean {
  return held.some(({ keyid, signer }) => keyid === key.keyid && (signer || !key.signer));
}

/** PROTOCOL §2: one archive may hold at most one active private key a role. */
function requireOneActive(
  held: readonly ArchiveKey[],
  added: readonly ArchiveKey[],
  activeRoles: PlaceRules["activeRoles"],
): void {
  for (const key of added) {
    const roles = activeRoles(key.keyid);
    const other = held.find(
      ({ keyid, signer }) => signer && keyid !== key.keyid && activeRoles(keyid).some((role) => roles.includes(role)),
    );
    if (!other) continue;
    throw new ToolError("keys-several-active", {
      happened: `The archive already holds the active ${roles.join(" and ")} key ${other.keyid}. With ${key.keyid} it would hold two.`,
      next: "Restore into another archive: an archive holds at most one active key for a role.",
    });
  }
}

/** Two keys may bear one name (every Factory has a first-root): the restored one then gets its id into it. */
function named(added: readonly ArchiveKey[], held: readonly ArchiveKey[]): ArchiveKey[] {
  const names = new Set(held.filter(({ keyid }) => !added.some((key) => key.keyid === keyid)).map(({ name }) => name));
  return added.map((key) => (names.has(key.name) ? renamedKey(key, `${key.name}-${key.keyid}`) : key));
}
