// Cases of group M: open updates of the roots. The Factory that they change is at root 3, signed by one root key.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import type { KeyPair } from "../../../src/emulator/state/key-pair.ts";
import { onlineKey } from "../../../src/emulator/state/online.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { inDays, wholeSeconds } from "../../../src/tuf/metadata/expiry.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, withKey, withOwner } from "./factory-edits.ts";
import { once } from "./once.ts";
import { type StagedEdit, stageRoots, withResigned, withUpdates } from "./staged-edits.ts";
import { putWave } from "./wave-edits.ts";

const DAY = 86_400_000;
const ago = (ms: number) => new Date(NOW.getTime() - ms);
type EditOf = (factory: EmbeddedFactory) => StagedEdit;

/** An open update of a Factory that has released version 3. */
const staged =
  (edit: StagedEdit | EditOf = {}, before: (factory: EmbeddedFactory) => void = () => {}) =>
  () =>
    baseline("released", (factory) => {
      before(factory);
      stageRoots(factory, typeof edit === "function" ? edit(factory) : edit);
    });
const atApply = (snapshot: () => Promise<Snapshot>) => async () => ({ ...(await snapshot()), stage: "apply" as const });

const [newRoot, newTargets] = [newKey("staged root"), newKey("staged targets")];
const addedRoot = (signed: RootSigned) => withOwner(withKey(signed, "root", newRoot.public), newRoot.keyid, "polis-b");
const addedTargets = (signed: RootSigned) =>
  withOwner(withKey(signed, "targets", newTargets.public), newTargets.keyid, "polis-b");

function withThreshold(signed: RootSigned, role: "root" | "targets", threshold: number): RootSigned {
  return { ...signed, roles: { ...signed.roles, [role]: { ...signed.roles[role], threshold } } };
}

/** The key takes the place of another one in a role. */
function replaced(signed: RootSigned, role: keyof RootSigned["roles"], old: string, key: KeyPair): RootSigned {
  const keyids = signed.roles[role].keyids.map((keyid) => (keyid === old ? key.keyid : keyid));
  const keys = Object.entries({ ...signed.keys, [key.keyid]: key.public }).filter(([keyid]) => keyid !== old);
  const { threshold } = signed.roles[role];
  return { ...signed, keys: Object.fromEntries(keys), roles: { ...signed.roles, [role]: { keyids, threshold } } };
}

/** A rotation of the offline targets key, whose new holder has or has not signed what production has. */
const rotatedTargets = once(
  staged((factory) => ({
    signed: (signed) =>
      withOwner(
        replaced(signed, "targets", factory.offlineKeys.targets!.keyid, newTargets),
        newTargets.keyid,
        "polis-b",
      ),
  })),
);

/** New online keys, as the server makes them, in these roles. */
const rotatedOnline = (...roles: readonly ("targets" | "snapshot" | "timestamp")[]) =>
  staged((factory) => {
    const made = roles.map((role) => [role, onlineKey("ed25519", "cases", `online ${role}`)] as const);
    return {
      online: Object.fromEntries(made),
      signed: (signed) =>
        made.reduce((root, [role, key]) => replaced(root, role, factory.state.online[role].keyid, key.pair!), signed),
    };
  });

const unremarkable = once(staged());
const withNewRootKey = once(staged({ signed: addedRoot }));

const server = (change: Partial<NonNullable<Snapshot["updates"]>["issues"]>) => async () => {
  const snapshot = await baseline("owned");
  return withUpdates(snapshot, { issues: { errors: [], warnings: [], ...change } });
};
const MISSING = { kind: "invalid", message: "ci: 0 of 1 signatures by current root keys" };
const REFUSED = { kind: "invalid", message: "prod: the root threshold 2 is above its 1 keys" };

const twoRootKeys = (factory: EmbeddedFactory) =>
  factory.publishRoot((signed) => withThreshold(addedRoot(signed), "root", 2), {
    signers: [factory.offlineKeys.root!, newRoot],
  });
const bothRootKeys = (factory: EmbeddedFactory) => [factory.offlineKeys.root!, newRoot];

export const cases: readonly RuleCase[] = [
  {
    rule: "tx-unfinished",
    kind: "fires",
    name: "untouched for 7 days and a second",
    snapshot: staged({ startedAt: ago(7 * DAY + 1000) }),
    level: "warning",
    subject: "tx#/status",
    title: /^The root update of acme is staged and untouched since 2026-11-16T07:59:59Z, more than 7 days\.$/,
  },
  {
    rule: "tx-unfinished",
    kind: "near-miss",
    name: "untouched for 7 days",
    snapshot: staged({ startedAt: ago(7 * DAY) }),
  },
  {
    rule: "tx-unfinished",
    kind: "near-miss",
    name: "started 30 days ago and touched yesterday",
    snapshot: staged({ startedAt: ago(30 * DAY), updatedAt: ago(DAY) }),
  },
  {
    rule: "tx-unfinished",
    kind: "fires",
    name: "applying for 15 minutes",
    snapshot: staged({ status: "APPLYING", startedAt: ago(DAY), updatedAt: ago(15 * 60_000) }),
    level: "warning",
    title: /^The root update of acme has been applying since 2026-11-23T07:45:00Z\.$/,
  },
  {
    rule: "tx-unfinished",
    kind: "fires",
    name: "applying for 15 minutes and a second",
    snapshot: staged({ status: "APPLYING", startedAt: ago(DAY), updatedAt: ago(15 * 60_000 + 1000) }),
    level: "error",
    title: /has been applying since 2026-11-23T07:44:59Z, more than 15 minutes\.$/,
  },
  {
    rule: "tx-server-issue",
    kind: "fires",
    name: "a warning of the server",
    snapshot: server({ warnings: [{ kind: "no-offline-targets-key", message: "Add an offline TUF targets key" }] }),
    level: "warning",
    subject: "tx#/issues/warnings",
    title: /^The Factory reports: Add an offline TUF targets key\.$/,
  },
  {
    rule: "tx-server-issue",
    kind: "fires",
    name: "an error of the server",
    snapshot: server({ errors: [REFUSED] }),
    level: "error",
    subject: "tx#/issues/errors",
  },
  {
    rule: "tx-server-issue",
    kind: "fires",
    name: "missing signatures while others are still to sign",
    snapshot: server({ errors: [MISSING] }),
    level: "note",
  },
  {
    rule: "tx-server-issue",
    kind: "fires",
    name: "missing signatures where it is to be applied",
    snapshot: atApply(server({ errors: [MISSING] })),
    level: "error",
  },
  { rule: "tx-server-issue", kind: "near-miss", name: "nothing to say", snapshot: unremarkable },
  {
    rule: "staged-version",
    kind: "fires",
    name: "version 5 after version 3",
    snapshot: staged({ signed: (signed) => ({ ...signed, version: 5 }) }),
    subject: "staged-prod-root#/signed/version",
    title: /^Staged production root v5 of acme follows v3; it must have version 4\.$/,
  },
  {
    rule: "staged-version",
    kind: "fires",
    name: "version 3 again",
    snapshot: staged({ signed: (signed) => ({ ...signed, version: 3 }) }),
    subject: "staged-ci-root#/signed/version",
  },
  { rule: "staged-version", kind: "near-miss", name: "version 4 after version 3", snapshot: unremarkable },
  {
    rule: "staged-version",
    kind: "near-miss",
    name: "an apply that stopped after the CI root",
    snapshot: () =>
      baseline("released", (factory) => {
        stageRoots(factory, { status: "APPLYING" });
        factory.setRoots("ci", (roots) => [...roots, factory.state.transaction!.ci]);
      }),
  },
  {
    rule: "staged-signatures-insufficient",
    kind: "fires",
    name: "nobody has signed",
    snapshot: staged({ signers: [] }),
    level: "note",
    subject: "staged-prod-root#/signatures",
    title: /^Staged production root v4: 0 of 1 signatures by the root keys, missing [0-9a-f]{12}\.$/,
  },
  {
    rule: "staged-signatures-insufficient",
    kind: "fires",
    name: "1 of 2 by the new root keys, where it is to be applied",
    snapshot: atApply(staged({ signed: (signed) => withThreshold(addedRoot(signed), "root", 2) })),
    level: "error",
    subject: "staged-prod-root#/signed/roles/root",
    title: new RegExp(
      `^Staged production root v4: 1 of 2 signatures by the new root keys, missing ${newRoot.keyid.slice(0, 12)}\\.$`,
    ),
  },
  {
    rule: "staged-signatures-insufficient",
    kind: "fires",
    name: "by the new root key, but not by the current one",
    snapshot: staged({ signed: (signed) => addedRoot(signed), signers: [newRoot] }),
    level: "note",
    subject: "staged-ci-root#/signatures",
    title: /^Staged CI root v4: 0 of 1 signatures by the current root keys, missing [0-9a-f]{12}\.$/,
  },
  {
    rule: "staged-signatures-insufficient",
    kind: "near-miss",
    name: "2 of 2 by the new root keys",
    snapshot: staged((factory) => ({
      signed: (signed) => withThreshold(addedRoot(signed), "root", 2),
      signers: bothRootKeys(factory),
    })),
  },
  {
    rule: "staged-strands-targets",
    kind: "fires",
    name: "a rotated targets key that has not signed production",
    snapshot: rotatedTargets,
    level: "note",
    subject: "prod-targets/production#/signatures",
    title: /^Production targets v3 for tag production keeps 1 of 2 signatures under the staged root\.$/,
  },
  {
    rule: "staged-strands-targets",
    kind: "fires",
    name: "the same where it is to be applied",
    snapshot: atApply(rotatedTargets),
    level: "error",
  },
  {
    rule: "staged-strands-targets",
    kind: "near-miss",
    name: "a rotated targets key that has signed production",
    snapshot: async () => withResigned(await rotatedTargets(), "production", newTargets),
  },
  {
    rule: "staged-strands-targets",
    kind: "near-miss",
    name: "a new online key, which will sign by itself",
    snapshot: rotatedOnline("targets"),
  },
  {
    rule: "staged-strands-targets",
    kind: "fires",
    name: "a higher threshold",
    snapshot: staged({ signed: addedTargets, prod: (signed) => withThreshold(signed, "targets", 3) }),
    level: "note",
    title: /keeps 2 of 3 signatures/,
  },
  {
    rule: "staged-weakens",
    kind: "fires",
    name: "a root threshold of 1 after 2",
    snapshot: staged(
      (factory) => ({ signed: (signed) => withThreshold(signed, "root", 1), signers: bothRootKeys(factory) }),
      twoRootKeys,
    ),
    subject: "staged-prod-root#/signed/roles/root/threshold",
    title: /^Staged production root v5 lowers the root threshold from 2 to 1\.$/,
  },
  {
    rule: "staged-weakens",
    kind: "fires",
    name: "one root key fewer",
    snapshot: staged(
      (factory) => ({
        signed: (signed) => ({
          ...signed,
          roles: { ...signed.roles, root: { keyids: [newRoot.keyid], threshold: 2 } },
        }),
        signers: bothRootKeys(factory),
      }),
      twoRootKeys,
    ),
    subject: "staged-prod-root#/signed/roles/root/keyids",
    title: /lowers the number of root keys from 2 to 1\.$/,
  },
  {
    rule: "staged-weakens",
    kind: "fires",
    name: "no offline targets key after one",
    snapshot: staged((factory) => ({
      signed: (signed) => ({
        ...signed,
        roles: { ...signed.roles, targets: { keyids: [factory.state.online.targets.keyid], threshold: 1 } },
      }),
      prod: (signed) => withThreshold(signed, "targets", 2),
    })),
    subject: "staged-prod-root#/signed/roles/targets/keyids",
    title: /lowers the number of offline targets keys from 1 to 0\.$/,
  },
  {
    rule: "staged-weakens",
    kind: "fires",
    name: "a production threshold of 2 after 3",
    snapshot: staged({ prod: (signed) => withThreshold(signed, "targets", 2) }, (factory) => {
      factory.addTargetsKey("second", { threshold: 3 });
    }),
    subject: "staged-prod-root#/signed/roles/targets/threshold",
  },
  {
    rule: "staged-weakens",
    kind: "fires",
    name: "an end one second earlier",
    snapshot: staged({
      signed: (signed) => ({ ...signed, expires: wholeSeconds(new Date(NOW.getTime() + 365 * DAY - 1000)) }),
    }),
    subject: "staged-prod-root#/signed/expires",
    title:
      /^Staged production root v4 expires at 2027-11-23T07:59:59Z, before the current one at 2027-11-23T08:00:00Z\.$/,
  },
  {
    rule: "staged-weakens",
    kind: "near-miss",
    name: "the same end, and keys replaced one for one",
    snapshot: rotatedTargets,
  },
  {
    rule: "staged-weakens",
    kind: "near-miss",
    name: "a later end",
    snapshot: staged({ signed: (signed) => ({ ...signed, expires: inDays(NOW, 366) }) }),
  },
  {
    rule: "staged-key-unexplained",
    kind: "fires",
    name: "a root key that no amendment names",
    snapshot: async () => withUpdates(await staged({ signed: addedRoot })(), { amendments: [] }),
    level: "error",
    subject: "staged-prod-root#/signed/roles/root/keyids",
    title: /^Staged production root v4 adds the root key [0-9a-f]{12}, which no amendment of the update names\.$/,
  },
  {
    rule: "staged-key-unexplained",
    kind: "fires",
    name: "a key of somebody whom the policy does not list",
    snapshot: withNewRootKey,
    policy: { owners: ["polis-owner-01"] },
    level: "error",
    title: /, whose owner polis-b the policy does not list\.$/,
  },
  {
    rule: "staged-key-unexplained",
    kind: "fires",
    name: "an online key that the server calls new and that replaces none",
    snapshot: async () => {
      const key = onlineKey("ed25519", "cases", "second online");
      const snapshot = await staged({
        online: { targets: key },
        signed: (signed) => withKey(signed, "targets", key.public),
      })();
      return withUpdates(snapshot, { amendments: [] });
    },
    level: "error",
    subject: "staged-prod-root#/signed/roles/targets/keyids",
  },
  {
    rule: "staged-key-unexplained",
    kind: "fires",
    name: "an online key in the root role",
    snapshot: async () => {
      const key = onlineKey("ed25519", "cases", "second online");
      const snapshot = await staged({ signed: (signed) => withKey(signed, "root", key.public) })();
      return withUpdates(snapshot, { amendments: [], updatedOnline: { root: [key.keyid] } });
    },
    level: "error",
    subject: "staged-prod-root#/signed/roles/root/keyids",
  },
  {
    rule: "staged-key-unexplained",
    kind: "fires",
    name: "a key that no role uses",
    snapshot: staged({
      signed: (signed) => ({ ...signed, keys: { ...signed.keys, [newRoot.keyid]: newRoot.public } }),
    }),
    level: "error",
    subject: "staged-prod-root#/signed/keys",
    title: /adds the unused key [0-9a-f]{12}, which no role uses\.$/,
  },
  {
    rule: "staged-key-unexplained",
    kind: "fires",
    name: "an update that does not say why",
    snapshot: staged({
      signed: (signed) => ({ ...signed, "x-changelog": { ...signed["x-changelog"]!, message: " " } }),
    }),
    level: "warning",
    subject: "staged-prod-root#/signed/x-changelog/message",
    title: /^Staged production root v4 does not say why it was made\.$/,
  },
  {
    rule: "staged-key-unexplained",
    kind: "near-miss",
    name: "a key of a listed owner that an amendment names",
    snapshot: withNewRootKey,
    policy: { owners: ["polis-b"] },
  },
  {
    rule: "staged-key-unexplained",
    kind: "near-miss",
    name: "online keys that replace one for one, without any amendment",
    snapshot: async () => withUpdates(await rotatedOnline("targets", "snapshot", "timestamp")(), { amendments: [] }),
    policy: { owners: ["polis-b"] },
  },
  {
    rule: "staged-blocked-by-wave",
    kind: "fires",
    name: "a new targets key while a Wave is active",
    snapshot: staged({ signed: addedTargets }, (factory) => putWave(factory)),
    subject: "staged-prod-root#/signed/roles",
    title: /^Staged production root v4 changes targets keys while Wave w1 is active\.$/,
  },
  {
    rule: "staged-blocked-by-wave",
    kind: "fires",
    name: "a new timestamp key while a Wave is active",
    snapshot: () =>
      baseline("released", (factory) => {
        putWave(factory);
        const key = onlineKey("ed25519", "cases", "online timestamp");
        const old = factory.state.online.timestamp.keyid;
        stageRoots(factory, {
          online: { timestamp: key },
          signed: (signed) => replaced(signed, "timestamp", old, key.pair!),
        });
      }),
    title: /changes timestamp keys while Wave w1/,
  },
  {
    rule: "staged-blocked-by-wave",
    kind: "near-miss",
    name: "a new root key while a Wave is active",
    snapshot: staged({ signed: addedRoot }, (factory) => putWave(factory)),
  },
  {
    rule: "staged-blocked-by-wave",
    kind: "near-miss",
    name: "a new targets key while a Wave is complete",
    snapshot: staged({ signed: addedTargets }, (factory) => putWave(factory, { status: "complete" })),
  },
];
