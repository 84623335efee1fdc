// Cases of group L: Waves. Production for tag production is at version 3.

import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { once } from "./once.ts";
import { putWave, type WaveEdit } from "./wave-edits.ts";

const DAY = 86_400_000;
const wave =
  (...edits: readonly WaveEdit[]) =>
  () =>
    baseline("released", (factory) => {
      for (const edit of edits) putWave(factory, edit);
    });
const ready = once(wave({}));
const ago = (days: number, seconds = 0) => new Date(NOW.getTime() - days * DAY - seconds * 1000);
const NAME = "board-001-lmp-3";

export const cases: readonly RuleCase[] = [
  {
    rule: "wave-signatures-insufficient",
    kind: "fires",
    name: "signed online alone",
    snapshot: wave({ signers: ({ state }) => [state.online.targets.pair!] }),
    subject: "wave/w1#/signatures",
    title: /^Wave w1 of acme: 1 of 2 targets signatures, missing [0-9a-f]{12}\.$/,
  },
  {
    rule: "wave-signatures-insufficient",
    kind: "fires",
    name: "signed by a key of another role",
    snapshot: wave({ signers: ({ state, offlineKeys }) => [state.online.snapshot.pair!, offlineKeys.targets!] }),
    title: /^Wave w1 of acme: 1 of 2 targets signatures/,
  },
  { rule: "wave-signatures-insufficient", kind: "near-miss", name: "2 of 2 signatures", snapshot: ready },
  {
    rule: "wave-signatures-insufficient",
    kind: "near-miss",
    name: "a canceled Wave",
    snapshot: wave({ status: "canceled", signers: ({ state }) => [state.online.targets.pair!] }),
  },
  {
    rule: "targets-version-conflict",
    kind: "fires",
    name: "a version above its highest target",
    snapshot: wave({ called: "7", signed: (signed) => ({ ...signed, version: 7 }) }),
    subject: "wave/w1#/signed/targets",
    title: /^Wave w1 says version 7, but has version 4 as its highest target\.$/,
  },
  {
    rule: "targets-version-conflict",
    kind: "fires",
    name: "a name that says another version",
    snapshot: wave({ called: "5" }),
    subject: "wave/w1#/signed/version",
    title: /^Wave w1 is called version "5", but its document says 4\.$/,
  },
  {
    rule: "targets-version-conflict",
    kind: "fires",
    name: "version 3 where production is at 3",
    snapshot: wave({ version: 3 }),
    subject: "wave/w1#/signed/version",
    title: /^Wave w1 has version 3; production for tag production is at 3 already\.$/,
  },
  {
    rule: "targets-version-conflict",
    kind: "fires",
    name: "two active Waves of one tag",
    snapshot: wave({ name: "w1" }, { name: "w2", version: 5 }),
    subject: "wave/w2#",
    title: /^Wave w2 is active for tag production beside w1; one at a time is allowed\.$/,
  },
  {
    rule: "targets-version-conflict",
    kind: "near-miss",
    name: "version 4 where production is at 3",
    snapshot: wave({}),
  },
  {
    rule: "targets-version-conflict",
    kind: "near-miss",
    name: "two active Waves of two tags",
    snapshot: wave({}, { name: "w2", tag: "field" }),
  },
  {
    rule: "wave-alters-existing-target",
    kind: "fires",
    name: "another length of a published target",
    snapshot: wave({
      signed: (signed) => ({
        ...signed,
        targets: { ...signed.targets, [NAME]: { ...signed.targets[NAME]!, length: 1 } },
      }),
    }),
    level: "error",
    subject: `wave/w1#/signed/targets/${NAME}`,
    title: /^Wave w1 changes target "board-001-lmp-3", which production has with other content\.$/,
  },
  {
    rule: "wave-alters-existing-target",
    kind: "fires",
    name: "a published version that it drops",
    snapshot: wave({
      signed: (signed) => ({
        ...signed,
        targets: Object.fromEntries(Object.entries(signed.targets).filter(([name]) => !name.endsWith("-3"))),
      }),
    }),
    level: "note",
    subject: "wave/w1#/signed/targets",
    title: /^Wave w1 drops 2 production targets, of version 3\.$/,
  },
  { rule: "wave-alters-existing-target", kind: "near-miss", name: "new targets alone", snapshot: ready },
  {
    rule: "wave-revivable",
    kind: "fires",
    name: "canceled at version 4 where production is at 3",
    snapshot: wave({ status: "canceled" }),
    subject: "wave/w1#/signed/version",
    title: /^Canceled Wave w1 is signed for version 4; production for tag production is at 3\.$/,
  },
  {
    rule: "wave-revivable",
    kind: "near-miss",
    name: "canceled at version 3 where production is at 3",
    snapshot: wave({ status: "canceled", version: 3 }),
  },
  {
    rule: "wave-revivable",
    kind: "near-miss",
    name: "canceled and expired this very second",
    snapshot: wave({ status: "canceled", signed: (signed) => ({ ...signed, expires: "2026-11-23T08:00:00Z" }) }),
  },
  {
    rule: "wave-revivable",
    kind: "near-miss",
    name: "canceled without an offline signature",
    snapshot: wave({ status: "canceled", signers: ({ state }) => [state.online.targets.pair!] }),
  },
  {
    rule: "wave-stale",
    kind: "fires",
    name: "active for 30 days and a second",
    snapshot: wave({ createdAt: ago(30, 1), rolledOut: true }),
    level: "warning",
    subject: "wave/w1#",
    title: /^Wave w1 has been active since 2026-10-24, more than 30 days\.$/,
  },
  {
    rule: "wave-stale",
    kind: "near-miss",
    name: "active for 30 days",
    snapshot: wave({ createdAt: ago(30), rolledOut: true }),
  },
  {
    rule: "wave-stale",
    kind: "fires",
    name: "active for 7 days and a second, rolled out to nobody",
    snapshot: wave({ createdAt: ago(7, 1) }),
    level: "note",
    title: /^Wave w1 has been active since 2026-11-16 and was rolled out to nobody\.$/,
  },
  {
    rule: "wave-stale",
    kind: "near-miss",
    name: "active for 7 days, rolled out to nobody",
    snapshot: wave({ createdAt: ago(7) }),
  },
  {
    rule: "wave-stale",
    kind: "fires",
    name: "active for 11 days where the policy allows 10",
    snapshot: wave({ createdAt: ago(11), rolledOut: true }),
    policy: { limits: { "wave-stale": { warning: 10 } } },
    level: "warning",
  },
];
