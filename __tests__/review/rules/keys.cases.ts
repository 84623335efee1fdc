// Cases of group B: the keys of a root.

import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, publishAsIs, rsaPublic, withKey, withOwner, withRole } from "./factory-edits.ts";

/** Behind every real one: keys are served in order, and the second one is told of. */
const FAKE_ID = "ff".repeat(32);

const owned = (edit: (signed: RootSigned, factory: EmbeddedFactory) => unknown) => () =>
  baseline("owned", (factory) => publishAsIs(factory, (signed) => edit(signed, factory)));

/** A listed key that no role uses. */
const withUnused = (key: object, keyid = FAKE_ID) =>
  owned((signed) => ({ ...signed, keys: { ...signed.keys, [keyid]: key } }));

const [second, third] = [newKey("second"), newKey("third")];

/** Two root keys, both needed, held by these people. */
const twoRootKeys = (owner: string) =>
  owned((signed, factory) => {
    const both = withRole(
      withKey(signed, "root", second.public),
      "root",
      [factory.offlineKeys.root!.keyid, second.keyid],
      2,
    );
    return withOwner(withOwner(both, factory.offlineKeys.root!.keyid, "polis-a"), second.keyid, owner);
  });

/** Two offline targets keys of one person. */
const twoTargetsKeys = (threshold: number) => () =>
  baseline("owned", (factory) =>
    factory.publishRoot(
      (signed) => {
        const own = factory.offlineKeys.targets!.keyid;
        return withOwner(withOwner(withKey(signed, "targets", third.public), own, "polis-a"), third.keyid, "polis-a");
      },
      { productionThreshold: threshold },
    ),
  );

export const cases: readonly RuleCase[] = [
  {
    rule: "keyid-mismatch",
    kind: "fires",
    name: "a key under another id, even unused",
    snapshot: withUnused(newKey("unused").public),
    subject: `prod-root#/signed/keys/${FAKE_ID}`,
    title: /^Production root v4 calls a key ffffffffffff, but the id of that key is [0-9a-f]{12}\.$/,
  },
  {
    rule: "keyid-mismatch",
    kind: "fires",
    name: "a wrong id in a root that devices have to pass",
    snapshot: () =>
      baseline("owned", (factory) => {
        publishAsIs(factory, (signed) => ({ ...signed, keys: { ...signed.keys, [FAKE_ID]: second.public } }));
        factory.publishRoot((signed) => signed);
      }),
    subject: `prod-root@4#/signed/keys/${FAKE_ID}`,
  },
  {
    rule: "keyid-mismatch",
    kind: "near-miss",
    name: "an RSA key whose PEM ends its lines otherwise",
    snapshot: owned((signed) => {
      const key = rsaPublic(3072);
      const pem = key.keyval.public.replaceAll("\n", "\r\n");
      const listed = withKey(signed, "targets", key);
      const keyid = listed.roles.targets.keyids.at(-1)!;
      return withKey(signed, "targets", { keytype: "RSA", keyval: { public: pem } }, keyid);
    }),
  },

  {
    rule: "duplicate-key-material",
    kind: "fires",
    name: "the root key under a second id",
    snapshot: owned((signed, { offlineKeys }) => withKey(signed, "root", offlineKeys.root!.public, FAKE_ID)),
    subject: `prod-root#/signed/keys/${FAKE_ID}`,
  },
  {
    rule: "duplicate-key-material",
    kind: "fires",
    name: "one id twice in the root role",
    snapshot: owned((signed) => {
      const { keyids } = signed.roles.root;
      return withRole(signed, "root", [...keyids, ...keyids], 2);
    }),
    subject: "prod-root#/signed/roles/root/keyids",
    title: /more than once for root/,
  },
  {
    rule: "duplicate-key-material",
    kind: "near-miss",
    name: "one id in two roles",
    snapshot: owned((signed) => withRole(signed, "snapshot", signed.roles.timestamp.keyids, 1)),
  },

  {
    rule: "key-unusable",
    kind: "fires",
    name: "RSA of 3071 bits, which no device counts",
    snapshot: owned((signed) => withKey(signed, "targets", rsaPublic(3071))),
    level: "error",
    title: /has 3071 bits, not 2048, 3072 or 4096/,
  },
  {
    rule: "key-unusable",
    kind: "fires",
    name: "RSA of 2048 bits",
    snapshot: owned((signed) => withKey(signed, "targets", rsaPublic(2048))),
    level: "warning",
  },
  {
    rule: "key-unusable",
    kind: "near-miss",
    name: "RSA of 3072 bits",
    snapshot: owned((signed) => withKey(signed, "targets", rsaPublic(3072))),
  },
  {
    rule: "key-unusable",
    kind: "fires",
    name: "RSA of 2047 bits",
    snapshot: owned((signed) => withKey(signed, "targets", rsaPublic(2047))),
    level: "error",
    title: /2047 bits/,
  },
  {
    rule: "key-unusable",
    kind: "fires",
    name: "RSA with the exponent 3",
    snapshot: owned((signed) => withKey(signed, "targets", rsaPublic(3072, "Aw"))),
    level: "error",
  },
  {
    rule: "key-unusable",
    kind: "fires",
    name: "a key type that devices do not know, even unused",
    snapshot: withUnused({ keytype: "ECDSA", keyval: { public: "00" } }),
    level: "error",
    subject: `prod-root#/signed/keys/${FAKE_ID}`,
    title: /has the type "ECDSA"/,
  },
  {
    rule: "key-unusable",
    kind: "fires",
    name: "an Ed25519 point of small order",
    snapshot: withUnused({ keytype: "ED25519", keyval: { public: `01${"00".repeat(31)}` } }),
    level: "error",
  },

  {
    rule: "key-shared-across-roles",
    kind: "fires",
    name: "one online key for snapshot and timestamp",
    snapshot: owned((signed) => withRole(signed, "snapshot", signed.roles.timestamp.keyids, 1)),
    level: "warning",
    title: /serves snapshot and timestamp, not one role/,
  },
  {
    rule: "key-shared-across-roles",
    kind: "fires",
    name: "the root key for targets as well",
    snapshot: owned((signed, { offlineKeys }) => withKey(signed, "targets", offlineKeys.root!.public)),
    level: "error",
  },
  {
    rule: "key-shared-across-roles",
    kind: "fires",
    name: "the offline targets key for timestamp as well",
    snapshot: owned((signed, { offlineKeys }) => withKey(signed, "timestamp", offlineKeys.targets!.public)),
    level: "error",
  },
  {
    rule: "key-shared-across-roles",
    kind: "near-miss",
    name: "two keys in one role, none in two",
    snapshot: owned((signed) => withKey(signed, "timestamp", second.public)),
  },

  {
    rule: "key-owner-missing",
    kind: "fires",
    name: "a root key without an entry in x-key-owners",
    snapshot: owned((signed) => ({ ...signed, "x-key-owners": {} })),
    title: /^The root key [0-9a-f]{12} of production root v4 has no owner in x-key-owners\.$/,
  },
  {
    rule: "key-owner-missing",
    kind: "fires",
    name: "an owner of blanks",
    snapshot: owned((signed) => ({
      ...signed,
      "x-key-owners": Object.fromEntries(
        Object.keys(signed.keys).map((keyid) => [keyid, { "polis-id": " \t", "created-at": "2026-11-01T00:00:00Z" }]),
      ),
    })),
    title: /has no owner in x-key-owners\.$/,
  },
  {
    rule: "key-owner-missing",
    kind: "fires",
    name: "an owner whom the policy does not name",
    snapshot: () => baseline("owned"),
    policy: { owners: ["polis-somebody-else"] },
    title: /who is not among the policy's owners/,
  },
  {
    rule: "key-owner-missing",
    kind: "near-miss",
    name: "the vendor's own first root key has no owner",
    snapshot: () => baseline("fresh"),
    policy: { owners: ["polis-somebody-else"] },
  },

  {
    rule: "key-owner-concentration",
    kind: "fires",
    name: "one person holds both keys of a root threshold of 2",
    snapshot: twoRootKeys("polis-a"),
    subject: "prod-root#/signed/roles/root",
    title: /^polis-a holds 2 root keys of production root v4; 2 suffice\.$/,
  },
  {
    rule: "key-owner-concentration",
    kind: "near-miss",
    name: "two people hold them",
    snapshot: twoRootKeys("polis-b"),
  },
  {
    rule: "key-owner-concentration",
    kind: "fires",
    name: "one person holds both offline keys of a production threshold of 3",
    snapshot: twoTargetsKeys(3),
    subject: "prod-root#/signed/roles/targets",
  },
  {
    rule: "key-owner-concentration",
    kind: "near-miss",
    name: "the same keys at a production threshold of 2",
    snapshot: twoTargetsKeys(2),
  },
];
