// Chooses the one key of an archive that may sign for a role now: its public key is listed by the root being
// signed for (PROTOCOL §2). None and several are both errors.

import { ToolError } from "../../errors/tool-error.ts";
import { firstOf } from "../../text/sentence.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { formerRole } from "../../tuf/root/former-role.ts";
import { privateHalfOf } from "../archive/archive-key.ts";
import { heldKey } from "../held-key.ts";
import type { KeyArchive, Signer } from "../types.ts";
import { makeSigner } from "./signer.ts";

const SHOWN_KEYIDS = 10;

/**
 * @param keys the role's usable keys from a verified root, by key id; for `targets` without the online one.
 * @param chain verified roots in order, so that a retired key can be called what it was.
 * @throws {ToolError} `keys-none-active` or `keys-several-active`, naming the key ids expected and found.
 */
export function activeKey(
  archive: KeyArchive,
  role: "root" | "targets",
  keys: ReadonlyMap<string, UsableKey>,
  chain: readonly Doc<RootSigned>[] = [],
): Signer {
  const held = new Set(archive.keys.filter(({ signer }) => signer).map(({ keyid }) => keyid));
  const active = [...keys.values()].filter(({ keyid }) => held.has(keyid));
  if (active.length > 1) {
    throw new ToolError("keys-several-active", {
      happened: `The archive holds ${active.length} active ${role} keys: ${list(active.map(({ keyid }) => keyid))}.`,
      next: "Give each signer their own archive: an archive holds at most one active key for a role.",
    });
  }
  const signer = findSigner(archive, keys);
  if (signer) return signer;
  const expected = [...keys.values()].map(({ keyid }) => keyid);
  const offline = role === "targets" ? "offline targets" : role;
  const wanted = expected.length ? `one of ${list(expected)}` : `but the root lists no ${offline} key yet`;
  const publicOnly = archive.keys.filter(({ keyid, signer }) => !signer && expected.includes(keyid));
  const lone = publicOnly.length
    ? ` It holds only the public half of ${list(publicOnly.map(({ keyid }) => keyid))}.`
    : "";
  throw new ToolError("keys-none-active", {
    happened: `The archive holds no active ${offline} key: expected ${wanted}; found ${held.size ? list([...held], (keyid) => formerRole(chain, keyid)) : "no private key"}.${lone}`,
    next: expected.length
      ? "Give the archive with the newest key; `factory-tuf root show` lists the keys of the root."
      : `Make the first ${offline} key: factory-tuf keys rotate --role ${role === "root" ? "root --first-time" : role} --keys <archive>.`,
  });
}

/**
 * The public half of a key that signs elsewhere, from `keys` alone: nothing that its service says of it counts.
 * @throws {ToolError} `keys-none-active`, naming the key ids expected.
 */
export function activeRemoteKey(
  keyid: string,
  role: "root" | "targets",
  keys: ReadonlyMap<string, UsableKey>,
  chain: readonly Doc<RootSigned>[] = [],
): UsableKey {
  const key = keys.get(keyid);
  if (key) return key;
  const offline = role === "targets" ? "offline targets" : role;
  const was = formerRole(chain, keyid);
  throw new ToolError("keys-none-active", {
    happened: `The signer's key ${keyid}${was ? ` (${was})` : ""} is no active ${offline} key: ${keys.size ? `expected one of ${list([...keys.keys()])}` : `the root lists none yet`}.`,
    next: `Give the id of the signer's key. \`factory-tuf root show\` lists the keys of the root. docs/signers/README.md says how to add one.`,
  });
}

/** {@link activeKey} for the role that signs releases. */
export function activeTargetsKey(
  archive: KeyArchive,
  targetsKeys: ReadonlyMap<string, UsableKey>,
  chain: readonly Doc<RootSigned>[] = [],
): Signer {
  return activeKey(archive, "targets", targetsKeys, chain);
}

function list(keyids: readonly string[], aside: (keyid: string) => string | null = () => null): string {
  const names = keyids.map((keyid) => {
    const what = aside(keyid);
    return what ? `${keyid} (${what})` : keyid;
  });
  return firstOf(names, SHOWN_KEYIDS);
}

/**
 * Finds the signer in `archive` for one of `keys`, which come from a verified root: with that root's public key
 * each signature is checked.
 * @returns `null` when the archive holds the private half of none of them. That is normal: this operator is not
 *   a key holder for the role. With several, the first in the order of `keys`.
 */
export function findSigner(archive: KeyArchive, keys: ReadonlyMap<string, UsableKey>): Signer | null {
  for (const key of keys.values()) {
    const held = heldKey(archive.keys, key.keyid);
    const half = held && privateHalfOf(held);
    if (half) return makeSigner(half, key);
  }
  return null;
}
