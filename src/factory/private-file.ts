// Replacing a file that holds secrets: readable to its owner only, and at every moment either the old
// content or the new one, whatever fails.
import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ToolError } from "../tuf/errors.ts";

/**
 * Writes `content` beside the file (mode 0600, flushed), then renames it over the file. A symbolic link
 * stays one: the file that it points to is replaced.
 * @throws {ToolError} `config-invalid`; the old content is then still there, and no other file is left behind.
 */
export async function replacePrivateFile(path: string, content: string): Promise<void> {
  let beside: string | null = null;
  try {
    const target = await realpath(path);
    beside = `${target}.${randomBytes(6).toString("hex")}.tmp`;
    {
      await using file = await open(beside, "wx", 0o600);
      await file.chmod(0o600);
      await file.writeFile(content);
      await file.sync();
    }
    await rename(beside, target);
    await flushDirectory(dirname(target));
  } catch (error) {
    if (beside !== null) await rm(beside, { force: true }).catch(() => {});
    throw new ToolError("config-invalid", {
      happened: `fioctl's configuration file cannot be replaced (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`,
      next: "Make the file and its folder writable.",
    });
  }
}

/** A rename lasts once its folder is on the disk; not every system can flush a folder. */
async function flushDirectory(path: string): Promise<void> {
  try {
    await using folder = await open(path, "r");
    await folder.sync();
  } catch {}
}
