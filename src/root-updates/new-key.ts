// A new offline key on its way into a role: on disk and proven before the Factory hears of it, in its archive once the
// Factory has it, and removed again only when the Factory provably never heard of it.

import { ToolError } from "../errors/tool-error.ts";
import { protectionFor } from "../keys/age/protection.ts";
import { requireNoSecretFor } from "../keys/age/unlock-secrets.ts";
import { leftoversOf, openArchiveFileIfThere } from "../keys/archive/archive-file.ts";
import { lockArchive } from "../keys/archive/archive-lock.ts";
import type { KeyFile } from "../keys/archive/key-file.ts";
import { discardSaved, replaceWith, saveBeside } from "../keys/archive/save-archive.ts";
import type { ArchiveKey, KeyArchive } from "../keys/types.ts";
import type { KeyType } from "../tuf/metadata/key.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";

export interface NewKeyWork<T> {
  readonly role: OfflineRole;
  readonly keyType: KeyType;
  /** Makes it: `ctx.newKey`. */
  readonly newKey: (type: KeyType, role: OfflineRole) => Promise<ArchiveKey>;
  /** What was given to open archives may be for another one. */
  readonly opensOthers: boolean;
  /** Looks at what the archive holds before a key is made; throws to refuse. */
  readonly check: (held: KeyArchive) => void;
  /**
   * Sends the key to the Factory. What it throws with `changed: "no"` proves that the key never arrived.
   * @param intoPlace puts the key into its archive now: before roots that are signed and list it leave this machine,
   *   for they may be published one day, whatever the answer was.
   */
  readonly send: (fresh: ArchiveKey, held: KeyArchive, intoPlace: () => Promise<void>) => Promise<T>;
}

/**
 * @param file the archive to hold the key; created when it is not there, locked with what was given to open it.
 * @throws {ToolError} `keys-in-use`, `keys-leftover`, `file-unwritable`, what `check` and `send` throw.
 */
export async function withNewKey<T>(
  file: KeyFile,
  { role, keyType, newKey, opensOthers, check, send }: NewKeyWork<T>,
): Promise<T> {
  const lock = await lockArchive(file.path);
  try {
    const { vendors } = await leftoversOf(file.path);
    if (vendors) throw vendorsLeftover(vendors);
    const opened = await openArchiveFileIfThere(file.path, file.secrets);
    const held = opened?.archive ?? { keys: [] };
    if (opened?.protection.kind === "plain" && !opensOthers)
      requireNoSecretFor(`The archive ${file.path}`, file.secrets);
    check(held);
    const fresh = await newKey(keyType, role);
    const place = opened ?? { path: file.path, protection: await protectionFor(file.secrets) };
    const saved = await saveBeside(place, [...held.keys, fresh]);
    let isInPlace = false;
    const intoPlace = async () => {
      if (isInPlace) return;
      await replaceWith(saved);
      isInPlace = true;
    };
    let result: T;
    try {
      result = await send(fresh, held, intoPlace);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      if (isInPlace) throw unused(error, fresh.keyid);
      if (error.changed !== "no") throw kept(error, saved.beside, fresh.keyid);
      await discardSaved(saved);
      throw error;
    }
    await intoPlace().catch((error: unknown) => {
      throw error instanceof ToolError ? staged(error, saved.beside, fresh.keyid) : error;
    });
    return result;
  } finally {
    await lock.release();
  }
}

/** Signed roots that list the key may have arrived, so it stays. */
function unused(error: ToolError, keyid: string): ToolError {
  return error.extended({
    after: `The new key ${keyid} stays in its archive${error.changed === "no" ? ", unused" : ""}.`,
  });
}

function kept(error: ToolError, beside: string, keyid: string): ToolError {
  return error.extended({
    after: `The new key ${keyid} is safe in ${beside}.`,
    next: "Look with: factory-tuf updates review. Take the key into its archive with: factory-tuf keys resume --keys <archive>.",
  });
}

function staged(error: ToolError, beside: string, keyid: string): ToolError {
  return error.extended({ before: `The new key ${keyid} is staged and safe in ${beside}, but:`, changed: "yes" });
}

function vendorsLeftover(path: string): ToolError {
  return new ToolError("keys-leftover", {
    happened: `${path} is there: an interrupted run of the vendor's tool left it, and it may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys resume --keys <archive>`, which takes the keys of both into the archive.",
  });
}
