// Which file a new offline key is to live in.
import { type KeyFile, keyFileOf } from "../../keys/key-file.ts";
import { ToolError } from "../../tuf/errors.ts";
import { pathOf } from "../archives/archive-options.ts";
import type { Context } from "../command.ts";

/**
 * @param targetsKeys path of an archive of its own, as it was typed.
 * @throws {ToolError} `keys-missing` where no file was named: a program's output cannot be written back.
 */
export async function newKeyFile(ctx: Context, targetsKeys?: string): Promise<KeyFile> {
  if (targetsKeys !== undefined) return { path: pathOf(ctx, targetsKeys), secrets: await ctx.unlock() };
  const file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: ctx.keys
      ? "A new key must be kept in a file, and a program that writes an archive cannot keep it."
      : "A new key must be kept in an archive, and none was named.",
    next: "Name the archive with --keys.",
  });
}
