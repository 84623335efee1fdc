// A public file that an option names.

import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { codeOf } from "../files/disk.ts";
import { readNamedFile, TooLarge } from "../files/read-file.ts";

/** A key or a signature has a few hundred. */
const MAX_BYTES = 64 * 1024;

/** @throws {ToolError} `value-invalid`; the run's own reason when it ends while a pipe is waited for. */
export async function readNamed(ctx: Context, path: string): Promise<Uint8Array> {
  try {
    return await readNamedFile(resolve(ctx.cwd, path), MAX_BYTES, ctx.signal);
  } catch (error) {
    ctx.signal.throwIfAborted();
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be read (${error instanceof TooLarge ? error.message : codeOf(error)}).`,
      next: "Check the path and its permissions.",
    });
  }
}
