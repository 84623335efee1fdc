// The archives that a run was given as files: where they lie, what opens them, and what may not be in them on a runner
// (T16): an archive or a backup with a root key is refused before anything is written. A root key is told by the
// trusted root, where there is one, and by what made it.

import { resolve } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { systemDisk } from "../files/disk.ts";
import { type GivenSecrets, requireNoSecretFor } from "../keys/age/unlock-secrets.ts";
import { type OpenedArchive, openArchiveFile } from "../keys/archive/archive-file.ts";
import { isNamedRoot } from "../keys/archive/ci-archive.ts";
import { type KeyFile, keyFileOf } from "../keys/archive/key-file.ts";
import type { ArchiveKey } from "../keys/types.ts";
import { counted } from "../text/sentence.ts";
import type { Context } from "./context.ts";

/** Where the archive is that --keys names, and what opens it. @throws {ToolError} `keys-missing`. */
export function requireKeyFile(ctx: Context, command: string): KeyFile {
  const file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: `${command} needs an archive of offline keys, but none was named.`,
    next: "Name it with --keys.",
  });
}

interface NeedlessSecrets {
  /** Of what was given, what the command has no use for where the archive is not encrypted; default: all. */
  readonly needless?: (secrets: GivenSecrets) => GivenSecrets;
  /** What to do about it. */
  readonly next?: string;
}

/** @throws {ToolError} `keys-missing`; `keys-secret-unused`; `keys-root-present` on a runner (T16); what opening an archive throws. */
export async function openNamedArchive(
  ctx: Context,
  command: string,
  { needless = (secrets) => secrets, next }: NeedlessSecrets = {},
): Promise<OpenedArchive> {
  const { path, secrets } = requireKeyFile(ctx, command);
  ctx.progress("Opening the key archive");
  const opened = await openArchiveFile(path, secrets);
  if (opened.protection.kind === "plain") requireNoSecretFor(`The archive ${path}`, needless(secrets), next);
  requireNoRootKeyInCi(ctx, opened.archive.keys);
  return opened;
}

/** Absolute path of what an option names. */
export function pathOf(ctx: Context, path: string): string {
  return resolve(ctx.cwd, path);
}

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
      ? "A new key must be saved in a file. --keys-command cannot save it."
      : "A new key must be saved in an archive, but none was named.",
    next: "Name the archive with --keys.",
  });
}

const COPY_TARGETS =
  "Use it on your own machine. CI must get only the targets key: factory-tuf keys copy-targets targets.keys.tgz --keys <archive>.";

/** @throws {ToolError} `keys-root-present` in a GitHub Actions job; elsewhere a root key is welcome. */
export function requireNoRootKeyInCi({ refuseRootKeys, trust }: Context, keys: readonly ArchiveKey[]): void {
  if (!refuseRootKeys) return;
  const listed = trust.root?.signed.roles.root.keyids ?? [];
  const found = keys.filter((key) => listed.includes(key.keyid) || isNamedRoot(key));
  if (found.length === 0) return;
  throw new ToolError("keys-root-present", {
    happened: `This is a GitHub Actions job, but the archive holds ${counted(found.length, "root key")}: ${found.map(({ keyid }) => keyid).join(", ")}.`,
    next: COPY_TARGETS,
  });
}

/**
 * For a key that comes without a name: no targets key, as far as the trusted root knows, is taken for a root key.
 * @throws {ToolError} `keys-root-present`.
 */
export function requireTargetsKeyInCi({ refuseRootKeys, trust }: Context, { keyid }: ArchiveKey): void {
  const roles = trust.root?.signed.roles;
  const isTargets = roles?.targets.keyids.includes(keyid) && !roles.root.keyids.includes(keyid);
  if (!refuseRootKeys || isTargets) return;
  throw new ToolError("keys-root-present", {
    happened: `This is a GitHub Actions job, but the backup holds the key ${keyid}, which is not a targets key of a trusted root. It could be a root key.`,
    next: COPY_TARGETS,
  });
}

/** @throws {ToolError} `file-unwritable` when something of that name is there. */
export async function requireNothingThere(path: string): Promise<void> {
  if (!(await systemDisk.exists(path))) return;
  throw new ToolError("file-unwritable", {
    happened: `${path} already exists. A file that may hold keys is never overwritten.`,
    next: "Name another file, or move the existing one away.",
  });
}
