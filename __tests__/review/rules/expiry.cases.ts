// Cases of group H: expiry and key age. What is released stays valid for a year from NOW, and its keys were made at NOW.
import { inDays, wholeSeconds } from "../../../src/tuf/metadata/expiry.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { republish } from "./factory-edits.ts";
import { once } from "./once.ts";
import { putWave } from "./wave-edits.ts";

const DAY = 86_400_000;
const YEAR = 365;
const released = () => baseline("released");
const owned = () => baseline("owned");
const at = (days: number, seconds = 0) => new Date(NOW.getTime() + days * DAY + seconds * 1000);
const left = (days: number) => at(YEAR - days);
const valid = (days: number, seconds: number) => wholeSeconds(at(days, seconds));

const withRootUntil = (expires: string) => () =>
  baseline("owned", (factory) => factory.publishRoot((signed) => ({ ...signed, expires })));
const withCiUntil = (expires: string) => () =>
  baseline("owned", (factory) => factory.setCiSigned((signed) => ({ ...signed, expires })));
const withProductionUntil = (expires: string) => () =>
  baseline("released", (factory) => republish(factory, (signed) => ({ ...signed, expires })));

const withOnlineUntil =
  (of: "snapshot" | "timestamp", expires: string, tag = "production") =>
  () =>
    baseline("released", (factory) =>
      factory.editOnline((role, edited, document) =>
        role === of && edited === tag ? factory.signOnline({ ...document.signed, expires }, role) : document,
      ),
    );

/** Every key with an owner since NOW, so that none is of unknown age. */
const allOwned =
  (edit: (owners: NonNullable<RootSigned["x-key-owners"]>) => object = (owners) => owners) =>
  () =>
    baseline("owned", (factory) => factory.publishRoot((signed) => withOwners(signed, edit)));

const owners = once(allOwned());

function withOwners(signed: RootSigned, edit: (owners: NonNullable<RootSigned["x-key-owners"]>) => object): RootSigned {
  const entry = { "polis-id": "polis-owner-01", "created-at": wholeSeconds(NOW) };
  const owners = Object.fromEntries(Object.keys(signed.keys).map((keyid) => [keyid, entry]));
  return { ...signed, "x-key-owners": edit(owners) as NonNullable<RootSigned["x-key-owners"]> };
}

export const cases: readonly RuleCase[] = [
  {
    rule: "metadata-expired",
    kind: "fires",
    name: "a root that expires this very second",
    snapshot: () => baseline("owned", (factory) => factory.expireRoot(NOW)),
    subject: "prod-root#/signed/expires",
    title: /^Production root v4 of acme expired at 2026-11-23T08:00:00Z\.$/,
  },
  {
    rule: "metadata-expired",
    kind: "near-miss",
    name: "a root that expires in a second",
    snapshot: () => baseline("owned", (factory) => factory.expireRoot(at(0, 1))),
  },
  {
    rule: "metadata-expired",
    kind: "near-miss",
    name: "an expired root that a newer one follows",
    snapshot: () =>
      baseline("owned", (factory) => {
        factory.expireRoot(NOW);
        factory.publishRoot((signed) => ({ ...signed, expires: inDays(NOW, YEAR) }));
      }),
  },
  {
    rule: "metadata-expired",
    kind: "fires",
    name: "CI targets of 30 days after 30 days",
    snapshot: owned,
    now: at(30),
    subject: "ci-targets#/signed/expires",
  },
  {
    rule: "metadata-expired",
    kind: "near-miss",
    name: "CI targets of 30 days a second before",
    snapshot: owned,
    now: at(30, -1),
  },
  {
    rule: "metadata-expired",
    kind: "fires",
    name: "an expired active Wave",
    snapshot: () =>
      baseline("released", (factory) =>
        putWave(factory, { signed: (signed) => ({ ...signed, expires: valid(0, 0) }) }),
      ),
    subject: "wave/w1#/signed/expires",
    title: /^Wave w1 of acme expired at /,
  },
  {
    rule: "root-expiring",
    kind: "fires",
    name: "60 days left",
    snapshot: released,
    now: left(60),
    level: "warning",
    subject: "prod-root#/signed/expires",
    title: /^Production root v3 of acme expires in 60 days \(warning limit 60\)\.$/,
  },
  { rule: "root-expiring", kind: "near-miss", name: "61 days left", snapshot: released, now: left(61) },
  {
    rule: "root-expiring",
    kind: "near-miss",
    name: "60 days and a second left: the limit is one of time, not of the days that are shown",
    snapshot: released,
    now: at(YEAR - 60, -1),
  },
  {
    rule: "root-expiring",
    kind: "fires",
    name: "14 days and a second left, which is no error yet",
    snapshot: released,
    now: at(YEAR - 14, -1),
    level: "warning",
    title: /expires in 14 days \(warning limit 60\)\.$/,
  },
  { rule: "root-expiring", kind: "fires", name: "15 days left", snapshot: released, now: left(15), level: "warning" },
  {
    rule: "root-expiring",
    kind: "fires",
    name: "14 days left",
    snapshot: released,
    now: left(14),
    level: "error",
    title: /expires in 14 days \(error limit 14\)\.$/,
  },
  {
    rule: "root-expiring",
    kind: "fires",
    name: "90 days left where the policy asks for 90",
    snapshot: released,
    now: left(90),
    policy: { limits: { "root-expiring": { warning: 90 } } },
    title: /warning limit 90/,
  },
  {
    rule: "root-expiring",
    kind: "near-miss",
    name: "already expired, which another rule tells",
    snapshot: released,
    now: left(0),
  },
  {
    rule: "prod-targets-expiring",
    kind: "fires",
    name: "30 days left",
    snapshot: released,
    now: left(30),
    level: "warning",
    subject: "prod-targets/production#/signed/expires",
    title: /^Production targets v3 for tag production of acme expire in 30 days/,
  },
  { rule: "prod-targets-expiring", kind: "near-miss", name: "31 days left", snapshot: released, now: left(31) },
  {
    rule: "prod-targets-expiring",
    kind: "fires",
    name: "8 days left",
    snapshot: released,
    now: left(8),
    level: "warning",
  },
  {
    rule: "prod-targets-expiring",
    kind: "fires",
    name: "7 days left",
    snapshot: released,
    now: left(7),
    level: "error",
  },
  {
    rule: "prod-targets-expiring",
    kind: "fires",
    name: "an active Wave of 7 days",
    snapshot: () =>
      baseline("released", (factory) =>
        putWave(factory, { signed: (signed) => ({ ...signed, expires: valid(7, 0) }) }),
      ),
    level: "error",
    subject: "wave/w1#/signed/expires",
  },
  {
    rule: "validity-too-long",
    kind: "fires",
    name: "a root of 400 days and a second",
    snapshot: withRootUntil(valid(400, 1)),
    level: "warning",
    subject: "prod-root#/signed/expires",
    title: /^Production root v4 of acme is valid for more than 400 days, until 2027-12-28T08:00:01Z\.$/,
  },
  { rule: "validity-too-long", kind: "near-miss", name: "a root of 400 days", snapshot: withRootUntil(valid(400, 0)) },
  {
    rule: "validity-too-long",
    kind: "fires",
    name: "a root of 401 days, long after it was made",
    snapshot: withRootUntil(valid(401, 0)),
    now: at(29),
    level: "warning",
  },
  {
    rule: "validity-too-long",
    kind: "fires",
    name: "production targets of 400 days and a second",
    snapshot: withProductionUntil(valid(400, 1)),
    level: "warning",
    subject: "prod-targets/production#/signed/expires",
  },
  {
    rule: "validity-too-long",
    kind: "near-miss",
    name: "production targets of 400 days",
    snapshot: withProductionUntil(valid(400, 0)),
  },
  {
    rule: "validity-too-long",
    kind: "fires",
    name: "CI targets of 45 days and a second",
    snapshot: withCiUntil(valid(45, 1)),
    level: "note",
    subject: "ci-targets#/signed/expires",
  },
  { rule: "validity-too-long", kind: "near-miss", name: "CI targets of 45 days", snapshot: withCiUntil(valid(45, 0)) },
  {
    rule: "key-overdue",
    kind: "fires",
    name: "keys of the first root, of which nobody knows the age",
    snapshot: () => baseline("fresh"),
    level: "note",
    subject: /^prod-root#\/signed\/keys\/[0-9a-f]{64}$/,
    title: /^Root key [0-9a-f]{12} of acme has no recorded age\.$/,
  },
  {
    rule: "key-overdue",
    kind: "fires",
    name: "a birth in the future, which is none",
    snapshot: allOwned((owners) =>
      Object.fromEntries(
        Object.entries(owners).map(([id, entry]) => [id, { ...entry, "created-at": "2036-01-01T00:00:00Z" }]),
      ),
    ),
    level: "note",
  },
  {
    rule: "key-overdue",
    kind: "fires",
    name: "a root key of 365 days and a second",
    snapshot: owners,
    now: at(365, 1),
    level: "warning",
    title: /^Root key [0-9a-f]{12} of acme has been in use since 2026-11-23, more than 365 days\.$/,
  },
  { rule: "key-overdue", kind: "near-miss", name: "a root key of 365 days", snapshot: owners, now: at(365) },
  {
    rule: "key-overdue",
    kind: "near-miss",
    name: "other keys of 730 days, where the policy lets a key live that long",
    snapshot: owners,
    now: at(730),
    policy: { limits: { "key-overdue": { warning: 730 } } },
  },
  {
    rule: "key-overdue",
    kind: "fires",
    name: "targets and online keys of 730 days and a second",
    snapshot: owners,
    now: at(730, 1),
    level: "warning",
    title: /^Online targets key [0-9a-f]{12} of acme has been in use since 2026-11-23, more than 730 days\.$/,
  },
  {
    rule: "key-overdue",
    kind: "fires",
    name: "any key of 1095 days and a second",
    snapshot: owners,
    now: at(1095, 1),
    level: "error",
    title: /^Offline targets key [0-9a-f]{12} of acme has been in use since 2026-11-23, more than 1095 days\.$/,
  },

  {
    rule: "online-role-expired",
    kind: "fires",
    name: "a timestamp that expires this very second",
    snapshot: withOnlineUntil("timestamp", valid(0, 0)),
    subject: "timestamp/production#/signed/expires",
    title: /expired at 2026-11-23T08:00:00Z\.$/,
  },
  {
    rule: "online-role-expired",
    kind: "fires",
    name: "a snapshot of yesterday",
    snapshot: withOnlineUntil("snapshot", valid(-1, 0)),
    subject: "snapshot/production#/signed/expires",
  },
  {
    rule: "online-role-expired",
    kind: "fires",
    name: "a timestamp of a tag that CI alone has",
    snapshot: withOnlineUntil("timestamp", valid(0, 0), "qa"),
    subject: "ci-timestamp/qa#/signed/expires",
    title: /^CI timestamp v\d+ for tag qa of acme expired at 2026-11-23T08:00:00Z\.$/,
  },
  {
    rule: "online-role-expired",
    kind: "near-miss",
    name: "a timestamp of a tag that no new CI version has",
    snapshot: withOnlineUntil("timestamp", valid(0, 0), "elsewhere"),
  },
  {
    rule: "online-role-expired",
    kind: "near-miss",
    name: "a timestamp that expires in a second",
    snapshot: withOnlineUntil("timestamp", valid(0, 1)),
  },
  {
    rule: "online-role-expiring",
    kind: "fires",
    name: "a timestamp of two more days",
    snapshot: withOnlineUntil("timestamp", valid(2, 0)),
    subject: "timestamp/production#/signed/expires",
    title: /expires in 2 days \(warning limit 2\)\.$/,
  },
  {
    rule: "online-role-expiring",
    kind: "fires",
    name: "a snapshot of a tag that CI alone has",
    snapshot: withOnlineUntil("snapshot", valid(2, 0), "devel"),
    subject: "ci-snapshot/devel#/signed/expires",
  },
  {
    rule: "online-role-expiring",
    kind: "near-miss",
    name: "a timestamp of two days and a second",
    snapshot: withOnlineUntil("timestamp", valid(2, 1)),
    policy: { limits: { "online-role-expiring": { error: 30 } } },
  },
  {
    rule: "online-role-expiring",
    kind: "near-miss",
    name: "a timestamp that has expired: another rule says so",
    snapshot: withOnlineUntil("timestamp", valid(0, 0)),
  },
];
