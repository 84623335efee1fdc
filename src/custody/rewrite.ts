// Writes the keys of an archive under another protection: over the archive itself, or to a file of its own.

import { ToolError } from "../errors/tool-error.ts";
import type { Protection } from "../keys/age/protection.ts";
import { besideName, type OpenedArchive } from "../keys/archive/archive-file.ts";
import { lockArchive } from "../keys/archive/archive-lock.ts";
import { requireNoLeftover, rewriteInPlace } from "../keys/archive/save-archive.ts";

/**
 * The same keys under another protection, in one step: they are in the archive or the file until then, and one that dies
 * leaves nothing that the same command would stumble over.
 * @param to absolute path of a new file, or null for the archive's own place.
 * @param proven called when the new file is written and proven, and not yet in its place: what alone opens it is to be
 *   said then, neither for a file that never came to be nor after the plain one is gone.
 */
export async function rewriteArchive(
  opened: OpenedArchive,
  protection: Protection,
  to: string | null,
  proven: () => void = () => {},
): Promise<string> {
  if (to === null) requireProvable(protection);
  const lock = await lockArchive(to ?? opened.path);
  try {
    const place = to === null ? { ...opened, protection } : { path: to, protection };
    // What a rotation left there holds keys that are in no other file.
    await requireNoLeftover(besideName(place.path));
    await rewriteInPlace(place, opened.archive.keys, undefined, proven);
    return place.path;
  } finally {
    await lock.release();
  }
}

/** The only copy is not replaced by a file that nobody here has opened again: one mistyped letter would end it. */
export function requireProvable(protection: Protection): void {
  if (protection.kind !== "recipients" || protection.identities.length > 0) return;
  throw new ToolError("keys-secret-missing", {
    happened:
      "The new archive could not be tested, because no identity of its recipients was given. So the old one was not replaced.",
    next: "Give the identity of one of them with --keys-identity-file, or name another file to write.",
  });
}
