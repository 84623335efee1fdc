// Cases of group G: the roots as devices must pass them, and what pins and pull requests say of them.
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { RootDocument } from "../../../src/emulator/state/state.ts";
import type { PinChange, Snapshot } from "../../../src/review/engine/snapshot.ts";
import { docHash, type Pins } from "../../../src/tuf/metadata/pins.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, pinsOf, publishAsIs, withKey, withPin, withRole } from "./factory-edits.ts";

const [stranger, second] = [newKey("stranger"), newKey("second root")];

/** The released Factory with its own pins, changed. */
const pinned = (change: (pins: Pins) => Pins) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("released");
  return { ...snapshot, pins: change(pinsOf(snapshot)) };
};
const OTHER_HASH = "0".repeat(64);

/** A pull request on the released Factory: pins and root.json of the base commit and of its own. */
const pullRequest = (change: (snapshot: Snapshot) => Partial<PinChange>) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("released");
  const nothing = { baseRoot: null, headRoot: null, basePins: null, headPins: null };
  return { ...snapshot, pinChange: { ...nothing, ...change(snapshot) } };
};
const ciRoot = ({ ciRoots }: Snapshot, version: number) => ciRoots.chain[version - 1]!.doc!;

/** Pins as they were when the roots were at `version`. */
const pinsAt = (snapshot: Snapshot, version: number): Pins => {
  const pin = (roots: Snapshot["ciRoots"]) => ({ version, sha256: docHash(roots.chain[version - 1]!.doc!) });
  return withPin(withPin(pinsOf(snapshot), "ci-root", pin(snapshot.ciRoots)), "prod-root", pin(snapshot.prodRoots));
};

/** Root 4 that a second root key joins, root 5 without it, and root 6 for which `last` says whether it is back. */
const secondKeyGoes = (last: "comes back" | "stays away") => () =>
  baseline("owned", (factory) => {
    const withSecond = (roots: readonly RootDocument[]) => withKey(roots.at(-1)!.signed, "root", second.public);
    publishAsIs(factory, (signed) => withKey(signed, "root", second.public));
    factory.publishRoot((signed) => withRole(signed, "root", [factory.offlineKeys.root!.keyid], 1));
    factory.publishRoot((signed) =>
      last === "comes back" ? { ...withSecond(factory.state.ciRoots), version: signed.version } : signed,
    );
  });

export const cases: readonly RuleCase[] = [
  {
    rule: "root-chain-gap",
    kind: "fires",
    name: "version 2 answers 404",
    snapshot: async () => {
      const snapshot = await baseline("owned");
      return { ...snapshot, ciRoots: { ...snapshot.ciRoots, chain: snapshot.ciRoots.chain.with(1, null) } };
    },
    subject: "ci-root@2#",
    title: /^CI root v2 is missing; version 3 is served\.$/,
  },
  {
    rule: "root-chain-gap",
    kind: "fires",
    name: "root.json says version 5, and 4 and 5 answer 404",
    snapshot: async () => {
      const { prodRoots } = await baseline("owned", (factory) => {
        factory.publishRoot((signed) => signed);
        factory.publishRoot((signed) => signed);
      });
      return { ...(await baseline("owned")), prodRoots: { ...prodRoots, chain: prodRoots.chain.slice(0, 3) } };
    },
    subject: "prod-root@4#",
    title: /^Versions 4 to 5 of the production root are missing; version 5 is served\.$/,
  },
  {
    rule: "root-chain-gap",
    kind: "fires",
    name: "2.root.json says version 1",
    snapshot: async () => {
      const snapshot = await baseline("owned");
      const { chain, newest } = snapshot.ciRoots;
      return { ...snapshot, ciRoots: { chain: chain.with(1, { ...chain[0]!, name: "ci-root@2" }), newest } };
    },
    subject: "ci-root@2#/signed/version",
    title: /says version 1/,
  },
  {
    rule: "root-chain-gap",
    kind: "near-miss",
    name: "all three versions, and a 404 for the fourth",
    snapshot: () => baseline("owned"),
  },

  {
    rule: "root-chain-broken",
    kind: "fires",
    name: "root 4 signed by nobody whom root 3 knows",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => withKey(withRole(signed, "root", [], 1), "root", stranger.public), [stranger]),
      ),
    subject: "ci-root@4#/signatures",
    title: /too few valid signatures: 0 of 1 by the version before, 1 of 1 by its own root keys/,
  },
  {
    rule: "root-chain-broken",
    kind: "fires",
    name: "root 4 with 1 of its own 2",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => {
          const both = withKey(signed, "root", second.public);
          return withRole(both, "root", both.roles.root.keyids, 2);
        }),
      ),
    title: /1 of 1 by the version before, 1 of 2 by its own root keys/,
  },
  {
    rule: "root-chain-broken",
    kind: "near-miss",
    name: "root 4 with 2 of its own 2",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(
          factory,
          (signed) => {
            const both = withKey(signed, "root", second.public);
            return withRole(both, "root", both.roles.root.keyids, 2);
          },
          [second, factory.offlineKeys.root!],
        ),
      ),
  },

  {
    rule: "metadata-rollback",
    kind: "fires",
    name: "production one version below its pin",
    snapshot: pinned((pins) => withPin(pins, "prod-targets/production", { version: 4 })),
    subject: "prod-targets/production#/signed/version",
    title: /is older than its pin, version 4/,
  },
  {
    rule: "metadata-rollback",
    kind: "fires",
    name: "a pinned tag that production no longer has",
    snapshot: async () => {
      const snapshot = await pinned((pins) => pins)();
      return { ...snapshot, production: new Map() };
    },
    subject: "prod-targets/production#",
    title: /there is none, but version 3 is pinned/,
  },
  {
    rule: "metadata-rollback",
    kind: "fires",
    name: "root.json below a version that is served",
    snapshot: async () => {
      const snapshot = await baseline("owned");
      const { chain } = snapshot.ciRoots;
      return { ...snapshot, ciRoots: { chain, newest: { ...chain[1]!, name: "ci-root" } } };
    },
    subject: "ci-root#/signed/version",
    title: /^CI root v2 is called the newest, but version 3 is served as well\.$/,
  },
  {
    rule: "metadata-rollback",
    kind: "fires",
    name: "the newest root below the trusted one",
    snapshot: async () => {
      const { ciRoot } = await baseline("owned", (factory) => factory.publishRoot((signed) => signed));
      return { ...(await baseline("owned")), trustedRoot: ciRoot };
    },
    title: /is older than the trusted root, version 4/,
  },
  { rule: "metadata-rollback", kind: "near-miss", name: "everything at its pin", snapshot: pinned((pins) => pins) },

  {
    rule: "metadata-equivocation",
    kind: "fires",
    name: "another content at the pinned version",
    snapshot: pinned((pins) => withPin(pins, "prod-targets/production", { sha256: OTHER_HASH })),
    subject: "prod-targets/production#/signed",
    title: /^Production targets v3 for tag production is not what was pinned at that version\.$/,
  },
  {
    rule: "metadata-equivocation",
    kind: "fires",
    name: "another first root",
    snapshot: pinned((pins) => ({ ...pins, firstRoot: OTHER_HASH })),
    subject: "ci-root@1#/signed",
  },
  {
    rule: "metadata-equivocation",
    kind: "fires",
    name: "root.json unlike 3.root.json",
    snapshot: async () => {
      const snapshot = await baseline("owned");
      const { ciRoots } = await baseline("owned", (factory) =>
        factory.setRoots("ci", (roots) => {
          const { signed } = roots.at(-1)!;
          const other = { ...signed, consistent_snapshot: true };
          return [...roots.slice(0, -1), signedBy([factory.offlineKeys.root!], other)];
        }),
      );
      return { ...snapshot, ciRoots: { ...snapshot.ciRoots, newest: ciRoots.newest } };
    },
    subject: "ci-root#/signed",
    title: /: root\.json and 3\.root\.json differ\.$/,
  },
  {
    rule: "metadata-equivocation",
    kind: "fires",
    name: "version 3 unlike the trusted root of version 3",
    snapshot: async () => {
      const snapshot = await baseline("owned");
      return { ...snapshot, trustedRoot: snapshot.prodRoot };
    },
    subject: "ci-root@3#/signed",
  },
  {
    rule: "metadata-equivocation",
    kind: "near-miss",
    name: "CI targets that the server has given a new expiry",
    snapshot: async () => {
      const pins = pinsOf(await baseline("released"));
      const later = await baseline("released", (factory) =>
        factory.setCiSigned((signed) => ({ ...signed, expires: "2026-12-30T08:00:00Z" })),
      );
      return { ...later, pins };
    },
  },

  {
    rule: "pin-not-chained",
    kind: "fires",
    name: "root.json of a stranger",
    snapshot: async () => {
      const foreign = await baseline("owned", undefined, { factory: { seed: "another Factory" } });
      return pullRequest((snapshot) => ({ baseRoot: ciRoot(snapshot, 1), headRoot: foreign.ciRoot }))();
    },
    subject: "ci-root#/signed",
    title: /^root\.json v3 does not follow from the base commit's v1\.$/,
  },
  {
    rule: "pin-not-chained",
    kind: "fires",
    name: "root.json goes back to version 2",
    snapshot: pullRequest((snapshot) => ({ baseRoot: ciRoot(snapshot, 3), headRoot: ciRoot(snapshot, 2) })),
  },
  {
    rule: "pin-not-chained",
    kind: "fires",
    name: "a pin of the right version with another hash",
    snapshot: pullRequest((snapshot) => ({
      basePins: pinsAt(snapshot, 2),
      headPins: withPin(pinsAt(snapshot, 2), "prod-root", { version: 3, sha256: OTHER_HASH }),
    })),
    subject: "prod-root#",
    title: /^The pin of the production root, v3, does not follow from the base commit's v2\.$/,
  },
  {
    rule: "pin-not-chained",
    kind: "fires",
    name: "a production pin that is lowered",
    snapshot: pullRequest((snapshot) => ({
      basePins: pinsOf(snapshot),
      headPins: withPin(pinsOf(snapshot), "prod-targets/production", { version: 2 }),
    })),
    subject: "prod-targets/production#",
  },
  {
    rule: "pin-not-chained",
    kind: "fires",
    name: "the pins are removed",
    snapshot: pullRequest((snapshot) => ({ basePins: pinsOf(snapshot) })),
    title: /removes the pins/,
  },
  {
    rule: "pin-not-chained",
    kind: "near-miss",
    name: "root.json from version 1 to 3 and pins from 2 to 3, all as served",
    snapshot: pullRequest((snapshot) => ({
      baseRoot: ciRoot(snapshot, 1),
      headRoot: ciRoot(snapshot, 3),
      basePins: pinsAt(snapshot, 2),
      headPins: pinsOf(snapshot),
    })),
  },
  {
    rule: "pin-not-chained",
    kind: "near-miss",
    name: "the next root.json, signed by the base commit's keys, where the Factory was not asked",
    snapshot: async () => {
      const change = pullRequest((snapshot) => ({ baseRoot: ciRoot(snapshot, 2), headRoot: ciRoot(snapshot, 3) }));
      return { ...(await change()), ciRoots: { chain: [], newest: null }, factoryWasRead: false };
    },
  },

  {
    rule: "flavour-swapped",
    kind: "fires",
    name: "CI root 3 served as production root 3",
    snapshot: () =>
      baseline("owned", (factory) => {
        const swapped = factory.state.ciRoots.at(-1)!;
        factory.setRoots("prod", (roots) => [...roots.slice(0, -1), swapped]);
      }),
    subject: "prod-root#/signed/roles/targets/threshold",
    title: /has the targets threshold 1, like the CI flavour, not at least 2/,
  },
  {
    rule: "flavour-swapped",
    kind: "fires",
    name: "a production root that CI root 3 did not sign",
    snapshot: () =>
      baseline("owned", (factory) =>
        factory.setRoots("prod", (roots) => {
          const { signed } = roots.at(-1)!;
          return [...roots, signedBy([stranger], { ...signed, version: 4 })];
        }),
      ),
    subject: "prod-root#/signatures",
    title: /0 of 1 valid signatures by the root keys of CI root v3/,
  },
  {
    rule: "flavour-swapped",
    kind: "near-miss",
    name: "root 1 is the same document in both flavours",
    snapshot: () => baseline("fresh"),
  },

  {
    rule: "root-unreviewed-change",
    kind: "fires",
    name: "root 3 with a pin of version 2",
    snapshot: async () => {
      const snapshot = await baseline("released");
      return { ...snapshot, pins: pinsAt(snapshot, 2) };
    },
    subject: "prod-root#/signed/version",
    title: /^The pin of the production root is version 2, but version 3 is served\.$/,
  },
  { rule: "root-unreviewed-change", kind: "near-miss", name: "root 3 with its pin", snapshot: pinned((pins) => pins) },

  {
    rule: "revoked-key-reused",
    kind: "fires",
    name: "a root key of version 4 that version 5 lacks and version 6 has again",
    snapshot: secondKeyGoes("comes back"),
    subject: `prod-root#/signed/keys/${second.keyid}`,
    title: /is back; root v5 had dropped it/,
  },
  {
    rule: "revoked-key-reused",
    kind: "near-miss",
    name: "a root key that stays away",
    snapshot: secondKeyGoes("stays away"),
  },
];
