// Files as they stand in the base commit of a pull request, by git alone where it can be had: a shallow clone is
// deepened by that one commit. What a pull request brings in their place is not looked at (T15).
import { realpath } from "node:fs/promises";
import { posix, relative, resolve, sep } from "node:path";
import { configInvalid } from "../context/config-file.ts";
import { type ConfigText, configTextOf } from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Git } from "../files/git.ts";

/** The base commit, to read from. */
export interface BaseCommit {
  /** One file; null when that commit has none of the name. */
  read(path: string, maxBytes: number): Promise<ConfigText | null>;
  /** Names of the files, not of the folders, in a folder. */
  namesIn(folder: string): Promise<readonly string[]>;
  /** Is each file a question over the network? */
  readonly isRemote: boolean;
  /** The repository's own folder, which its workflows lie below. */
  readonly top: string;
  /** Is there a checkout beside it, to compare with? */
  readonly isCheckedOut: boolean;
}

/** The same questions to somebody else than git. */
export interface RemoteFiles {
  /** Null when the commit has no such file. */
  fileAt(commit: string, path: string, maxBytes: number): Promise<Uint8Array | null>;
  filesIn(commit: string, folder: string): Promise<readonly string[]>;
}

/**
 * @param folder what paths are relative to.
 * @param remote asked where git does not have the commit and cannot fetch it; null when nobody can be asked.
 * @throws {ToolError} `review-incomplete` when the commit cannot be read at all.
 */
export async function openBase(
  commit: string,
  folder: string,
  git: Git,
  remote: RemoteFiles | null,
): Promise<BaseCommit> {
  const found = await topOf(git);
  if (found !== null && (await hasCommit(git, commit))) {
    const listing = listings(git, commit);
    return {
      read: (path, maxBytes) => readBlob(git, listing, pathWithin(found, folder, path), path, maxBytes),
      namesIn: async (within) => filesIn(await listing(pathWithin(found, folder, within))),
      isRemote: false,
      top: found,
      isCheckedOut: true,
    };
  }
  if (remote) {
    const top = found ?? (await realpath(folder));
    return {
      async read(path, maxBytes) {
        const bytes = await remote.fileAt(commit, pathWithin(top, folder, path), maxBytes);
        return bytes && configTextOf(bytes, path, maxBytes);
      },
      namesIn: (within) => remote.filesIn(commit, pathWithin(top, folder, within)),
      isRemote: true,
      top,
      isCheckedOut: found !== null,
    };
  }
  throw new ToolError("review-incomplete", {
    happened: `The base commit ${commit} of this pull request cannot be read: git ${found === null ? "finds no repository here" : "neither has it nor can fetch it"}.`,
    next: "Check the repository out before this step (actions/checkout, which leaves git able to fetch), or with fetch-depth: 0.",
  });
}

async function topOf(git: Git): Promise<string | null> {
  const { status, stdout } = await git(["rev-parse", "--show-toplevel"]);
  const top = stdout.toString("utf8").trim();
  return status === 0 && top !== "" ? top : null;
}

async function hasCommit(git: Git, commit: string): Promise<boolean> {
  const isThere = async () => (await git(["cat-file", "-e", `${commit}^{commit}`])).status === 0;
  if (await isThere()) return true;
  await git([
    "fetch",
    "--quiet",
    "--no-tags",
    "--depth=1",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "origin",
    commit,
  ]);
  return isThere();
}

/** The path as git writes it. @throws {ToolError} `config-invalid` for one outside the repository. */
function pathWithin(top: string, folder: string, path: string): string {
  const within = relative(top, resolve(folder, path));
  if (within !== "" && !within.startsWith("..") && !within.includes("\0")) return within.split(sep).join("/");
  throw configInvalid(path, "lies outside the repository; on a pull request only files of its base commit count");
}

interface Entry {
  readonly mode: string;
  readonly object: string;
  /** Bytes of a file; no number for anything else. */
  readonly size: number;
}

/** What a folder of the commit holds, by name: empty where it is none. Each folder is asked for once. */
type Listing = (folder: string) => Promise<ReadonlyMap<string, Entry>>;

const ENTRY = /^(\d{6}) \w+ ([0-9a-f]{40,64}) +(\d+|-)\t/;
/** A folder of 100,000 files. */
const LISTING_BYTES = 16 * 1024 * 1024;

function listings(git: Git, commit: string): Listing {
  const known = new Map<string, Promise<ReadonlyMap<string, Entry>>>();
  return (folder) => {
    const listing = known.get(folder) ?? listed(git, commit, folder);
    known.set(folder, listing);
    return listing;
  };
}

async function listed(git: Git, commit: string, folder: string): Promise<ReadonlyMap<string, Entry>> {
  const prefix = folder === "" ? "" : `${folder}/`;
  const where = `${folder || "the top folder"} of the base commit`;
  const within = prefix === "" ? [] : ["--", prefix];
  const { status, stdout } = await git(["ls-tree", "-z", "--long", "--full-tree", commit, ...within], LISTING_BYTES);
  if (status !== 0) throw unreadable(where);
  const entries = new Map<string, Entry>();
  for (const line of stdout.toString("utf8").split("\0")) {
    if (line === "") continue;
    const [found, mode, object, size] = ENTRY.exec(line) ?? [];
    if (found === undefined || !mode || !object) throw unreadable(where);
    const path = line.slice(found.length);
    // The folder's own name may be a link or a file: then it holds nothing.
    if (path.startsWith(prefix)) entries.set(path.slice(prefix.length), { mode, object, size: Number(size) });
  }
  return entries;
}

function filesIn(entries: ReadonlyMap<string, Entry>): string[] {
  return [...entries].filter(([, { mode }]) => !FOLDER_MODES.includes(mode)).map(([name]) => name);
}

/** A folder, and another repository. */
const FOLDER_MODES = ["040000", "160000"];

async function readBlob(
  git: Git,
  listing: Listing,
  inGit: string,
  path: string,
  maxBytes: number,
): Promise<ConfigText | null> {
  const where = `${path} of the base commit`;
  const folder = posix.dirname(inGit);
  const entry = (await listing(folder === "." ? "" : folder)).get(posix.basename(inGit));
  if (!entry) return null;
  if (!entry.mode.startsWith("100")) throw configInvalid(where, "is not a regular file");
  if (entry.size > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
  const blob = await git(["cat-file", "blob", entry.object], maxBytes + 1);
  if (blob.status !== 0) throw unreadable(where);
  return configTextOf(blob.stdout, where, maxBytes);
}

function unreadable(where: string): ToolError {
  return new ToolError("review-incomplete", {
    happened: `${where} cannot be read with git.`,
    next: "Check the repository out before this step, with fetch-depth: 0 if need be.",
  });
}
