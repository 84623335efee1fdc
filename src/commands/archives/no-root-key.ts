// T16 where a file is named on a runner: an archive or a backup with a root key is refused before anything is written. A
// root key is told by the trusted root, where there is one, and by what made it.
import { isNamedRoot } from "../../keys/ci-archive.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context } from "../command.ts";

const COPY_TARGETS =
  "Work with it on your own machine. CI gets the targets key alone: factory-tuf keys copy-targets targets.keys.tgz --keys <archive>.";

/** @throws {ToolError} `keys-root-present` in a GitHub Actions job; elsewhere a root key is welcome. */
export function requireNoRootKeyInCi({ refuseRootKeys, trust }: Context, keys: readonly ArchiveKey[]): void {
  if (!refuseRootKeys) return;
  const listed = trust.root?.signed.roles.root.keyids ?? [];
  const found = keys.filter((key) => listed.includes(key.keyid) || isNamedRoot(key));
  if (found.length === 0) return;
  throw new ToolError("keys-root-present", {
    happened: `This is a GitHub Actions job, and what was given holds ${found.length === 1 ? "a root key" : `${found.length} root keys`}: ${found.map(({ keyid }) => keyid).join(", ")}.`,
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
    happened: `This is a GitHub Actions job, and the backup holds the key ${keyid}, which no trusted root lists as a targets key: it is taken for a root key.`,
    next: COPY_TARGETS,
  });
}
