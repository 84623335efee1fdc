// Cases of group D: can each role be satisfied, and not by the server alone?
import { knownKey } from "../../../src/emulator/state/online.ts";
import type { RoleName } from "../../../src/tuf/metadata/metadata.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, publishAsIs, withKey, withRole } from "./factory-edits.ts";

const ABSENT = "cd".repeat(32);

const withThreshold = (role: RoleName, threshold: number) => () =>
  baseline("owned", (factory) =>
    publishAsIs(factory, (signed) => withRole(signed, role, signed.roles[role].keyids, threshold)),
  );

/** The Factory between its first root rotation and its first offline targets key. */
const beforeFirstTargetsKey = () =>
  baseline("owned", (factory) => {
    factory.setRoots("ci", (roots) => roots.slice(0, 2));
    factory.setRoots("prod", (roots) => roots.slice(0, 2));
  });

/** Production with the online targets key, the one before it, and `owned` of the owner's. */
const rotatedOnline = (keepsOwner: boolean) => () =>
  baseline("owned", (factory) => {
    const key = newKey("online targets, rotated");
    factory.setState((state) => ({ ...state, online: { ...state.online, targets: knownKey(key) } }));
    publishAsIs(factory, (signed) => {
      const [old = "", own = ""] = signed.roles.targets.keyids;
      const kept = keepsOwner ? [own] : [old];
      return withKey(withRole(signed, "targets", kept, signed.roles.targets.threshold), "targets", key.public);
    });
  });

export const cases: readonly RuleCase[] = [
  {
    rule: "role-unsatisfiable",
    kind: "fires",
    name: "a key id that the root does not list",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => withRole(signed, "snapshot", [...signed.roles.snapshot.keyids, ABSENT], 1)),
      ),
    subject: "prod-root#/signed/roles/snapshot/keyids",
    title: /names the snapshot key cdcdcdcdcdcd, but does not list it/,
  },
  {
    rule: "role-unsatisfiable",
    kind: "fires",
    name: "a threshold of 0",
    snapshot: withThreshold("snapshot", 0),
    subject: "prod-root#/signed/roles/snapshot/threshold",
    title: /threshold 0, not 1 to 1000/,
  },
  {
    rule: "role-unsatisfiable",
    kind: "fires",
    name: "a threshold of 1001",
    snapshot: withThreshold("root", 1001),
    title: /threshold 1001, not 1 to 1000/,
  },
  {
    rule: "role-unsatisfiable",
    kind: "fires",
    name: "two signatures of one key",
    snapshot: withThreshold("timestamp", 2),
    subject: "prod-root#/signed/roles/timestamp",
    title: /needs 2 timestamp signatures, but has usable keys for 1/,
  },
  {
    rule: "role-unsatisfiable",
    kind: "fires",
    name: "production in use that needs 2 signatures of one key",
    snapshot: async () => {
      const { production } = await baseline("released");
      return { ...(await beforeFirstTargetsKey()), production };
    },
    subject: "prod-root#/signed/roles/targets",
  },
  {
    rule: "role-unsatisfiable",
    kind: "near-miss",
    name: "production that is not in use needs 2 signatures of one key",
    snapshot: beforeFirstTargetsKey,
  },

  {
    rule: "targets-threshold",
    kind: "fires",
    name: "CI needs 2",
    snapshot: withThreshold("targets", 2),
    subject: "ci-root#/signed/roles/targets/threshold",
    title: /^CI root v4 has the targets threshold 2, not 1\.$/,
  },
  {
    rule: "targets-threshold",
    kind: "fires",
    name: "production needs 1 at version 4",
    snapshot: withThreshold("targets", 1),
    subject: "prod-root#/signed/roles/targets/threshold",
  },
  {
    rule: "targets-threshold",
    kind: "near-miss",
    name: "production needs 1 at version 1, the same document as CI's",
    snapshot: () => baseline("fresh"),
  },
  { rule: "targets-threshold", kind: "near-miss", name: "CI needs 1, production 2", snapshot: () => baseline("owned") },

  {
    rule: "prod-threshold-online-only",
    kind: "fires",
    name: "the old and the new online key reach a threshold of 2",
    snapshot: rotatedOnline(false),
    level: "error",
    subject: "prod-root#/signed/roles/targets",
    title: /has the targets threshold 2; 2 of its keys are or were held by the server\.$/,
  },
  {
    rule: "prod-threshold-online-only",
    kind: "near-miss",
    name: "the new online key and the owner's",
    snapshot: rotatedOnline(true),
  },
  {
    rule: "prod-threshold-online-only",
    kind: "fires",
    name: "the second key has no owner",
    snapshot: () =>
      baseline("owned", (factory) => publishAsIs(factory, (signed) => ({ ...signed, "x-key-owners": {} }))),
    level: "warning",
    title: /2 of its keys are held by the server or have no recorded owner\.$/,
  },
  {
    rule: "prod-threshold-online-only",
    kind: "fires",
    name: "production in use that is still root 1",
    snapshot: async () => {
      const { production } = await baseline("released");
      return { ...(await baseline("fresh")), production };
    },
    level: "error",
  },
  {
    rule: "prod-threshold-online-only",
    kind: "near-miss",
    name: "root 1 that is not in use",
    snapshot: () => baseline("fresh"),
  },
];
