// Cases of group N: key archives beside a Factory at root 3, whose root and targets keys its owner holds.
import type { ReviewedArchive, Snapshot } from "../../../src/review/engine/snapshot.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, withKey } from "./factory-edits.ts";
import { once } from "./once.ts";
import { stageRoots } from "./staged-edits.ts";

const second = newKey("second holder");

interface Keyids {
  readonly root: string;
  readonly targets: string;
  readonly firstRoot: string;
  readonly second: string;
}

function keyidsOf({ ciRoots, ciRoot, onlineKey }: Snapshot): Keyids {
  const { root, targets } = ciRoot!.signed.roles;
  const offline = targets.keyids.find(
    (keyid) => ciRoot!.signed.keys[keyid]!.keyval.public !== onlineKey!.keyval.public,
  );
  const [firstRoot] = ciRoots.chain[0]!.doc!.signed.roles.root.keyids;
  return { root: root.keyids[0]!, targets: offline!, firstRoot: firstRoot!, second: second.keyid };
}

/** An encrypted archive out of reach that holds these private keys. */
const holding =
  (names: readonly (keyof Keyids)[], edit: Partial<ReviewedArchive> = {}, of = () => baseline("owned")) =>
  async (): Promise<Snapshot> => {
    const snapshot = await of();
    const keyids = keyidsOf(snapshot);
    const keys = names.map((name) => ({ keyid: keyids[name], entry: `tufrepo/keys/${name}`, hasPrivate: true }));
    return { ...snapshot, archives: [{ ...PLACE, name: "team.keys.tgz", keys, malformed: null, ...edit }] };
  };

const PLACE = {
  encryption: "recipients",
  mode: 0o600,
  tracked: false,
  exposedInWorkTree: false,
  inWorkspace: false,
  leftoverTemp: false,
} as const;
const SUBJECT = "archive/team.keys.tgz#";
const atSign = (snapshot: () => Promise<Snapshot>) => async () => ({ ...(await snapshot()), stage: "sign" as const });
const twoTargetsKeys = once(() =>
  baseline("owned", (factory) => factory.publishRoot((signed) => withKey(signed, "targets", second.public))),
);
const rotation = once(() =>
  baseline("owned", (factory) => {
    const old = factory.offlineKeys.root!.keyid;
    stageRoots(factory, {
      signed: (signed) => {
        const { [old]: _old, ...keys } = { ...signed.keys, [second.keyid]: second.public };
        return { ...signed, keys, roles: { ...signed.roles, root: { keyids: [second.keyid], threshold: 1 } } };
      },
    });
  }),
);
const plain = (edit: Partial<ReviewedArchive>) => holding(["root"], { encryption: "none", ...edit });
const locked = (edit: Partial<ReviewedArchive>) => holding(["root"], { encryption: "passphrase", ...edit });

export const cases: readonly RuleCase[] = [
  {
    rule: "archive-malformed",
    kind: "fires",
    name: "no archive at all",
    snapshot: holding([], { keys: null, malformed: "it is not gzip'd tar." }),
    subject: SUBJECT,
    title: /^Archive team\.keys\.tgz cannot be used: it is not gzip'd tar\.$/,
  },
  {
    rule: "archive-malformed",
    kind: "fires",
    name: "a public half without its private one",
    snapshot: holding([], { keys: [{ keyid: "ab".repeat(32), entry: "k", hasPrivate: false }] }),
    title: /^Archive team\.keys\.tgz holds the public half alone of abababababab\.$/,
  },
  { rule: "archive-malformed", kind: "near-miss", name: "one whole pair", snapshot: holding(["root"]) },
  {
    rule: "archive-active-key-count",
    kind: "fires",
    name: "two active targets keys",
    snapshot: holding(["targets", "second"], {}, twoTargetsKeys),
    level: "error",
    subject: SUBJECT,
    title: /^Archive team\.keys\.tgz holds 2 active targets keys: [0-9a-f]{12}, [0-9a-f]{12}\.$/,
  },
  {
    rule: "archive-active-key-count",
    kind: "fires",
    name: "no active key",
    snapshot: holding(["firstRoot"]),
    level: "warning",
    title: /^Archive team\.keys\.tgz holds no key that is active now among its 1 private key\.$/,
  },
  {
    rule: "archive-active-key-count",
    kind: "fires",
    name: "no active key where somebody is about to sign",
    snapshot: atSign(holding(["firstRoot"])),
    level: "error",
  },
  { rule: "archive-active-key-count", kind: "near-miss", name: "one active key", snapshot: holding(["targets"]) },
  {
    rule: "archive-active-key-count",
    kind: "near-miss",
    name: "the old and the new root key of a staged rotation",
    snapshot: atSign(holding(["root", "second"], {}, rotation)),
  },
  {
    rule: "archive-role-mix",
    kind: "fires",
    name: "root and targets key together",
    snapshot: holding(["root", "targets"]),
    subject: SUBJECT,
    title: /^Archive team\.keys\.tgz holds the active root key [0-9a-f]{12} and the targets key [0-9a-f]{12}\.$/,
  },
  {
    rule: "archive-role-mix",
    kind: "near-miss",
    name: "a retired root key beside the targets key",
    snapshot: holding(["firstRoot", "targets"]),
  },
  {
    rule: "archive-exposed",
    kind: "fires",
    name: "plain and tracked",
    snapshot: plain({ tracked: true }),
    level: "error",
    subject: SUBJECT,
    title: /^Archive team\.keys\.tgz, not encrypted, is tracked by git\.$/,
  },
  {
    rule: "archive-exposed",
    kind: "fires",
    name: "plain, in a work tree and not ignored",
    snapshot: plain({ exposedInWorkTree: true }),
    level: "error",
    title: /is in a git work tree and is not ignored\.$/,
  },
  {
    rule: "archive-exposed",
    kind: "fires",
    name: "tracked behind a passphrase",
    snapshot: locked({ tracked: true }),
    level: "warning",
  },
  {
    rule: "archive-exposed",
    kind: "fires",
    name: "readable by the group",
    snapshot: plain({ mode: 0o640 }),
    level: "warning",
    title: /has the mode 640, not 600\.$/,
  },
  {
    rule: "archive-exposed",
    kind: "fires",
    name: "plain below the workspace of a job",
    snapshot: plain({ inWorkspace: true }),
    level: "warning",
    title: /lies below GITHUB_WORKSPACE\.$/,
  },
  {
    rule: "archive-exposed",
    kind: "near-miss",
    name: "encrypted to recipients, tracked and readable",
    snapshot: holding(["root"], { tracked: true, exposedInWorkTree: true, mode: 0o644, inWorkspace: true }),
  },
  {
    rule: "archive-exposed",
    kind: "near-miss",
    name: "behind a passphrase below the workspace",
    snapshot: locked({ inWorkspace: true }),
  },
  { rule: "archive-exposed", kind: "near-miss", name: "plain, with the mode 600", snapshot: plain({ mode: 0o600 }) },
  {
    rule: "archive-leftover-temp",
    kind: "fires",
    name: "an archive beside its .tmp",
    snapshot: holding(["root"], { leftoverTemp: true }),
    subject: SUBJECT,
    title: /^Beside archive team\.keys\.tgz lies team\.keys\.tgz\.tmp of a rotation that was not finished\.$/,
  },
  { rule: "archive-leftover-temp", kind: "near-miss", name: "an archive alone", snapshot: holding(["root"]) },
  {
    rule: "archive-retired-keys",
    kind: "fires",
    name: "the first root key beside the current one",
    snapshot: holding(["root", "firstRoot"]),
    subject: SUBJECT,
    title: /^Archive team\.keys\.tgz holds 1 retired key: [0-9a-f]{12}\.$/,
  },
  {
    rule: "archive-retired-keys",
    kind: "near-miss",
    name: "a key that only the staged root lists",
    snapshot: holding(["root", "second"], {}, rotation),
  },
];
