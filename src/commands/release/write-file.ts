// Writes a public file so that it is never half there: beside its place, flushed, then renamed.
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ToolError } from "../../tuf/errors.ts";

/** @throws {ToolError} `value-invalid` when the path cannot be written. What was there before stays. */
export async function writeFileWhole(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.new`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, "w", 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched.",
    });
  }
}
