// What the Factory's owner does with the offline keys: the root documents of a rotation, and root updates
// of any content, in both flavours. The server's part is updates.ts.

import { oneYearAfter, wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { ROLE_NAMES, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { MIN_PRODUCTION_THRESHOLD } from "../../tuf/root/flavours.ts";
import { type KeyPair, signedBy } from "./key-pair.ts";
import type { RootDocument } from "./state.ts";

export interface EmbeddedRoots {
  readonly "ci-root": RootDocument;
  readonly "prod-root": RootDocument;
}

/**
 * The roots of an offline key rotation: `key` is the role's new offline key; a root key replaces the old one,
 * a targets key joins.
 * @param signers in the order in which their signatures stand.
 */
export function ownerRotation(
  staged: RootSigned,
  role: "root" | "targets",
  key: KeyPair,
  signers: readonly KeyPair[],
  owner: string,
  now: Date,
): EmbeddedRoots {
  const before = role === "root" ? [] : staged.roles.targets.keyids;
  const roles = { ...staged.roles, [role]: { ...staged.roles[role], keyids: [...before, key.keyid] } };
  const owners = { ...staged["x-key-owners"], [key.keyid]: { "polis-id": owner, "created-at": wholeSeconds(now) } };
  const signed: RootSigned = {
    ...staged,
    expires: oneYearAfter(now),
    keys: { ...staged.keys, [key.keyid]: key.public },
    roles,
    "x-key-owners": owners,
  };
  return bothRoots(signed, MIN_PRODUCTION_THRESHOLD, signers);
}

/** Both flavours of one root, signed; keys and owners that no role uses are dropped. */
export function bothRoots(ci: RootSigned, productionThreshold: number, signers: readonly KeyPair[]): EmbeddedRoots {
  const signed = withoutUnusedKeys(ci);
  const production = {
    ...signed,
    roles: { ...signed.roles, targets: { ...signed.roles.targets, threshold: productionThreshold } },
  };
  return { "ci-root": signedBy(signers, signed), "prod-root": signedBy(signers, production) };
}

function withoutUnusedKeys(signed: RootSigned): RootSigned {
  const used = new Set(ROLE_NAMES.flatMap((role) => signed.roles[role].keyids));
  const isUsed = ([keyid]: readonly [string, unknown]) => used.has(keyid);
  const owners = signed["x-key-owners"];
  return {
    ...signed,
    keys: Object.fromEntries(Object.entries(signed.keys).filter(isUsed)),
    ...(owners ? { "x-key-owners": Object.fromEntries(Object.entries(owners).filter(isUsed)) } : {}),
  };
}
