// Cases of group E: the server's keys, and those beside them.
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { newKey, publishAsIs, withKey, withRole } from "./factory-edits.ts";

const stranger = newKey("stranger");

export const cases: readonly RuleCase[] = [
  {
    rule: "targets-online-key-missing",
    kind: "fires",
    name: "another key in the snapshot role",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => withKey(withRole(signed, "snapshot", [], 1), "snapshot", stranger.public)),
      ),
    subject: "prod-root#/signed/roles/snapshot/keyids",
    title: /^Production root v4 lacks the online snapshot key [0-9a-f]{12}\.$/,
  },
  {
    rule: "targets-online-key-missing",
    kind: "fires",
    name: "only the production flavour lacks the online targets key",
    snapshot: () =>
      baseline("owned", (factory) => {
        const { keyid } = factory.offlineKeys.targets!;
        const ci = factory.state.ciRoots;
        publishAsIs(factory, (signed) => withRole(signed, "targets", [keyid], signed.roles.targets.threshold));
        factory.setRoots("ci", () => ci);
      }),
    subject: "prod-root#/signed/roles/targets/keyids",
  },
  {
    rule: "targets-online-key-missing",
    kind: "fires",
    name: "a timestamp threshold of 2, of which the server has one key",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => {
          const two = withKey(signed, "timestamp", stranger.public);
          return withRole(two, "timestamp", two.roles.timestamp.keyids, 2);
        }),
      ),
    subject: "prod-root#/signed/roles/timestamp/threshold",
    title: /has the timestamp threshold 2; the server has 1 of the keys/,
  },
  {
    rule: "targets-online-key-missing",
    kind: "near-miss",
    name: "the server's key and another one, of which one suffices",
    snapshot: () =>
      baseline("owned", (factory) => publishAsIs(factory, (signed) => withKey(signed, "timestamp", stranger.public))),
  },

  {
    rule: "prod-targets-no-offline-key",
    kind: "fires",
    name: "one offline key at a threshold of 2",
    snapshot: () => baseline("owned"),
    level: "note",
    subject: "prod-root#/signed/roles/targets",
    title: /needs 1 of its 1 offline targets keys, none to spare/,
  },
  {
    rule: "prod-targets-no-offline-key",
    kind: "near-miss",
    name: "two offline keys at a threshold of 2",
    snapshot: () => baseline("owned", (factory) => void factory.addTargetsKey("spare")),
  },
  {
    rule: "prod-targets-no-offline-key",
    kind: "fires",
    name: "none, nothing released",
    snapshot: () => baseline("fresh"),
    level: "warning",
    title: /has no offline targets key/,
  },
  {
    rule: "prod-targets-no-offline-key",
    kind: "fires",
    name: "none any more, but production is in use",
    snapshot: () =>
      baseline("released", (factory) => {
        const { keyid } = factory.state.online.targets;
        publishAsIs(factory, (signed) => withRole(signed, "targets", [keyid], signed.roles.targets.threshold));
      }),
    level: "error",
  },
];
