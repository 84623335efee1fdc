// The first root key on its way into its owner's archive: the Factory hands it over once, at the first rotation, and
// from then on it must exist nowhere else (PROTOCOL §2, §4).

import { ToolError } from "../errors/tool-error.ts";
import { systemDisk } from "../files/disk.ts";
import { protectionFor } from "../keys/age/protection.ts";
import { leftoverForm, leftoversOf, openArchiveFileIfThere } from "../keys/archive/archive-file.ts";
import { lockArchive } from "../keys/archive/archive-lock.ts";
import { FIRST_ROOT_NAME } from "../keys/archive/first-root.ts";
import type { KeyFile } from "../keys/archive/key-file.ts";
import { foreignLeftover, replaceWith, saveBeside } from "../keys/archive/save-archive.ts";
import type { ArchiveKey } from "../keys/types.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";

/**
 * Holds the archive of `file` while `work` gets the key that is to be kept in it. All that can be refused before the
 * Factory is asked is refused before `work` begins.
 * @param work is given a function that resolves once the key is in its place, flushed and read back.
 * @throws {ToolError} `keys-in-use`, `keys-leftover`, `keys-entry-refused`, `keys-passphrase-weak`; codes of reading
 *   and writing an archive. No key of the archive is ever lost.
 */
export async function withFirstRootArchive<T>(
  file: KeyFile,
  root: Doc<RootSigned>,
  work: (keep: (key: ArchiveKey) => Promise<void>) => Promise<T>,
): Promise<T> {
  const lock = await lockArchive(file.path);
  try {
    await requireNoLeftover(file.path);
    const opened = await openArchiveFileIfThere(file.path, file.secrets);
    const held = opened?.archive.keys ?? [];
    requireNoOther(held, root);
    const place = opened ?? { path: file.path, protection: await protectionFor(file.secrets) };
    return await work(async (key) => {
      if (held.some(({ keyid, signer }) => keyid === key.keyid && signer !== null)) return;
      await replaceWith(await saveBeside(place, [key, ...held]));
    });
  } finally {
    await lock.release();
  }
}

async function requireNoLeftover(path: string): Promise<void> {
  const { ours, vendors } = await leftoversOf(path);
  const there = ours ?? vendors;
  if (!there) return;
  const bytes = await systemDisk.read(there).catch(() => null);
  if (bytes && leftoverForm(bytes) === "foreign") throw foreignLeftover(there);
  throw new ToolError("keys-leftover", {
    happened: `${there} is there: an interrupted run left it, and it may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys resume --keys <archive>`, which looks at the Factory and at both files, and keeps every key.",
  });
}

/** One archive has room for one first root key. */
function requireNoOther(held: readonly ArchiveKey[], { signed }: Doc<RootSigned>): void {
  const other = held.find(({ name, keyid }) => name === FIRST_ROOT_NAME && !signed.roles.root.keyids.includes(keyid));
  if (!other) return;
  throw new ToolError("keys-entry-refused", {
    happened: `The archive holds the first root key ${other.keyid} already, and the newest root of this Factory does not list it.`,
    next: "If it is this Factory's, its first rotation has been made: go on without --first-time. If it is another's, name another archive with --keys, which is then created.",
  });
}
