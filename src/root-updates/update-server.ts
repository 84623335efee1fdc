// The move to the self-hosted server: it imports the roots and the archive of the root key, and signs with keys of its own
// from then on. Here is asked whether it would take both, and what is over afterwards (DEVICES, the self-hosted server).
import type { Context } from "../context/context.ts";
import { requireKeyFile } from "../context/key-files.ts";
import { ToolError } from "../errors/tool-error.ts";
import { isAgeFile } from "../keys/archive/archive-file.ts";
import { readArchive } from "../keys/archive/read-archive.ts";
import { activeKey } from "../keys/signers/active-key.ts";
import { readKeyFile } from "../keys/sources/read-input.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";

/** What a person must know of it. */
export const AFTER_THE_MOVE: readonly string[] = [
  "The server makes its own root, valid for 20 years, with all thresholds at 1 and with keys that it stores. Offline signing ends with the move.",
  "Do not rotate a key of this Factory after this download. The server would start its own chain from the older roots, and devices with the newer root would refuse it.",
  "Keep the archive of the root key. Without it there is no way back.",
];

/**
 * @param ctx with the archive of the root key as `keys`, where one was given.
 * @throws {ToolError} `update-server-refuses`, with what it would not take; a `keys-…` code for an archive that does not hold
 *   the active root key. Nothing was written.
 */
export async function requireFitForUpdateServer(ctx: Context, { prod }: VerifiedRoots): Promise<void> {
  const { threshold } = prod.signed.roles.root;
  if (threshold > 1) {
    throw refused(
      `The root needs ${threshold} signatures, but the self-hosted server accepts only a root threshold of 1.`,
      "Lower it first: factory-tuf updates init --changelog <why>, then factory-tuf updates set-threshold 1 --role root, then factory-tuf updates sign --keys <archive> by each signer, then factory-tuf updates apply.",
    );
  }
  if (isExpired(prod.signed, ctx.now)) {
    throw refused(
      `The root expired at ${prod.signed.expires}.`,
      "Renew it first: factory-tuf root resign --keys <archive>.",
    );
  }
  const { status } = await ctx.factory.updates();
  if (status !== "NONE") {
    throw refused(
      "A transaction of root updates is open. If it is applied after this download, the server will not know of that rotation.",
      "End it first: factory-tuf updates apply, or factory-tuf updates cancel.",
    );
  }
  if (!ctx.keys) return ctx.log.warning(LOOK_AT_THE_ARCHIVE);
  const { path } = requireKeyFile(ctx, "root download");
  const bytes = await readKeyFile(path, ctx.signal);
  if (isAgeFile(bytes)) {
    throw refused(
      `The archive ${path} is encrypted, but the self-hosted server reads only plain ones.`,
      `Make a plain copy for it: factory-tuf keys decrypt plain.tgz --keys ${path}. Delete that copy afterwards.`,
    );
  }
  activeKey(await readArchive(bytes), "root", roleKeys(prod.signed, "root", prod.where));
}

const LOOK_AT_THE_ARCHIVE =
  "The archive of the root key was not checked. The server accepts one that is not encrypted and holds the active root key. Give it with --keys.";

function refused(happened: string, next: string): ToolError {
  return new ToolError("update-server-refuses", { happened, next });
}
