// The first root key on its way into its owner's archive: the Factory hands it over once, at the first rotation, and
// from then on it must exist nowhere else (PROTOCOL §2, §4).
import { leftoversOf, openArchiveFileIfThere, replaceWith, saveBeside } from "../../keys/archive-file.ts";
import { lockArchive } from "../../keys/archive-lock.ts";
import { FIRST_ROOT_NAME, firstRootKey } from "../../keys/first-root.ts";
import type { KeyFile } from "../../keys/key-file.ts";
import { requireNewPassphrase } from "../../keys/passphrase.ts";
import { DEFAULT_LOG_N, type Protection, recipientsOf, type UnlockSecrets } from "../../keys/protection.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import { parseIdentities, trimPassphrase } from "../../keys/unlock-secrets.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Doc, RootSigned } from "../../tuf/metadata.ts";
import { roleKeys } from "../../tuf/threshold.ts";

type Handed = Parameters<typeof firstRootKey>;

/**
 * Holds what the Factory handed over against the verified root.
 * @throws {ToolError} `keyid-mismatch` when that root lists another key; what {@link firstRootKey} throws.
 */
export function verifiedFirstRoot(secret: Handed[0], written: Handed[1], root: Doc<RootSigned>): ArchiveKey {
  const key = firstRootKey(secret, written);
  if (roleKeys(root.signed, "root", root.where).has(key.keyid)) return key;
  throw new ToolError("keyid-mismatch", {
    happened: `The Factory handed over ${key.keyid} as its first root key, which the verified root does not list for root.`,
    next: "Run this again; if it stays so, ask the vendor.",
  });
}

/**
 * Holds the archive of `file` while `work` gets the key that is to be kept in it. All that can be refused before the
 * Factory is asked is refused before `work` begins.
 * @param work is given a function that resolves once the key is in its place, flushed and read back.
 * @throws {ToolError} `keys-in-use`, `keys-leftover`, `keys-entry-refused`, `keys-passphrase-weak`; codes of reading
 *   and writing an archive. No key of the archive is ever lost.
 */
export async function withFirstRootArchive<T>(
  file: KeyFile,
  root: Doc<RootSigned>,
  work: (keep: (key: ArchiveKey) => Promise<void>) => Promise<T>,
): Promise<T> {
  const lock = await lockArchive(file.path);
  try {
    await requireNoLeftover(file.path);
    const opened = await openArchiveFileIfThere(file.path, file.secrets);
    const held = opened?.archive.keys ?? [];
    requireNoOther(held, root);
    const place = opened ?? { path: file.path, protection: await protectionBy(file.secrets) };
    return await work(async (key) => {
      if (held.some(({ keyid, signer }) => keyid === key.keyid && signer !== null)) return;
      await replaceWith(await saveBeside(place, [key, ...held]));
    });
  } finally {
    await lock.release();
  }
}

async function requireNoLeftover(path: string): Promise<void> {
  const { ours, vendors } = await leftoversOf(path);
  const there = ours ?? vendors;
  if (!there) return;
  throw new ToolError("keys-leftover", {
    happened: `${there} is there: an interrupted run left it, and it may hold a key that the Factory knows.`,
    next: "Look at it with `factory-tuf keys list --keys`, and keep it in a safe place under another name.",
  });
}

/** One archive has room for one first root key. */
function requireNoOther(held: readonly ArchiveKey[], { signed }: Doc<RootSigned>): void {
  const other = held.find(({ name, keyid }) => name === FIRST_ROOT_NAME && !signed.roles.root.keyids.includes(keyid));
  if (!other) return;
  throw new ToolError("keys-entry-refused", {
    happened: `The archive holds the first root key ${other.keyid} already, and the newest root of this Factory does not list it.`,
    next: "If it is this Factory's, its first rotation has been made: go on without --first-time. If it is another's, name another archive with --keys, which is then created.",
  });
}

/** A new archive is locked with what its owner gave to open it. */
async function protectionBy({ identity, passphrase }: UnlockSecrets): Promise<Protection> {
  const armored = false;
  if (identity) {
    const identities = parseIdentities(identity);
    return { kind: "recipients", recipients: await recipientsOf(identities), others: 0, identities, armored };
  }
  if (!passphrase) return { kind: "plain" };
  const chosen = trimPassphrase(passphrase);
  try {
    requireNewPassphrase(chosen);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const next =
      "Use six or more words that a die has chosen, or leave it out and run `factory-tuf keys encrypt` then.";
    throw new ToolError(error.code, { happened: error.happened, next });
  }
  return { kind: "passphrase", passphrase: chosen, logN: DEFAULT_LOG_N, armored };
}
