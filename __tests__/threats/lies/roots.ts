// Lies about the roots: whose keys may sign at all.
import { makeKeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import type { Stage } from "../stage.ts";
import { forgedChain } from "./forged-chain.ts";
import { answering, GONE, type Lie, offline, root, rootFour, STRANGER } from "./lie.ts";

const FORGER_ROOT = makeKeyPair("ed25519", "forger", "owner root");

export const rootLies: readonly Lie[] = [
  {
    threat: "T2",
    title: "a forged chain that lists the customer's genuine targets key, against the trusted root",
    tell: forgedChain,
    codes: ["root-untrusted"],
    says: /Root version 3 as served \(sha256 [0-9a-f]{64}\) is not the trusted root/,
  },
  {
    threat: "T2",
    title: "the same forged chain, trusted on first use but with the first root pinned",
    in: "pins-only",
    step: { command: "promote", version: "6", tag: "production", "trust-on-first-use": "true" },
    tell: forgedChain,
    codes: ["root-untrusted"],
    says: /The first root as served \(sha256 [0-9a-f]{64}\) is not the pinned one/,
  },
  {
    threat: "T2",
    title: "the genuine roots, and after them one that a stranger signed",
    tell: (stage) => rootFour(stage, (signed) => signed, [FORGER_ROOT]),
    codes: ["root-chain-broken"],
    says: /CI root 4 is not signed by its own root keys/,
  },
  {
    threat: "T2",
    title: "a next root that lists a stranger as root key and is signed by the stranger alone",
    tell: (stage) => rootFour(stage, (signed) => withRootKeys(signed, [FORGER_ROOT.keyid], true), [FORGER_ROOT]),
    codes: ["root-chain-broken"],
    says: /CI root 4 is not signed by the root keys of version 3/,
  },
  {
    threat: "T4",
    title: "the CI root in place of the production root (flavour swap)",
    tell: (stage) => answering({ "root.json?production=1": () => root(stage, "ci") }),
    codes: ["flavour-swapped"],
    says: /asks for 1 targets signature, which is the CI flavour; production needs at least 2/,
  },
  {
    threat: "T4",
    title: "the production root as the newest CI root only",
    tell: (stage) => answering({ "root.json": () => root(stage, "prod") }),
    codes: ["metadata-equivocation"],
    says: /serves two different roots of version 3/,
  },
  {
    threat: "T4",
    title: "the production root everywhere in place of the CI root",
    tell: (stage) => answering({ "root.json": () => root(stage, "prod"), "3.root.json": () => root(stage, "prod") }),
    codes: ["root-untrusted"],
    says: /is not the trusted root/,
  },
  {
    threat: "T4",
    title: "a production root, signed by the owner, with one more targets key than the CI root",
    tell: (stage) => answering({ "root.json?production=1": () => prodRootWithStranger(stage) }),
    codes: ["flavour-content-diverges"],
    says: /differ at \/keys\/[0-9a-f]{64}; only the targets threshold may differ/,
  },
  {
    threat: "T4",
    title: "a production root with the signature of nobody",
    tell: (stage) => answering({ "root.json?production=1": () => ({ ...root(stage, "prod"), signatures: [] }) }),
    codes: ["threshold-not-met"],
    says: /production root has 0 of 1 valid root signatures/,
  },
  {
    threat: "T4",
    title: "an older production root (version skew)",
    tell: ({ factory }) => answering({ "root.json?production=1": () => factory.state.prodRoots[1]! }),
    codes: ["flavour-content-diverges"],
    says: /newest production root has version 2, the newest CI root version 3/,
  },
  {
    threat: "T4",
    title: "no production root at all",
    tell: () => answering({ "root.json?production=1": () => GONE }),
    codes: ["flavour-content-diverges"],
    says: /serves CI root 3 but no production root/,
  },
  {
    threat: "T4",
    title: "a next root with production threshold 1, signed by the owner",
    tell: (stage) => rootFour(stage, (signed) => withTargetsThreshold(signed, 1)),
    codes: ["flavour-swapped"],
    says: /production root 4 asks for 1 targets signature/,
  },
  {
    threat: "T2",
    title: "a gap in the chain",
    tell: () => answering({ "2.root.json": () => GONE }),
    codes: ["root-chain-gap"],
    says: /serves root version 3 but not version 2/,
  },
  {
    threat: "T2",
    title: "another root under the number of an earlier one",
    tell: ({ factory }) => answering({ "2.root.json": () => factory.state.ciRoots[0]! }),
    codes: ["root-chain-gap"],
    says: /CI root 2 says version 1/,
  },
  {
    threat: "T3",
    title: "an older root.json while the newer one is served by number",
    tell: ({ factory }) => answering({ "root.json": () => factory.state.ciRoots[1]! }),
    codes: ["metadata-rollback"],
    says: /calls version 2 its newest root, but serves version 3 as well/,
  },
  {
    threat: "T3",
    title: "the history as it was before the trusted root",
    tell: ({ factory }) =>
      answering({
        "root.json": () => factory.state.ciRoots[1]!,
        "root.json?production=1": () => factory.state.prodRoots[1]!,
        "3.root.json": () => GONE,
      }),
    codes: ["metadata-rollback"],
    says: /trusted root has version 3, but the Factory's newest has version 2/,
  },
  {
    threat: "T3",
    title: "a newest root that it withholds when asked for by number",
    arrange: ({ factory }) => factory.publishRoot((signed) => signed),
    tell: () => answering({ "4.root.json": () => GONE }),
    codes: ["root-chain-gap"],
    says: /Root version 4 is missing from the chain/,
  },
  {
    threat: "T3",
    title: "two different newest roots, both signed by the owner",
    tell: (stage) => {
      const { signed } = root(stage, "ci");
      const twin = signedBy([stage.factory.offlineKeys.root!], { ...signed, expires: "2027-01-01T00:00:00Z" });
      return answering({ "root.json": () => twin });
    },
    codes: ["metadata-equivocation"],
    says: /serves two different roots of version 3/,
  },
  {
    threat: "T2",
    title: "a chain that never ends",
    tell: (stage) => answering({ "root.json": () => withVersion(stage, 4000) }),
    codes: ["root-chain-broken"],
    says: /has 4000 versions, but at most 256 are supported/,
  },
  {
    threat: "T2",
    title: "roots that have expired",
    arrange: ({ factory }) => factory.expireRoot(),
    codes: ["root-expired"],
    says: /production root version 4 expired at 2026-11-23T07:59:59Z/,
  },
  {
    threat: "T10",
    title: "a targets key under the id of another",
    tell: (stage) => rootFour(stage, (signed) => ({ ...signed, keys: swapped(signed, offline(stage).keyid) })),
    codes: ["keyid-mismatch", "keyid-mismatch", "keyid-mismatch"],
    says: /calls a targets key [0-9a-f]{64}, but that key's id is [0-9a-f]{64}/,
  },
  {
    threat: "T10",
    title: "a root key under a second id, so that one signature would count twice",
    tell: (stage) => {
      const key = stage.factory.offlineKeys.root!;
      const second = "ab".repeat(32);
      return rootFour(stage, (signed) => ({
        ...signed,
        keys: { ...signed.keys, [second]: key.public },
        roles: { ...signed.roles, root: { keyids: [key.keyid, second], threshold: 2 } },
      }));
    },
    codes: ["keyid-mismatch"],
    says: /calls a root key abab/,
  },
  {
    threat: "T10",
    title: "a root key that signs twice, for a threshold of two",
    tell: (stage) => {
      const key = stage.factory.offlineKeys.root!;
      return rootFour(stage, (signed) => withRootKeys(signed, [key.keyid, key.keyid], false, 2), [key, key]);
    },
    codes: ["device-would-refuse"],
    says: /CI root 4 lists the key id [0-9a-f]{64} twice in its signatures/,
  },
  {
    threat: "T10",
    title: "a root key listed twice, for a threshold of two",
    tell: (stage) => {
      const key = stage.factory.offlineKeys.root!;
      return rootFour(stage, (signed) => withRootKeys(signed, [key.keyid, key.keyid], false, 2), [key]);
    },
    codes: ["root-chain-broken"],
    says: /has 1 of 2 valid root signatures/,
  },
  {
    threat: "T11",
    title: "`constructor` and `__proto__` as root keys that sign",
    tell: (stage) => {
      const named = (keyid: string) => ({ ...FORGER_ROOT, keyid });
      return rootFour(stage, (signed) => withRootKeys(signed, ["constructor", "__proto__"], false), [
        named("constructor"),
        named("__proto__"),
      ]);
    },
    codes: ["root-chain-broken"],
    says: /CI root 4 is not signed by its own root keys/,
  },
  {
    threat: "T11",
    title: "a root that names `__proto__` as a key of its own",
    tell: (stage) => {
      const text = JSON.stringify(root(stage, "ci")).replace('"keys":{', '"keys":{"__proto__":{"keytype":1},');
      return answering({ "root.json": () => text, "3.root.json": () => text });
    },
    codes: ["metadata-malformed"],
    says: /the key "__proto__" has no keytype or no public half/,
  },
  {
    threat: "T11",
    title: "a root nested deeper than any device reads",
    tell: () => answering({ "root.json": () => `${'{"a":'.repeat(2000)}1${"}".repeat(2000)}` }),
    codes: ["response-not-json"],
    says: /root\.json was answered with 200, but its body is not JSON/,
  },
];

function prodRootWithStranger(stage: Stage): object {
  const { signed } = root(stage, "prod");
  const { targets } = signed.roles;
  return signedBy([stage.factory.offlineKeys.root!], {
    ...signed,
    keys: { ...signed.keys, [STRANGER.keyid]: STRANGER.public },
    roles: { ...signed.roles, targets: { ...targets, keyids: [...targets.keyids, STRANGER.keyid] } },
  });
}

function withRootKeys(signed: RootSigned, keyids: readonly string[], addForger: boolean, threshold = 1): object {
  const keys = addForger ? { ...signed.keys, [FORGER_ROOT.keyid]: FORGER_ROOT.public } : signed.keys;
  return { ...signed, keys, roles: { ...signed.roles, root: { keyids, threshold } } };
}

function withTargetsThreshold(signed: RootSigned, threshold: number): object {
  return { ...signed, roles: { ...signed.roles, targets: { ...signed.roles.targets, threshold } } };
}

function withVersion(stage: Stage, version: number): object {
  const document = root(stage, "ci");
  return { ...document, signed: { ...document.signed, version } };
}

/** The keys of a root, with a stranger's key in the place of one. */
function swapped(signed: RootSigned, keyid: string): object {
  return { ...signed.keys, [keyid]: STRANGER.public };
}
