// Unpacks the gzip'd tar of a key archive, in memory and within fixed limits. Decides which entries an
// archive may hold, and which are skipped as no key's; what stands in the others is read-archive.ts.

import { gunzip } from "node:zlib";
import { Parser } from "tar/parse";
import type { ReadEntry } from "tar/read-entry";
import { errorCode } from "../../errors/error-code.ts";
import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import { fileDamage } from "../age/damage.ts";

export const MAX_PACKED_BYTES = 1024 * 1024;
export const MAX_UNPACKED_BYTES = 4 * 1024 * 1024;
const MAX_ENTRIES = 1000;
const MAX_ENTRY_BYTES = 64 * 1024;
const MAX_NAME_LENGTH = 200;
/** The folders that lead to an entry, and its name: longer ones no file system has. */
const MAX_PATH_LENGTH = 4096;
/** What fits into a plain tar header, where an archive is written again. */
const HEADER_NAME_LENGTH = 100;

const REPACK =
  "Make the archive again from the key files alone: tar czf keys.tgz tufrepo/keys/*.sec tufrepo/keys/*.pub.";
const FETCH_AGAIN = "Take the archive from a backup, or copy it again as a binary file.";
/** What a terminal or a file system takes for more than a letter is in no name. */
const READABLE_NAME = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\]+$/u;
/** What macOS, pax and zip programs add to the files that a person packed. */
const ADDED_BY_PACKER = /(?:^|\/)(?:\._[^/]*|__MACOSX\/.*|PaxHeaders?(?:\.\d+)?\/.*)$/;

export interface UnpackedArchive {
  /** The key files, by a name in plain ASCII: a leading `./` dropped, and other letters written as `_`. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Folders and files that are no key's, by the names that they have in the archive. */
  readonly skipped: readonly string[];
}

/**
 * The key files of an archive. Modes, times and owners are ignored: the vendor's tool writes them as 0 (PROTOCOL §2).
 * @throws {ToolError} `keys-truncated`, `keys-too-large`, `keys-entry-refused` or `keys-malformed`. At most
 *   {@link MAX_UNPACKED_BYTES} are ever unpacked.
 */
export async function unpackArchive(packed: Uint8Array): Promise<UnpackedArchive> {
  if (packed.length > MAX_PACKED_BYTES) {
    throw refused(
      "keys-too-large",
      `The key archive has ${packed.length} bytes, more than ${MAX_PACKED_BYTES}.`,
      REPACK,
    );
  }
  const bytes = await unzip(packed);
  // The parser would unpack once more, without our limit.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw refused("keys-malformed", "The key archive is compressed twice.", "Unpack it once with gunzip.");
  }
  return readEntries(bytes);
}

function unzip(packed: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(packed, { maxOutputLength: MAX_UNPACKED_BYTES }, (error, bytes) => {
      if (!error) return resolve(bytes);
      const code = errorCode(error);
      if (code === "ERR_BUFFER_TOO_LARGE") {
        return reject(
          refused("keys-too-large", `The key archive unpacks to more than ${MAX_UNPACKED_BYTES} bytes.`, REPACK),
        );
      }
      if (code === "Z_BUF_ERROR") {
        return reject(
          refused("keys-truncated", "The key archive is cut off: its gzip data ends too early.", FETCH_AGAIN),
        );
      }
      const damage = fileDamage(packed);
      if (damage) return reject(refused("keys-encoding", `The key archive ${damage.says}.`, damage.next));
      return reject(
        refused("keys-malformed", "The key archive is damaged: its gzip data cannot be read.", FETCH_AGAIN),
      );
    });
  });
}

function readEntries(bytes: Buffer): UnpackedArchive {
  const files = new Map<string, Buffer>();
  const skipped: string[] = [];
  let problem: ToolError | undefined;
  let count = 0;
  let ended = false;
  const note = (found: ToolError) => {
    problem ??= found;
  };
  const countOne = () => {
    if (++count > MAX_ENTRIES) {
      note(refused("keys-too-large", `The key archive has more than ${MAX_ENTRIES} entries.`, REPACK));
    }
  };
  const parser = new Parser({ strict: true, brotli: false, zstd: false, maxMetaEntrySize: MAX_ENTRY_BYTES });
  parser.on("meta", countOne);
  parser.on("ignoredEntry", (entry: ReadEntry) => note(refusedEntry(entry, "is not a regular file")));
  parser.on("error", (error: Error & { entry?: unknown }) => note(tarProblem(error)));
  parser.on("entry", (entry: ReadEntry) => {
    countOne();
    const found = entryProblem(entry) ?? keyFileProblem(entry, files);
    if (found) note(found);
    if (problem || entry.type === "Directory") {
      if (!problem) skipped.push(entry.path);
      entry.resume();
      return;
    }
    const chunks: Buffer[] = [];
    entry.on("data", (chunk: Buffer) => chunks.push(chunk));
    if (isKeyFile(entry)) files.set(writableName(entry.path), Buffer.alloc(0));
    else skipped.push(entry.path);
    entry.on("end", () => {
      const content = Buffer.concat(chunks);
      if (isKeyFile(entry)) files.set(writableName(entry.path), content);
      else if (holdsPrivateKey(content))
        note(refusedEntry(entry, "is neither a .sec nor a .pub file, and holds a private key"));
    });
  });
  parser.on("end", () => {
    ended = true;
  });
  try {
    parser.end(bytes);
  } catch {
    note(damagedTar());
  }
  if (problem) throw problem;
  if (!ended) throw damagedTar();
  return { files, skipped };
}

/** What protects whoever opens the archive, of an entry of any kind. */
function entryProblem(entry: ReadEntry): ToolError | null {
  const isFolder = entry.type === "Directory";
  if ((!isFolder && entry.type !== "File" && entry.type !== "OldFile") || entry.linkpath) {
    return refusedEntry(entry, /Link$/.test(entry.type) || entry.linkpath ? "is a link" : "is not a regular file");
  }
  const name = plainName(entry.path);
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) return refusedEntry(entry, "has an absolute path");
  if (name.split(/[/\\]/).includes("..")) return refusedEntry(entry, "leaves the archive's folder with `..`");
  if (isFolder && (name === "" || name === ".")) return null;
  if (name.length > MAX_PATH_LENGTH || baseName(name).length > MAX_NAME_LENGTH || !READABLE_NAME.test(name)) {
    return refusedEntry(entry, `has a name that is empty, longer than ${MAX_NAME_LENGTH} or has unusual characters`);
  }
  return null;
}

function keyFileProblem(entry: ReadEntry, files: ReadonlyMap<string, Buffer>): ToolError | null {
  if (!isKeyFile(entry)) return null;
  if (files.has(writableName(entry.path))) return refusedEntry(entry, "stands in it twice");
  if (entry.size > MAX_ENTRY_BYTES) {
    return refused(
      "keys-too-large",
      `In the key archive ${quoteName(plainName(entry.path))} has ${entry.size} bytes, more than ${MAX_ENTRY_BYTES}.`,
      REPACK,
    );
  }
  return null;
}

function isKeyFile({ path, type }: ReadEntry): boolean {
  return type !== "Directory" && /[^/]\.(?:sec|pub)$/.test(path) && !ADDED_BY_PACKER.test(path);
}

/** Skipped, it would be lost where the archive is written again, and nobody would see it where none may be (T16). */
function holdsPrivateKey(content: Buffer): boolean {
  return content.includes("PRIVATE KEY-----") || /"private"\s*:/.test(content.toString("latin1"));
}

function plainName(path: string): string {
  return path.replace(/^(?:\.\/+)+/, "");
}

/** The name under which an archive of any tool is written again: one letter is one, however it was composed. */
function writableName(path: string): string {
  const name = plainName(path)
    .normalize("NFC")
    .replace(/[^A-Za-z0-9._+@ /-]/g, "_")
    .replace(/\/{2,}/g, "/");
  return name.length <= HEADER_NAME_LENGTH ? name : `tufrepo/keys/${baseName(name)}`;
}

function baseName(path: string): string {
  return path.replace(/\/+$/, "").replace(/^.*\//, "");
}

/** An entry name for a message: names are foreign, so only a plain beginning of one is shown. */
export function quoteName(name: string): string {
  return `\`${name.slice(0, 120).replace(/[^\x21-\x7e ]|`/g, "?")}\``;
}

function tarProblem(error: { entry?: unknown }): ToolError {
  return error.entry
    ? refused("keys-truncated", "The key archive is cut off inside one of its files.", FETCH_AGAIN)
    : damagedTar();
}

function damagedTar(): ToolError {
  return refused("keys-malformed", "The key archive holds no readable tar archive.", FETCH_AGAIN);
}

function refusedEntry(entry: ReadEntry, why: string): ToolError {
  return refused(
    "keys-entry-refused",
    `The key archive is refused: its entry ${quoteName(entry.path)} ${why}.`,
    REPACK,
  );
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
