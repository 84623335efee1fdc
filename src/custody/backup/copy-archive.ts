// `keys backup --copy`: the archive as it lies on the disk, into one folder or several, over older copies of it too. Each
// copy is proven; that one folder fails does not keep the others from theirs.

import { realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Context } from "../../context/context.ts";
import { openNamedArchive, pathOf, requireKeyFile } from "../../context/key-files.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { systemDisk } from "../../files/disk.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import { type CopyState, copyState, requireSameArchive, writeCopy } from "../../keys/archive/archive-copy.ts";
import type { OpenedArchive } from "../../keys/archive/archive-file.ts";
import { heldKey } from "../../keys/held-key.ts";
import { readKeyFile } from "../../keys/sources/read-input.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import type { ReportDocument } from "../../report/document.ts";
import { agreeing } from "../../text/sentence.ts";
import { sha256Hex } from "../../text/sha256.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { OfflineRole } from "../../tuf/root/root-edit.ts";
import { keyStatusOf, OFFLINE_ROLES, type OfflineKeys, offlineKeysOfRoots } from "../key-status.ts";
import { keyTable } from "../key-table.ts";
import type { BackupFile, BackupOutcome } from "./backup-result.ts";
import { proveKey } from "./prove-key.ts";

/** @param role whose active key must be in it; null: any active key will do. */
export async function copyArchive(
  ctx: Context,
  folders: readonly string[],
  role: OfflineRole | null,
): Promise<BackupOutcome> {
  const { path } = requireKeyFile(ctx, "keys backup");
  const live = await offlineKeysOfRoots(ctx);
  const opened = await openNamedArchive(ctx, "keys backup");
  const bytes = await bytesOf(ctx, path, opened);
  const proven = await proveActive(opened.archive.keys, live, role);
  const copies = await lookAt(ctx, folders, path, opened, bytes);
  const keys = opened.archive.keys.map((key) => keyStatusOf(key, live.chain, ctx.now));
  const protection = protectionWords(opened.protection);
  const toWrite = copies.filter(({ there }) => there.state !== "there already");
  if (toWrite.length > 0) {
    const about = { title: `Copy ${path}`, blocks: [plan(toWrite, protection), keyTable(keys)] };
    await ctx.confirm(about, question(toWrite));
  }
  const files: BackupFile[] = [];
  const failures: { file: string; error: ToolError }[] = [];
  for (const { file, there } of copies) {
    try {
      files.push({ file, ...(await keptAt(file, there, bytes, opened)) });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      failures.push({ file, error });
      files.push({ file, state: "failed", why: error.happened });
    }
  }
  const written = files.some(({ state }) => state === "written" || state === "replaced");
  return {
    status: written ? "done" : "unchanged",
    changed: written ? "yes" : "no",
    outputs: {},
    data: {
      way: "copy",
      role: proven.role,
      keyid: proven.keyid,
      files,
      form: "archive",
      protection,
      rootVersion: live.rootVersion,
      keys,
      left: 0,
    },
    ...(failures[0] ? { failure: someFailed(failures, failures[0].error, copies.length, written) } : {}),
  };
}

/** The same bytes that were opened. */
async function bytesOf(ctx: Context, path: string, opened: OpenedArchive): Promise<Uint8Array> {
  const bytes = await readKeyFile(path, ctx.signal);
  if (sha256Hex(bytes) === opened.sha256) return bytes;
  throw new ToolError("keys-changed-meanwhile", {
    happened: "Something else changed the archive while it was read.",
    next: "Run this again when nothing else uses it.",
  });
}

/** Every active key of the archive makes a valid signature. A copy without one would be no backup. */
async function proveActive(
  held: readonly ArchiveKey[],
  live: OfflineKeys,
  role: OfflineRole | null,
): Promise<{ role: OfflineRole; keyid: string }> {
  const active: { role: OfflineRole; key: UsableKey }[] = [];
  for (const wanted of role ? [role] : OFFLINE_ROLES) {
    for (const key of live.keys[wanted].values()) {
      if (!heldKey(held, key.keyid)) continue;
      await proveKey(held, key);
      active.push({ role: wanted, key });
    }
  }
  const [first] = active;
  if (first) return { role: first.role, keyid: first.key.keyid };
  throw new ToolError("keys-none-active", {
    happened: `The archive holds no active ${role ?? "root or targets"} key, so a copy of it would not be a backup.`,
    next: "Give the archive with the newest key; `factory-tuf keys list --keys <archive>` shows what one holds.",
  });
}

interface Copy {
  readonly file: string;
  readonly there: CopyState;
}

/** @param path of the archive as it was named: copies bear that name. */
async function lookAt(
  ctx: Context,
  folders: readonly string[],
  path: string,
  opened: OpenedArchive,
  bytes: Uint8Array,
): Promise<Copy[]> {
  const files = [...new Set(folders.map((folder) => join(pathOf(ctx, folder), basename(path))))];
  const copies: Copy[] = [];
  for (const file of files) {
    const there = await copyState(file, bytes, opened);
    if (there.state !== "absent" && (await realpath(file)) === opened.path) throw itself(file);
    copies.push({ file, there });
  }
  return copies;
}

async function keptAt(
  file: string,
  there: CopyState,
  bytes: Uint8Array,
  opened: OpenedArchive,
): Promise<Omit<BackupFile, "file">> {
  if (there.state === "there already") {
    await requireSameArchive(bytes, opened);
    return { state: there.state, why: null };
  }
  const older = there.state === "older" ? there : null;
  await writeCopy(file, bytes, opened, systemDisk, older?.sha256);
  return { state: older ? "replaced" : "written", why: replacing(there) };
}

/** What gives way to a new copy; null where nothing does. */
function replacing(there: CopyState): string | null {
  if (there.state !== "older") return null;
  if (there.lacks.length === 0) return "replaces a copy of the same keys";
  return `replaces a copy without the new ${agreeing(there.lacks.length, "key")} ${there.lacks.join(", ")}`;
}

function question(copies: readonly Copy[]): string {
  const older = copies.filter(({ there }) => there.state === "older").length;
  if (copies.length === 1) return older ? "Write this copy over the older one?" : "Write this copy?";
  return `Write these ${copies.length} copies${older ? `, ${older} of them over older ones` : ""}?`;
}

function itself(file: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `${file} is the archive itself, not a copy.`,
    next: "Name a folder on another disk.",
  });
}

function plan(copies: readonly Copy[], protection: string): ReportDocument["blocks"][number] {
  return {
    kind: "facts",
    facts: [
      ...copies.map(({ file, there }, at) => {
        const instead = replacing(there);
        return { label: at === 0 ? "To" : "", value: instead ? `${file} (${instead})` : file };
      }),
      { label: "Archive", value: protection },
    ],
  };
}

function someFailed(failures: readonly { file: string }[], first: ToolError, all: number, written: boolean): ToolError {
  const which = all === 1 ? "The copy was not made" : `${failures.length} of ${all} copies were not made`;
  return first.extended({
    before: `${which} (${failures.map(({ file }) => file).join(", ")}):`,
    changed: written ? "yes" : "no",
    next: `${first.next} Then run this again: copies that are there already are recognised.`,
  });
}
