// What a hostile Factory stages in the place of the next root, and how each is refused (T8).
import { makeKeyPair } from "../../src/emulator/state/key-pair.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";

export const STRANGER = makeKeyPair("ed25519", "stranger", "root");
const OWNER = { "polis-id": "mallory", "created-at": "2026-01-01T00:00:00Z" };

/** A key of the Factory's choice in a role, with an owner of its invention. */
export function joinedByStranger(signed: RootSigned, role: "root" | "targets"): RootSigned {
  const { keyids } = signed.roles[role];
  return {
    ...signed,
    keys: { ...signed.keys, [STRANGER.keyid]: STRANGER.public },
    roles: { ...signed.roles, [role]: { ...signed.roles[role], keyids: [...keyids, STRANGER.keyid] } },
    "x-key-owners": { ...signed["x-key-owners"], [STRANGER.keyid]: OWNER },
  };
}

export function withTargetsThreshold(signed: RootSigned, threshold: number): RootSigned {
  return { ...signed, roles: { ...signed.roles, targets: { ...signed.roles.targets, threshold } } };
}

/** Of the CI root, which the production root follows. */
export const forgeries: readonly [string, (signed: RootSigned) => object, ErrorCode, RegExp][] = [
  [
    "consistent_snapshot turned",
    (signed) => ({ ...signed, consistent_snapshot: true }),
    "staged-root-differs",
    /at \/signed\/consistent_snapshot,/,
  ],
  [
    "a version too high",
    (signed) => ({ ...signed, version: signed.version + 1 }),
    "staged-root-differs",
    /at \/signed\/version,/,
  ],
  [
    "a further role",
    (signed) => ({ ...signed, roles: { ...signed.roles, mirror: { keyids: [], threshold: 1 } } }),
    "staged-root-differs",
    /at \/signed\/roles\/mirror,/,
  ],
  [
    "another threshold of snapshot",
    (signed) => ({ ...signed, roles: { ...signed.roles, snapshot: { ...signed.roles.snapshot, threshold: 2 } } }),
    "staged-root-differs",
    /at \/signed\/roles\/snapshot\/threshold,/,
  ],
  [
    "an offline key as timestamp key",
    (signed) => ({ ...signed, roles: { ...signed.roles, timestamp: signed.roles.root } }),
    "staged-root-differs",
    /at \/signed\/roles\/timestamp\/keyids,/,
  ],
  [
    "a second online key for targets, with which the Factory alone would reach the threshold",
    (signed) => {
      const { targets, timestamp } = signed.roles;
      const keyids = [...targets.keyids, ...timestamp.keyids];
      return { ...signed, roles: { ...signed.roles, targets: { ...targets, keyids } } };
    },
    "staged-root-differs",
    /at \/signed\/roles\/targets\/keyids, [0-9a-f]{64} joins and has no owner/,
  ],
  [
    "another owner of a key that stays",
    (signed) => ({ ...signed, "x-key-owners": { ...signed["x-key-owners"], [signed.roles.root.keyids[0]!]: OWNER } }),
    "staged-root-differs",
    /at \/signed\/x-key-owners\/[0-9a-f]{64}\/created-at,/,
  ],
  [
    "another key under a known id",
    (signed) => ({ ...signed, keys: { ...signed.keys, [signed.roles.root.keyids[0]!]: STRANGER.public } }),
    "staged-root-differs",
    /at \/signed\/keys\/[0-9a-f]{64}\/keyval\/public,/,
  ],
  [
    "a key under another's id",
    (signed) => ({
      ...signed,
      keys: { ...signed.keys, ["0".repeat(64)]: STRANGER.public },
      roles: { ...signed.roles, root: { threshold: 1, keyids: [...signed.roles.root.keyids, "0".repeat(64)] } },
      "x-key-owners": { ...signed["x-key-owners"], ["0".repeat(64)]: OWNER },
    }),
    "keyid-mismatch",
    /calls a new key 0{64}, but that key's id is/,
  ],
  [
    "a production threshold in the CI root",
    (signed) => withTargetsThreshold(signed, 2),
    "flavour-swapped",
    /CI flavour/,
  ],
];
/** Of the production root alone. */
export const divergences: readonly [string, (signed: RootSigned) => RootSigned, ErrorCode, RegExp][] = [
  [
    "another expiry",
    (signed) => ({ ...signed, expires: "2031-01-01T00:00:00Z" }),
    "flavour-content-diverges",
    /at \/signed\/expires;/,
  ],
  ["a threshold of 1", (signed) => withTargetsThreshold(signed, 1), "flavour-swapped", /production needs at least 2/],
  [
    "a root key more",
    (signed) => joinedByStranger(signed, "root"),
    "flavour-content-diverges",
    /at \/signed\/keys\/[0-9a-f]{64};/,
  ],
];
/** Of the root with which a transaction begins: nothing can have been staged yet. */
export const beginnings: readonly [string, (signed: RootSigned) => object, RegExp][] = [
  ["an expiry of its own", (signed) => ({ ...signed, expires: "2099-01-01T00:00:00Z" }), /at \/signed\/expires\./],
  [
    "another threshold",
    (signed) => ({ ...signed, roles: { ...signed.roles, root: { ...signed.roles.root, threshold: 2 } } }),
    /at \/signed\/roles\/root\/threshold\./,
  ],
  ["a key of the Factory's choice", (signed) => joinedByStranger(signed, "root"), /at \/signed\/keys\/[0-9a-f]{64}\./],
  ["a member more", (signed) => ({ ...signed, delegations: {} }), /at \/signed\/delegations,/],
];
