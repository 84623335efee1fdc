// `keys restore`: from a backup of any form back to an archive, proven against the live root where that can be asked.

import type { Context } from "../../context/context.ts";
import { requireKeyFile, requireNoRootKeyInCi } from "../../context/key-files.ts";
import { listedKeys, proveKey } from "../../custody/backup/prove-key.ts";
import { readFrom } from "../../custody/backup/read-from.ts";
import { type Placed, placeKeys } from "../../custody/backup/restore-place.ts";
import {
  expectedInstead,
  inactiveWarning,
  type RestoreResult,
  restoreBlocks,
  restoreTitle,
  rootJoinedWarning,
} from "../../custody/backup/restore-report.ts";
import { type KeyStatus, keyStatusOf, knownRoots, rolesOf } from "../../custody/key-status.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import { renamedKey } from "../../keys/archive/archive-key.ts";
import { isNamedRoot } from "../../keys/archive/ci-archive.ts";
import { offlineKeyName } from "../../keys/paper/paper-key.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import { usableKey } from "../../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { command } from "../command.ts";
import { factoryOptions, offlineOption, trustOptions } from "../options/connection-options.ts";
import { archiveOptions } from "../options/key-options.ts";

export const keysRestore = command({
  name: "keys restore",
  order: 580,
  summary: "Restore an archive from a copy, an extracted key, or a printed page, typed or scanned.",
  details:
    "With - you type the text of the page line by line; if you mistype, it tells you at once which group is wrong. " +
    "Without a terminal it reads standard input. If the archive exists, the key is added to it and nothing else " +
    "changes. A new one is encrypted if an identity or passphrase is given, else plain with mode 0600. " +
    "It also works without a token, but then cannot tell which keys are active.",
  examples: [
    "factory-tuf keys restore scanned.txt --keys root.keys.tgz",
    "factory-tuf keys restore - --keys root.keys.tgz",
    "factory-tuf keys restore /media/usb1/root.keys.tgz --keys root.keys.tgz",
  ],
  args: ["from"],
  options: {
    from: {
      kind: "path",
      help: "The backup: a copy, an extracted file, a page's HTML, or a text file with what was typed or scanned; - to type it now.",
      required: true,
    },
    ...archiveOptions,
    ...factoryOptions,
    ...trustOptions,
    ...offlineOption,
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: true,
  dataHelp: [
    "`file`, `protection`: the archive, and how it is protected",
    "`form`: of the backup: `archive`, `extracted`, `page` or `text`",
    "`added`: key ids that were not in the archive before; `itself`: true where the backup is that archive",
    "`plain`: true where it is not encrypted; `rootJoined`: true where it held no root key before, and does now",
    "`rootVersion`: the verified root that the keys were compared with, or null",
    "`inactive`: where none of the restored keys is active now, the key ids that the newest root lists instead; else null",
    "`keys`: what was restored, as in keys list",
  ],
  async run(ctx, { from }) {
    const { path, secrets } = requireKeyFile(ctx, "keys restore");
    const chain = await knownRoots(ctx);
    const newest = chain?.at(-1) ?? null;
    const backup = await readFrom(ctx, from, secrets);
    const keys = backup.keys.map((key) => keyStatusOf(key, chain, ctx.now));
    const restored = { ...backup, keys: backup.form === "archive" ? backup.keys : namedForRole(backup.keys, keys) };
    await proveAll(restored.keys, newest);
    const source = from === "-" ? null : backup.from;
    const placed = await placeKeys(
      path,
      secrets,
      { ...restored, path: source },
      {
        activeRoles: (keyid) => (newest ? rolesOf(newest.signed, keyid) : []),
        permit: (held) => requireNoRootKeyInCi(ctx, held),
      },
    );
    const { added, protection, itself } = placed;
    const data: RestoreResult = {
      file: path,
      form: backup.form,
      added,
      itself,
      plain: protection.kind === "plain",
      protection: protectionWords(protection),
      rootJoined: rootJoins(placed, restored.keys, chain),
      rootVersion: newest?.signed.version ?? null,
      inactive: newest && !ctx.missingCredentials ? expectedInstead(keys, newest) : null,
      keys,
    };
    for (const key of keys) warnOf(ctx, key);
    for (const warning of [rootJoinedWarning(data), inactiveWarning(data)]) if (warning) ctx.log.warning(warning);
    return added.length > 0
      ? { status: "done", changed: "yes", outputs: {}, data }
      : { status: "unchanged", changed: "no", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: restoreTitle(data),
    blocks: restoreBlocks(data),
  }),
});

/** Does a root key come into an archive that held none? @param restored as they were named for their place. */
function rootJoins(
  { added, before }: Pick<Placed, "added" | "before">,
  restored: readonly ArchiveKey[],
  chain: readonly Doc<RootSigned>[] | null,
): boolean {
  const isRoot = (key: ArchiveKey) =>
    isNamedRoot(key) || (chain ?? []).some(({ signed }) => rolesOf(signed, key.keyid).includes("root"));
  if (!before || before.some(isRoot)) return false;
  return restored.some((key) => added.includes(key.keyid) && isRoot(key));
}

/** A key that comes alone has no name yet: it gets that of its role, of root where no root knows it. */
function namedForRole(keys: readonly ArchiveKey[], statuses: readonly KeyStatus[]): ArchiveKey[] {
  return keys.map((key, at) => renamedKey(key, offlineKeyName(statuses[at]!.roles[0] ?? "root", key.keyid)));
}

/** Every private half signs, and is verified: as the root lists its key, else under its own public half. */
async function proveAll(keys: readonly ArchiveKey[], newest: Doc<RootSigned> | null): Promise<void> {
  const listed = newest ? listedKeys(newest) : null;
  for (const key of keys) {
    if (!key.signer) continue;
    const usable = listed?.get(key.keyid) ?? usableKey(key.public);
    if (usable.usable) await proveKey(keys, usable);
  }
}

function warnOf({ log, missingCredentials }: Context, { keyid, state, roles, untilRoot }: KeyStatus): void {
  if (missingCredentials && state !== "active") {
    const known = state === "unchecked" ? "" : " The trusted root does not list it.";
    log.warning(
      `The key ${keyid} could not be compared with the newest root.${known} Compare it when the Factory can be reached: factory-tuf keys list --keys <archive>.`,
    );
    return;
  }
  if (state === "retired") {
    log.warning(
      `The key ${keyid} was restored, but it is retired: root ${untilRoot} was the last to list it as a ${roles.join(" and ")} key. What it signs is not accepted.`,
    );
  }
  if (state === "never listed") {
    log.warning(
      `The key ${keyid} was restored, but no root of this Factory ever listed it. It belongs to another Factory, or was never used.`,
    );
  }
}
