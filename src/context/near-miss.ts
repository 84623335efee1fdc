// Which files in `.factory-tuf/` look like one that is read and are not (T33): `review.yaml`, `Root.json`, `pins.yml`. Who
// lists the folder is the caller's: a checkout, git or GitHub.

import { readdir } from "node:fs/promises";
import { basename, dirname, join, normalize, parse, resolve } from "node:path";
import { errorCode } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { foreignText } from "../text/encode-text.ts";
import { firstOf } from "../text/sentence.ts";
import type { Log } from "./context.ts";

/** Names of the files, not of the folders, in one folder; none where there is no such folder. */
export type ListFolder = (folder: string) => Promise<readonly string[]>;

export interface NearMissPorts {
  readonly list: ListFolder;
  /** Follows a path in messages, e.g. ` of the base commit`. */
  readonly of?: string;
  readonly log: Pick<Log, "info">;
}

export interface NearMiss {
  /** The name that it looks like. */
  readonly meant: string;
  /** What an editor or a careful person leaves behind: it is told of, and refused nowhere. */
  readonly isBackup: boolean;
}

const FOLDER = ".factory-tuf";
const MOST_NAMES = 5;
const BACKUP = /(?:~|\.(?:bak|old|orig|rej|save|swp))$/i;

/**
 * Folders of other names may hold anything, so only `.factory-tuf/` and what lies in it is looked at. What else is there,
 * backups among it, is one note.
 * @param paths of all files that the run would read, those that a person named among them.
 * @throws {ToolError} `config-invalid`, naming the file and its right name.
 */
export async function requireNoNearMiss(
  paths: readonly string[],
  { list, of = "", log }: NearMissPorts,
): Promise<void> {
  const read = new Set(paths.map((path) => normalize(path)));
  const folders = [...new Set([...read].map((path) => dirname(path)))].filter((folder) =>
    folder.split(/[\\/]/).includes(FOLDER),
  );
  for (const folder of folders) {
    const known = [...read].filter((path) => dirname(path) === folder).map((path) => basename(path));
    const names = await list(folder);
    const unread = names.filter((name) => !known.includes(name));
    for (const name of unread) {
      const found = nearMiss(name, known);
      if (!found || found.isBackup) continue;
      const happened = `${shown(join(folder, name))}${of} is not read. The right name is ${found.meant}.`;
      throw refused(happened, join(folder, found.meant), names.includes(found.meant));
    }
    if (unread.length > 0) log.info(`Not read in ${shown(folder)}${of}: ${listed(unread)}.`);
  }
}

function listed(names: readonly string[]): string {
  return firstOf(names.map(shown), MOST_NAMES);
}

function shown(path: string): string {
  return foreignText(path, 300);
}

/**
 * The same stem in another case, with another extension or one letter s more or less is a near miss.
 * @param known the names that are read.
 */
export function nearMiss(name: string, known: readonly string[]): NearMiss | null {
  if (known.includes(name)) return null;
  const stem = stemOf(name.replace(BACKUP, "").replace(/\.txt$/i, ""));
  const meant = known.find((each) => stemOf(each) === stem);
  return meant === undefined ? null : { meant, isBackup: BACKUP.test(name) };
}

/** Of a checkout. */
export function listFolderOf({ folder }: { readonly folder: string }): ListFolder {
  return async (within) => {
    try {
      const entries = await readdir(resolve(folder, within), { withFileTypes: true });
      return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    } catch (error) {
      const code = errorCode(error);
      // A file of that name holds none of ours either.
      if (code === "ENOENT" || code === "ENOTDIR") return [];
      throw new ToolError("config-invalid", {
        happened: `The folder ${within} cannot be listed (${code ?? "unknown reason"}), so a file in it might be missed.`,
        next: "Make the folder readable, or remove it.",
      });
    }
  };
}

function stemOf(name: string): string {
  return parse(name.normalize("NFKC").trim().toLowerCase()).name.trim().replace(/s$/, "");
}

function refused(happened: string, right: string, isThere: boolean): ToolError {
  const next = isThere ? `Move what it says into ${right}, and remove it.` : `Rename it to ${right}, or remove it.`;
  return new ToolError("config-invalid", { happened, next });
}
