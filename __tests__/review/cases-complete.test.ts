import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, describe, it } from "node:test";
import { catalogue, ruleById } from "../../src/review/engine/catalogue.ts";
import { runReview, waiverContext } from "../../src/review/engine/engine.ts";
import type { ReviewFinding, ReviewResult } from "../../src/review/engine/result.ts";
import type { Level } from "../../src/review/engine/rule.ts";
import type { Snapshot } from "../../src/review/engine/snapshot.ts";
import { isWaivable, refusesWaiver } from "../../src/review/waivers/waivability.ts";
import { noWaivers, readWaivers } from "../../src/review/waivers/waivers.ts";
import { NOW } from "../kit/now.ts";
import type { RuleCase } from "./cases.ts";

const FOLDER = new URL("rules/", import.meta.url);
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".cases.ts"))
  .sort();
const cases: RuleCase[] = [];
for (const file of files) {
  const loaded = (await import(new URL(file, FOLDER).href)) as { readonly cases: readonly RuleCase[] };
  cases.push(...loaded.cases);
}

const levelOf = new Map(catalogue.map(({ rule }) => [rule.id, rule.level]));
const nowOf = ({ now = NOW }: RuleCase) => now;

/** Each case is set up once: a Factory is read for it. Forgotten once its rule is done: hundreds of them fill the memory. */
const snapshots = new Map<RuleCase, Promise<Snapshot>>();

function snapshotOf(one: RuleCase): Promise<Snapshot> {
  const known = snapshots.get(one) ?? one.snapshot();
  snapshots.set(one, known);
  return known;
}

/** What a case is judged as, without more waivers than its own: asked for by each of its tests. */
const results = new Map<RuleCase, Promise<ReviewResult>>();

function resultOf(one: RuleCase): Promise<ReviewResult> {
  const known = results.get(one) ?? reviewed(one, []);
  results.set(one, known);
  return known;
}

async function reviewed(one: RuleCase, more: readonly object[]): Promise<ReviewResult> {
  const own = (one.waivers as { waivers: object[] } | undefined)?.waivers ?? [];
  const now = nowOf(one);
  const file = { version: 1, waivers: [...own, ...more] };
  return runReview({
    snapshot: await snapshotOf(one),
    policy: { appHosts: [], clients: [], ...one.policy },
    waivers: file.waivers.length > 0 ? readWaivers(file, waiverContext(now)) : noWaivers,
    now,
    failOn: "error",
  });
}

function expected(one: RuleCase, { findings }: ReviewResult): ReviewFinding | undefined {
  const level = one.level ?? levelOf.get(one.rule);
  const { subject, title } = one;
  return findings.find(
    (finding) =>
      finding.rule === one.rule &&
      finding.level === level &&
      (subject === undefined ||
        (typeof subject === "string" ? finding.subject === subject : subject.test(finding.subject))) &&
      (title === undefined || title.test(finding.title)),
  );
}

const brief = ({ findings }: ReviewResult, rule: string) =>
  findings
    .filter((finding) => finding.rule === rule)
    .map(({ level, subject, title }) => `${level} ${subject}: ${title}`);

const DAY = 86_400_000;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const LIFE: Readonly<Record<Level, number>> = { error: 30, warning: 90, note: 365 };

/** A waiver for exactly this finding, as long as it may last. */
const waiverFor = ({ rule, subject, level, properties }: ReviewFinding, now: Date) => ({
  id: "W-generated",
  rule,
  subject,
  ...(properties?.["members"] !== undefined && { match: { members: properties["members"] } }),
  maxLevel: level,
  justification: "Made from the firing case, for as long as allowed.",
  owner: "@acme/tuf-admins",
  created: day(now.getTime()),
  expires: day(now.getTime() + LIFE[level] * DAY),
});

for (const { rule } of catalogue) {
  const own = cases.filter((one) => one.rule === rule.id);
  describe(`rule ${rule.id}`, () => {
    after(() => {
      for (const one of own) {
        snapshots.delete(one);
        results.delete(one);
      }
    });
    it("has a firing case for every level, and a near miss", () => {
      const fired = new Set(own.filter(({ kind }) => kind === "fires").map(({ level = rule.level }) => level));
      assert.deepEqual([...fired].sort(), [rule.level, ...(rule.raised ?? [])].sort());
      assert.ok(
        own.some(({ kind }) => kind === "near-miss"),
        "no near miss",
      );
    });

    for (const one of own.filter(({ kind }) => kind === "near-miss")) {
      it(`says nothing of: ${one.name}`, async () => {
        assert.deepEqual(brief(await resultOf(one), rule.id), []);
      });
    }

    for (const one of own.filter(({ kind }) => kind === "fires")) {
      it(`finds (${one.level ?? rule.level}): ${one.name}`, async () => {
        const result = await resultOf(one);
        const finding = expected(one, result);
        assert.ok(finding, `found instead: ${brief(result, rule.id).join("; ") || "nothing"}`);
        assert.equal(finding.waiver, null);
        assert.ok(finding.title.length <= 120, finding.title);
        assert.match(finding.says, /^[\x20-\x7e]+$/);
        assert.ok(!result.findings.some(({ subject }) => subject.startsWith("review#")), "a rule broke");
      });

      it(`${mayBeWaived(one) ? "is waived" : "cannot be waived"} (${one.level ?? rule.level}): ${one.name}`, async () => {
        const finding = expected(one, await resultOf(one))!;
        const again = await reviewed(one, [waiverFor(finding, nowOf(one))]);
        const same = again.findings.find(
          (other) =>
            other.rule === finding.rule &&
            other.subject === finding.subject &&
            other.level === finding.level &&
            other.title === finding.title,
        );
        const { stage } = await snapshotOf(one);
        const waived = isWaivable(ruleById.get(finding.rule)!, finding, stage);
        assert.equal(same?.waiver?.id ?? null, waived ? "W-generated" : null);
        const refused = again.findings.some(
          (other) => other.rule === "waiver-invalid" && other.properties?.["waiver"] === "W-generated",
        );
        assert.equal(refused, refusesWaiver(ruleById.get(finding.rule)!, finding.level));
      });
    }
  });
}

function mayBeWaived({ rule, level = levelOf.get(rule)! }: RuleCase): boolean {
  return !refusesWaiver(ruleById.get(rule)!, level);
}
