// Cases of group P: a document that could not be read, and waivers that are broken or stale.
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";

const waiver = {
  id: "W-1",
  rule: "root-threshold-one",
  subject: "prod-root#/signed/roles/root/threshold",
  maxLevel: "warning",
  justification: "The second key holder starts in January.",
  owner: "@acme/tuf-admins",
  created: "2026-11-01",
  expires: "2026-11-23",
};
const file = (change: object = {}) => ({ version: 1, waivers: [{ ...waiver, ...change }] });
const released = () => baseline("released");

export const cases: readonly RuleCase[] = [
  {
    rule: "input-unavailable",
    kind: "fires",
    name: "the Waves are answered with 403",
    snapshot: () =>
      baseline("released", (factory) =>
        factory.addFault({ method: "GET", path: "/ota/factories/acme/waves/*", status: 403 }),
      ),
    subject: "wave/#",
  },
  {
    rule: "input-unavailable",
    kind: "near-miss",
    name: "the documented 404s of a Factory without production or Waves",
    snapshot: () => baseline("fresh"),
  },
  {
    rule: "waiver-invalid",
    kind: "fires",
    name: "a justification of 19 characters",
    snapshot: released,
    waivers: file({ justification: "x".repeat(19) }),
    subject: "waivers#/waivers/0",
    title: /^Waiver W-1 has a justification under 20 characters/,
  },
  {
    rule: "waiver-invalid",
    kind: "near-miss",
    name: "a justification of 20 characters",
    snapshot: released,
    waivers: file({ justification: "x".repeat(20) }),
  },
  {
    rule: "waiver-stale",
    kind: "fires",
    name: "the day after its last",
    level: "warning",
    snapshot: released,
    waivers: file({ expires: "2026-11-22" }),
    subject: "waivers#/waivers/0",
    title: /^Waiver W-1 of root-threshold-one expired at the end of 2026-11-22/,
  },
  {
    rule: "waiver-stale",
    kind: "fires",
    name: "it matches nothing",
    level: "note",
    snapshot: released,
    waivers: file({ subject: "prod-root#/signed/roles/targets/threshold" }),
    title: /^Waiver W-1 of root-threshold-one matches no finding/,
  },
  { rule: "waiver-stale", kind: "near-miss", name: "its last day", snapshot: released, waivers: file() },
];
