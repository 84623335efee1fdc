// Cases of group C: what the root role rests on.
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { addWave, newKey, publishAsIs, withKey, withRole } from "./factory-edits.ts";

const second = newKey("second root");

/** The owner's root key and a second one. */
const twoKeys = (threshold: number) => () =>
  baseline("owned", (factory) =>
    publishAsIs(factory, (signed) => {
      const both = withKey(signed, "root", second.public);
      return withRole(both, "root", both.roles.root.keyids, threshold);
    }),
  );

export const cases: readonly RuleCase[] = [
  {
    rule: "root-key-online",
    kind: "fires",
    name: "a Factory as the vendor delivers it",
    snapshot: () => baseline("fresh"),
    level: "warning",
    subject: "prod-root#/signed/roles/root",
  },
  {
    rule: "root-key-online",
    kind: "fires",
    name: "root 1 while a Wave is active",
    snapshot: async () => {
      const { waves } = await baseline("released", (factory) => addWave(factory));
      return { ...(await baseline("fresh")), waves };
    },
    level: "error",
  },
  {
    rule: "root-key-online",
    kind: "fires",
    name: "the first key beside the owner's in root 4",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => {
          const first = factory.state.ciRoots[0]!.signed;
          return withKey(signed, "root", first.keys[first.roles.root.keyids[0]!]!);
        }),
      ),
    level: "error",
    title: /^Root key [0-9a-f]{12} of production root v4 is the original key from root 1\.$/,
  },
  {
    rule: "root-key-online",
    kind: "near-miss",
    name: "only the owner's key after the first rotation",
    snapshot: () => baseline("owned"),
  },

  {
    rule: "root-threshold-one",
    kind: "fires",
    name: "two keys, of which one suffices",
    snapshot: twoKeys(1),
    subject: "prod-root#/signed/roles/root/threshold",
    title: /has the root threshold 1, not 2/,
  },
  { rule: "root-threshold-one", kind: "near-miss", name: "two of two", snapshot: twoKeys(2) },

  {
    rule: "root-no-spare-key",
    kind: "fires",
    name: "one of one",
    snapshot: () => baseline("owned"),
    subject: "prod-root#/signed/roles/root",
    title: /^Production root v3 needs 1 of its 1 root keys \([0-9a-f]{12}\), none to spare\.$/,
  },
  { rule: "root-no-spare-key", kind: "fires", name: "two of two", snapshot: twoKeys(2) },
  { rule: "root-no-spare-key", kind: "near-miss", name: "one of two", snapshot: twoKeys(1) },
];
