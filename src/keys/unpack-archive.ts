// Unpacks the gzip'd tar of a key archive, in memory and within fixed limits. Decides which entries an
// archive may hold; what stands in them is read-archive.ts.
import { gunzip } from "node:zlib";
import { Parser } from "tar/parse";
import type { ReadEntry } from "tar/read-entry";
import { type ErrorCode, ToolError } from "../tuf/errors.ts";

export const MAX_PACKED_BYTES = 1024 * 1024;
export const MAX_UNPACKED_BYTES = 4 * 1024 * 1024;
export const MAX_ENTRIES = 1000;
export const MAX_ENTRY_BYTES = 64 * 1024;
export const MAX_NAME_LENGTH = 200;

const REPACK =
  "Make the archive again from the key files alone: tar czf keys.tgz tufrepo/keys/*.sec tufrepo/keys/*.pub.";
const FETCH_AGAIN = "Take the archive from a backup, or copy it again as a binary file.";
const PLAIN_NAME = /^[A-Za-z0-9._+@ -]+(?:\/[A-Za-z0-9._+@ -]+)*$/;

/**
 * The regular files of an archive by name, a leading `./` dropped. Modes, times and owners are ignored: the
 * vendor's tool writes them as 0 (PROTOCOL §2).
 * @throws {ToolError} `keys-truncated`, `keys-too-large`, `keys-entry-refused` or `keys-malformed`. At most
 *   {@link MAX_UNPACKED_BYTES} are ever unpacked.
 */
export async function unpackArchive(packed: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
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
      const { code } = error as NodeJS.ErrnoException;
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
      return reject(
        refused("keys-malformed", "The key archive is damaged: its gzip data cannot be read.", FETCH_AGAIN),
      );
    });
  });
}

function readEntries(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
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
    const found = entryProblem(entry, files);
    if (found || problem) {
      if (found) note(found);
      entry.resume();
      return;
    }
    const chunks: Buffer[] = [];
    entry.on("data", (chunk: Buffer) => chunks.push(chunk));
    files.set(plainName(entry.path), Buffer.alloc(0));
    entry.on("end", () => files.set(plainName(entry.path), Buffer.concat(chunks)));
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
  return files;
}

function entryProblem(entry: ReadEntry, files: ReadonlyMap<string, Buffer>): ToolError | null {
  if (entry.type === "Directory") return refusedEntry(entry, "is a directory, and an archive holds regular files only");
  if ((entry.type !== "File" && entry.type !== "OldFile") || entry.linkpath) {
    return refusedEntry(entry, /Link$/.test(entry.type) ? "is a link" : "is not a regular file");
  }
  const name = plainName(entry.path);
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) return refusedEntry(entry, "has an absolute path");
  if (name.split(/[/\\]/).includes("..")) return refusedEntry(entry, "leaves the archive's folder with `..`");
  if (name.length > MAX_NAME_LENGTH || !PLAIN_NAME.test(name)) {
    return refusedEntry(entry, `has a name that is empty, longer than ${MAX_NAME_LENGTH} or has unusual characters`);
  }
  if (files.has(name)) return refusedEntry(entry, "stands in it twice");
  if (entry.size > MAX_ENTRY_BYTES) {
    return refused(
      "keys-too-large",
      `In the key archive ${quoteName(name)} has ${entry.size} bytes, more than ${MAX_ENTRY_BYTES}.`,
      REPACK,
    );
  }
  return null;
}

function plainName(path: string): string {
  return path.replace(/^(?:\.\/)+/, "");
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
