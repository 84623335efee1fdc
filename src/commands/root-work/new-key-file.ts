// Which file a new offline key is to live in.
import { resolve } from "node:path";
import { type KeyFile, keyFileBeside, keyFileOf } from "../../keys/key-file.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context, OptionDeclarations } from "../command.ts";

export const targetsKeysOption = {
  targetsKeys: {
    kind: "path",
    help: "The archive of the targets key, where it is not the one that --keys names. Created when it is not there.",
    only: "cli",
    placeholder: "<archive>",
  },
} as const satisfies OptionDeclarations;

/**
 * @param targetsKeys path of an archive of its own, as it was typed.
 * @throws {ToolError} `keys-missing` where no file was named: a program's output cannot be written back.
 */
export function newKeyFile({ keys, cwd }: Context, targetsKeys?: string): KeyFile {
  if (keys && targetsKeys !== undefined) return keyFileBeside(keys, resolve(cwd, targetsKeys));
  const file = keys && keyFileOf(keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: "A new key must be kept in a file, and a program that writes an archive cannot keep it.",
    next: "Name the archive with --keys.",
  });
}
