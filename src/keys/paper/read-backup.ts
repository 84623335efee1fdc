// Tells in which form a key was kept (a copied archive, an extracted file, a printed page, typed or scanned text) and
// gives its keys. What they are worth is not decided here.
import { ToolError } from "../../errors/tool-error.ts";
import { utf8WithoutMark } from "../../text/utf8.ts";
import { openProtected, type Protection, type UnlockSecrets } from "../age/protection.ts";
import { keyWithPrivateHalf } from "../archive/archive-key.ts";
import { readArchive, skippedWarning } from "../archive/read-archive.ts";
import { parsePrivateHalf } from "../signers/private-half.ts";
import type { ArchiveKey } from "../types.ts";
import { groupsInPage } from "./paper-groups.ts";
import { keyOfPaper, mistyped, offlineKeyName } from "./paper-key.ts";
import { joinScans } from "./paper-scan.ts";

export type BackupForm = "archive" | "extracted" | "page" | "text";

export interface Backup {
  readonly form: BackupForm;
  readonly keys: readonly ArchiveKey[];
  /** Null for everything but an archive. */
  readonly protection: Protection | null;
}

/**
 * @param what how messages call it, e.g. `The file x`.
 * @throws {ToolError} `backup-mistyped`, or a `keys-…` code; nothing of what was read is in it.
 */
export async function readBackup(bytes: Uint8Array, what: string, secrets: UnlockSecrets): Promise<Backup> {
  const text = isArchive(bytes) ? null : utf8WithoutMark(bytes);
  if (text === null) {
    const { packed, protection } = await openProtected(bytes, what, secrets);
    const archive = await readArchive(packed, { orphans: "kept" });
    const warning = skippedWarning(what, archive);
    if (warning) secrets.warn?.(warning);
    return { form: "archive", keys: archive.keys, protection };
  }
  const start = text.trimStart();
  if (start.startsWith("{")) return { form: "extracted", keys: [extractedKey(bytes)], protection: null };
  if (start.startsWith("<")) return { form: "page", keys: [keyOfPaper(pageText(text, what))], protection: null };
  return { form: "text", keys: [keyOfText(text)], protection: null };
}

/** The key of a typed or scanned text. @throws {ToolError} `backup-mistyped`. */
export function keyOfText(text: string): ArchiveKey {
  const joined = joinScans(text);
  if ("mistyped" in joined) throw mistyped(joined.mistyped);
  return keyOfPaper(joined.text);
}

const AGE_OR_PASTED = /^(?:age-encryption\.org\/|\s*-----BEGIN AGE ENCRYPTED FILE-----)/;

function isArchive(bytes: Uint8Array): boolean {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip || AGE_OR_PASTED.test(Buffer.from(bytes.subarray(0, 100)).toString("latin1"));
}

function extractedKey(bytes: Uint8Array): ArchiveKey {
  const half = parsePrivateHalf(bytes, "the extracted key", "In this file");
  return keyWithPrivateHalf(offlineKeyName("root", half.usable.keyid), half);
}

function pageText(html: string, what: string): string {
  const text = groupsInPage(html);
  if (text) return text;
  throw new ToolError("keys-malformed", {
    happened: `${what} is an HTML page without a key.`,
    next: "Give the page that keys backup --print wrote, a file with its typed or scanned text, or a copy of the archive.",
  });
}
