import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { catalogue } from "../../../src/review/engine/catalogue.ts";
import { type ReviewInput, runReview, waiverContext } from "../../../src/review/engine/engine.ts";
import type { FailOn, ReviewResult } from "../../../src/review/engine/result.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { noWaivers, readWaivers } from "../../../src/review/waivers/waivers.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";

const policy = { appHosts: [], clients: [] };

async function review(change: Partial<Snapshot> = {}, more: Partial<ReviewInput> = {}): Promise<ReviewResult> {
  const snapshot = { ...(await baseline("released")), ...change };
  return runReview({ snapshot, policy, waivers: noWaivers, now: NOW, failOn: "error", ...more });
}

const ids = (result: ReviewResult) => result.findings.map(({ rule }) => rule);
const unread = [{ subject: "ci-targets#", why: "GET it was answered with 500" }];
const waiver = {
  id: "W-1",
  rule: "root-threshold-one",
  subject: "prod-root#/signed/roles/root/threshold",
  maxLevel: "warning",
  justification: "The second key holder starts in January.",
  owner: "@acme/tuf-admins",
  created: "2026-11-01",
  expires: "2026-12-24",
};
const waived = (...changes: object[]) =>
  readWaivers(
    { version: 1, waivers: changes.map((change, index) => ({ ...waiver, id: `W-${index + 1}`, ...change })) },
    waiverContext(NOW),
  );

describe("a review", () => {
  it("of a Factory in any of its first states blocks nothing", async () => {
    for (const state of ["fresh", "owned", "released"] as const) {
      const result = await review(await baseline(state));
      assert.deepEqual([result.counts.error, result.verdict.exit], [0, 0], state);
      assert.ok(result.counts.warning > 0, state);
    }
  });

  it("keeps the order of the catalogue, and counts every level", async () => {
    const { findings, counts } = await review({ unavailable: unread });
    const order = catalogue.map(({ rule }) => rule.id);
    const places = findings.map(({ rule }) => order.indexOf(rule));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal(counts.error + counts.warning + counts.note, findings.length);
  });

  it("says of every rule that it ran, or why not", async () => {
    const result = await review();
    assert.equal(result.rulesRun, 83 - result.notRun.filter(({ partly }) => !partly).length);
    const why = Object.fromEntries(result.notRun.map((one) => [one.rule, `${one.partly ? "partly: " : ""}${one.why}`]));
    assert.equal(why["archive-malformed"], "no key archive was given");
    assert.equal(why["root-unreviewed-change"], "there are no pins");
    assert.match(why["metadata-rollback"] ?? "", /^partly: there are no pins/);
    assert.equal(why["pin-not-chained"], "this is no pull request");
    assert.equal(why["release-unattested"], "nobody asked for records");
    assert.equal(why["root-threshold-one"], undefined);
  });

  it("of the repository alone runs the rules about workflows and pins, and no other", async () => {
    const bare = { ...(await baseline("fresh")), factoryWasRead: false, ciRoot: null, prodRoot: null };
    const pinChange = { baseRoot: null, headRoot: null, basePins: null, headPins: null };
    const result = runReview({
      snapshot: { ...bare, workflows: [], pinChange },
      policy,
      waivers: noWaivers,
      now: NOW,
      failOn: "error",
    });
    const idle = new Set(result.notRun.filter(({ partly }) => !partly).map(({ rule }) => rule));
    const ran = catalogue.map(({ rule }) => rule.id).filter((id) => !idle.has(id));
    assert.deepEqual(ran, [
      "pin-not-chained",
      "workflow-offline-key-in-ci",
      "workflow-secret-on-untrusted-trigger",
      "workflow-no-approval",
      "workflow-unpinned-signer",
      "workflow-keys-job-mixed",
      "workflow-no-schedule",
      "workflow-unreadable",
      "input-unavailable",
      "waiver-invalid",
      "waiver-stale",
    ]);
  });

  it("leaves out what concerns only tags that were not asked for", async () => {
    const snapshot = await baseline("released", (factory) =>
      factory.setProduction("qa", { signatures: [], signed: factory.state.prodTargets.get("production")!.signed }),
    );
    const of = (tags: readonly string[]) =>
      runReview({ snapshot: { ...snapshot, tags }, policy, waivers: noWaivers, now: NOW, failOn: "error" });
    assert.ok(of(["production", "qa"]).findings.some(({ subject }) => subject.startsWith("prod-targets/qa#")));
    assert.ok(!of(["production"]).findings.some(({ subject }) => subject.startsWith("prod-targets/qa#")));
    assert.equal(of(["production"]).verdict.exit, 0);
  });

  it("is not complete when a rule itself breaks: that is said, with the rule's name", async () => {
    const pins = {
      get docs(): never {
        throw new TypeError("broken");
      },
    };
    const result = await review({ pins: pins as never });
    const { verdict, findings } = result;
    assert.equal(verdict.exit, 1);
    assert.ok(
      findings.some(({ subject, title }) => subject.startsWith("review#/") && /a mistake in the rule/.test(title)),
    );
  });
});

describe("the verdict", () => {
  const exitOf = async (failOn: FailOn, change: Partial<Snapshot> = {}) =>
    (await review(change, { failOn })).verdict.exit;

  it("closes the gate at the level that fail-on names: 2 warnings and 4 notes", async () => {
    assert.deepEqual(
      await Promise.all((["never", "error", "warning", "note"] as const).map((failOn) => exitOf(failOn))),
      [0, 0, 3, 3],
    );
  });

  it("is 1 when something could not be read, whatever fail-on says", async () => {
    assert.equal(await exitOf("never", { unavailable: unread }), 1);
    assert.equal(await exitOf("note", { unavailable: unread }), 1);
  });

  it("is 2 when a waiver is invalid, before all else", async () => {
    const waivers = waived({ justification: "short" });
    const { verdict, findings } = await review({ unavailable: unread }, { waivers, failOn: "note" });
    assert.deepEqual([verdict.exit, verdict.sentence], [2, "1 waiver is invalid."]);
    assert.equal(findings.filter(({ rule }) => rule === "waiver-invalid").length, 1);
  });

  it("without a token is 1, or with `pass` that of the rest", async () => {
    const alone = { factoryWasRead: false, workflows: [] };
    assert.equal((await review(alone)).verdict.exit, 1);
    const passing = await review(alone, { onMissingToken: "pass" });
    assert.equal(passing.verdict.exit, 0);
    assert.match(passing.verdict.sentence, /there is no token, so only the repository was reviewed\.$/);
    assert.equal((await review(alone, { onMissingToken: "pass", failOn: "note" })).verdict.exit, 3);
  });
});

describe("waivers in a review", () => {
  it("cover a finding, which stays with its waiver and no longer closes the gate", async () => {
    const waivers = waived({}, { rule: "root-no-spare-key", subject: "prod-root#/signed/roles/root" });
    const { findings, counts, verdict } = await review({}, { waivers, failOn: "warning" });
    const finding = findings.find(({ rule }) => rule === "root-threshold-one");
    assert.equal(finding?.waiver?.id, "W-1");
    assert.equal(finding?.waiver?.expires, "2026-12-24");
    assert.deepEqual([counts.warning, counts.waived, verdict.exit], [0, 2, 0]);
  });

  it("that have expired cover nothing, and are said to be stale", async () => {
    const { findings } = await review({}, { waivers: waived({ expires: "2026-11-22" }) });
    assert.equal(findings.find(({ rule }) => rule === "root-threshold-one")?.waiver, null);
    assert.equal(findings.find(({ rule }) => rule === "waiver-stale")?.level, "warning");
  });

  it("of a rule that did not run, or of a tag that was not reviewed, are not called stale", async () => {
    const elsewhere = waived(
      { rule: "archive-retired-keys", subject: "archive/keys.tgz#" },
      { rule: "prod-targets-expiring", subject: "prod-targets/production#/signed/expires" },
    );
    assert.ok(!ids(await review({ tags: [] }, { waivers: elsewhere })).includes("waiver-stale"));
    assert.ok(ids(await review({}, { waivers: elsewhere })).includes("waiver-stale"));
  });

  it("may be about a stale waiver as well", async () => {
    const waivers = waived(
      { subject: "prod-root#/none" },
      { rule: "waiver-stale", subject: "waivers#/waivers/0", maxLevel: "note" },
    );
    const { findings } = await review({}, { waivers });
    assert.deepEqual(
      findings.filter(({ rule }) => rule === "waiver-stale").map(({ waiver }) => waiver?.id),
      ["W-2"],
    );
  });
});
