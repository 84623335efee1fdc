// The options of the commands that work on a key archive as a file, and how they get at it.
import { resolve } from "node:path";
import { type OpenedArchive, openArchiveFile } from "../../keys/archive-file.ts";
import { type KeyFile, keyFileOf } from "../../keys/key-file.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context, OptionDeclarations } from "../command.ts";
import { keyOptions } from "../options/common-options.ts";

export const archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>",
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile,
} as const satisfies OptionDeclarations;

/** Where the archive is that --keys names, and what opens it. @throws {ToolError} `keys-missing`. */
export function requireKeyFile(ctx: Context, command: string): KeyFile {
  const file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: `${command} works on an archive of offline keys, and none was named.`,
    next: "Name it with --keys.",
  });
}

export function openNamedArchive(ctx: Context, command: string): Promise<OpenedArchive> {
  const { path, secrets } = requireKeyFile(ctx, command);
  return openArchiveFile(path, secrets);
}

/** Absolute path of what an option names. */
export function pathOf(ctx: Context, path: string): string {
  return resolve(ctx.cwd, path);
}
