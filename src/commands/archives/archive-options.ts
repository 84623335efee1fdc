// The options of the commands that work on a key archive as a file, and how they get at it.
import { resolve } from "node:path";
import { type OpenedArchive, openArchiveFile } from "../../keys/archive-file.ts";
import { type KeyFile, keyFileOf } from "../../keys/key-file.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context, OptionDeclarations } from "../command.ts";
import { keyOptions } from "../options/common-options.ts";
import { requireNoRootKeyInCi } from "./no-root-key.ts";

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

/** @throws {ToolError} `keys-missing`; `keys-root-present` on a runner (T16); what opening an archive throws. */
export async function openNamedArchive(ctx: Context, command: string): Promise<OpenedArchive> {
  const { path, secrets } = requireKeyFile(ctx, command);
  const opened = await openArchiveFile(path, secrets);
  requireNoRootKeyInCi(ctx, opened.archive.keys);
  return opened;
}

/** Absolute path of what an option names. */
export function pathOf(ctx: Context, path: string): string {
  return resolve(ctx.cwd, path);
}
