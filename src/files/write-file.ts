// The one writer of files that hold no key: a random name in the folder of the target, opened exclusively, written whole,
// flushed, renamed over the target (T29). What was there stays until then, and stays for good when anything fails.
import { randomBytes } from "node:crypto";
import { lstat, mkdir, open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { diskFailed, systemDisk } from "./disk.ts";
import { type ChosenBy, writableTarget } from "./target.ts";

const PUBLIC = 0o644;

export interface WriteOptions {
  readonly chosenBy: ChosenBy;
  /** Mode of the new file; by default anybody may read it. */
  readonly mode?: number;
  /** Makes the folders on the way that are not there. Default true. */
  readonly folders?: boolean;
}

/**
 * @returns the place that was written, absolute, links followed where that is allowed.
 * @throws {ToolError} `file-unwritable`; what was there before is untouched then, and nothing is left beside it.
 */
export async function writeFileWhole(
  path: string,
  content: string | Uint8Array,
  { chosenBy, mode = PUBLIC, folders = true }: WriteOptions,
): Promise<string> {
  let beside: string | null = null;
  try {
    const target = await writableTarget(path, chosenBy);
    const folder = dirname(target);
    if (folders) await madeFolder(folder);
    // Made just now or not: the folder is looked at again, so that no link took the place of one of its parts.
    if (folders) await writableTarget(path, chosenBy);
    const real = await realpath(folder);
    const name = join(real, `.${basename(target)}.${randomBytes(6).toString("hex")}.part`);
    {
      await using file = await open(name, "wx", mode);
      beside = name;
      await file.writeFile(content);
      await file.sync();
      const [made, there] = [await file.stat(), await lstat(name)];
      if (made.ino !== there.ino || made.dev !== there.dev) throw moved(path);
    }
    if ((await realpath(folder)) !== real) throw moved(path);
    await rename(name, join(real, basename(target)));
    beside = null;
    await systemDisk.syncFolder(real);
    return target;
  } catch (error) {
    if (beside !== null) await rm(beside, { force: true }).catch(() => {});
    if (error instanceof ToolError) throw error;
    throw diskFailed(error, `${path} could not be written`, nextFor(codeOf(error)));
  }
}

/** Node tells a file on the way as one that "is there already". */
async function madeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? Object.assign(new Error("no folder"), { code: "ENOTDIR" }) : error;
  }
}

function nextFor(code: string): string {
  return code === "ENOSPC" || code === "EDQUOT"
    ? "Make room, then run this again."
    : "Check the path and its permissions; what was there before is untouched.";
}

function moved(path: string): ToolError {
  return new ToolError("file-unwritable", {
    happened: `The folder of ${path} was moved or replaced while it was written.`,
    next: "Find out what else works in that folder, then run this again.",
  });
}
