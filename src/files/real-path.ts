// One archive has one path, whatever links it is reached through; also one that is not there yet.
import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** Absolute, links followed: those of the file, or of its folder where the file is not there. */
export async function realPath(path: string): Promise<string> {
  const named = resolve(path);
  try {
    return await realpath(named);
  } catch {
    const folder = await realpath(dirname(named)).catch(() => dirname(named));
    return join(folder, basename(named));
  }
}
