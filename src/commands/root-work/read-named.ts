// A public file that an option names.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ToolError } from "../../tuf/errors.ts";
import type { Context } from "../command.ts";

/** @throws {ToolError} `value-invalid`. */
export async function readNamed(ctx: Context, path: string): Promise<Buffer> {
  try {
    return await readFile(resolve(ctx.cwd, path));
  } catch (error) {
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`,
      next: "Check the path and its permissions.",
    });
  }
}
