// Cases of the two rules about device clients, in groups B and K.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { Doc, type RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, publishAsIs, republish, rsaPublic, withKey } from "./factory-edits.ts";

const owned = (edit: (signed: RootSigned) => unknown) => () =>
  baseline("owned", (factory) => publishAsIs(factory, edit));
const released = (edit: (factory: EmbeddedFactory) => void) => () => baseline("released", edit);
const withRsa = owned((signed) => withKey(signed, "targets", rsaPublic(3072)));
const withChangelog = (message: string) =>
  owned((signed) => ({ ...signed, "x-changelog": { "polis-id": "p", message, timestamp: "2026-11-23T08:00:00Z" } }));
const withTargetsKeys = (count: number) =>
  owned((signed) =>
    Array.from({ length: count - signed.roles.targets.keyids.length }, (_, index) => newKey(`further-${index}`)).reduce(
      (edited, key) => withKey(edited, "targets", key.public),
      signed,
    ),
  );

/** So many versions of the root, by its number alone: only the newest is read for it. */
const withVersions = (newest: number) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("owned");
  const last = snapshot.ciRoots.newest!;
  const { doc } = last;
  const signed = { ...doc!.signed, version: newest };
  const renamed = { ...last, doc: new Doc(doc!.where, signed, doc!.signatures, []) };
  return { ...snapshot, ciRoots: { chain: [], newest: renamed } };
};

const keyType = { rule: "key-type-unsupported-by-client" } as const;
const refuses = { rule: "device-refuses" } as const;
const fiotuf = { clients: ["fiotuf"] } as const;
const nano = { clients: ["aktualizr-nano"] } as const;
const withCapitals = (factory: EmbeddedFactory) =>
  republish(factory, (signed) => {
    const targets = Object.entries(signed["targets"] as Record<string, object>);
    return {
      ...signed,
      targets: Object.fromEntries(
        targets.map(([name, file]) => [name, { ...file, hashes: { sha256: "A".repeat(64) } }]),
      ),
    };
  });

export const cases: readonly RuleCase[] = [
  {
    ...keyType,
    kind: "fires",
    name: "an RSA key, with fiotuf",
    snapshot: withRsa,
    policy: fiotuf,
    level: "error",
    subject: /^prod-root#\/signed\/keys\/[0-9a-f]{64}$/,
    title: /^Production root v4 lists the RSA key [0-9a-f]{12}, used or not; fiotuf would refuse it\.$/,
  },
  { ...keyType, kind: "fires", name: "an RSA key, with fioup", snapshot: withRsa, policy: { clients: ["fioup"] } },
  {
    ...keyType,
    kind: "fires",
    name: "an RSA key, with neither of them listed",
    snapshot: withRsa,
    level: "note",
    title: /fiotuf and fioup would refuse it/,
  },
  {
    ...keyType,
    kind: "fires",
    name: "six targets keys, with aktualizr-nano",
    snapshot: withTargetsKeys(6),
    policy: nano,
    level: "error",
    subject: "prod-root#/signed/roles/targets",
  },
  {
    ...keyType,
    kind: "near-miss",
    name: "five targets keys, with aktualizr-nano",
    snapshot: withTargetsKeys(5),
    policy: nano,
  },
  {
    ...keyType,
    kind: "near-miss",
    name: "Ed25519 alone, with fiotuf",
    snapshot: () => baseline("released"),
    policy: fiotuf,
  },

  {
    ...refuses,
    kind: "fires",
    name: "a line break in the changelog, with fiotuf",
    snapshot: withChangelog("a\nb"),
    policy: fiotuf,
    level: "error",
    subject: "prod-root#/signed/x-changelog/message",
  },
  {
    ...refuses,
    kind: "near-miss",
    name: "a line break in the changelog, without fiotuf",
    snapshot: withChangelog("a\nb"),
  },
  {
    ...refuses,
    kind: "near-miss",
    name: "a plain changelog, with fiotuf",
    snapshot: withChangelog("a b"),
    policy: fiotuf,
  },
  {
    ...refuses,
    kind: "fires",
    name: "more root versions than fiotuf walks from the first",
    snapshot: withVersions(258),
    policy: fiotuf,
    subject: "ci-root#/signed/version",
    title: /^257 root versions follow root 1, and fiotuf walks at most 256 in one go\.$/,
  },
  {
    ...refuses,
    kind: "near-miss",
    name: "as many root versions as fiotuf walks from the oldest that devices hold",
    snapshot: withVersions(258),
    policy: { ...fiotuf, oldestRoot: 2 },
  },
  {
    ...refuses,
    kind: "fires",
    name: "capital letters in a hash, with fiotuf",
    snapshot: released(withCapitals),
    policy: fiotuf,
    subject: /^prod-targets\/production#\/signed\/targets\/[^/]+\/hashes\/sha256$/,
  },
  {
    ...refuses,
    kind: "fires",
    name: "a root without consistent_snapshot, with fioup",
    snapshot: owned(({ consistent_snapshot: _missing, ...signed }) => signed),
    policy: { clients: ["fioup"] },
    subject: "prod-root#/signed/consistent_snapshot",
  },
];
