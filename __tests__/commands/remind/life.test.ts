import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KEYS } from "../../kit/workbench.ts";
import { END, remindBench } from "./remind-bench.ts";

describe("remind, through the life of its issue", () => {
  it("opens 90 days before, says more at 60, is edited in place, closes once rotated, and is reopened a year later", async (t) => {
    const { bench, github, daysBefore, remind, rotateRoot } = await remindBench(t);

    daysBefore(91);
    const early = await remind();
    assert.equal(early.status, "unchanged");
    assert.deepEqual(early.data.issue, { action: "none", number: null });
    assert.deepEqual(github.writes(), []);

    daysBefore(90);
    const opened = await remind({ labels: "security", assignees: "octocat" });
    assert.equal(opened.status, "done");
    assert.equal(opened.outputs.issue, 1);
    const issue = () => github.issues[0]!;
    assert.equal(issue().title, "Factory acme: the production root (version 3) expires on 2027-11-23 (within 90 days)");
    assert.deepEqual(issue().labels, ["factory-tuf", "security", "tuf-due-90d"]);
    assert.deepEqual(issue().assignees, ["octocat"]);
    for (const says of [
      /2027-11-23T08&#58;00&#58;00Z/,
      /Devices then refuse every update/,
      /polis-owner-01/,
      /factory-tuf keys rotate --role root --keys &#60;root\.tgz&#62;/,
      /factory-tuf promote latest production --keys &#60;targets\.tgz&#62;/,
      /becomes 365 days old/,
    ]) {
      assert.match(issue().body, says);
    }

    daysBefore(61);
    const before = github.writes().length;
    assert.deepEqual((await remind({ labels: "security" })).data.issue, { action: "unchanged", number: 1 });
    assert.equal(github.writes().length, before);
    assert.deepEqual(
      github.comments.map(({ id }) => id),
      [],
    );

    daysBefore(60);
    assert.equal((await remind()).data.issue.action, "escalated");
    assert.match(issue().title, /within 60 days/);
    assert.deepEqual(issue().labels, ["factory-tuf", "security", "tuf-due-60d"]);
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]!.body, /Within 60 days[\s\S]*2027-11-23/);

    daysBefore(59);
    assert.equal((await remind()).data.issue.action, "unchanged");

    await bench.run("promote", { version: "5", tag: "production", ...KEYS });
    assert.equal((await remind()).data.issue.action, "edited");
    assert.doesNotMatch(issue().body, /factory-tuf promote/);
    assert.match(issue().body, /Later[\s\S]*The production targets for tag production \(version 5\) expire/);
    assert.equal(github.comments.length, 1);

    rotateRoot();
    const closed = await remind();
    assert.equal(closed.data.issue.action, "closed");
    assert.equal(issue().state, "closed");
    assert.equal(issue().stateReason, "completed");
    assert.deepEqual(issue().labels, ["factory-tuf", "security"]);
    assert.match(issue().title, /nothing is due/);
    assert.equal(github.comments.length, 2);
    assert.match(github.comments[1]!.body, /Verified: nothing of Factory acme is due any more/);

    const settled = github.writes().length;
    assert.deepEqual((await remind()).data.issue, { action: "none", number: 1 });
    assert.equal(github.writes().length, settled);

    daysBefore(59 - 280);
    assert.equal((await remind({ failDays: "0" })).data.issue.action, "reopened");
    assert.equal(github.issues.length, 1);
    assert.equal(issue().state, "open");
    assert.equal(issue().stateReason, "reopened");
    assert.equal(github.comments.length, 3);
  });

  it("comments once at each of 60, 30, 14 and 7 days, and never in between", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    const counts: number[] = [];
    for (const days of [90, 61, 60, 31, 30, 15, 14, 8, 7, 6]) {
      daysBefore(days);
      await remind();
      counts.push(github.comments.length);
    }
    assert.deepEqual(counts, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    assert.deepEqual(
      github.issues.map(({ labels }) => labels),
      [["factory-tuf", "tuf-due-7d"]],
    );
  });

  it("fails within fail-days, 7 by default, with the reminder in place all the same", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(8);
    assert.equal((await remind()).exit, 0);
    daysBefore(7);
    const failed = await remind();
    assert.equal(failed.exit, 3);
    assert.match(
      failed.outcome.failure!.message,
      /The production root \(version 3\) expires on 2027-11-23T08:00:00Z\. That and 2 more dates are within the/,
    );
    assert.equal(failed.outputs.issue, 1);
    assert.match(github.issues[0]!.title, /within 7 days/);
    assert.equal((await remind({ failDays: "6" })).exit, 0);
  });

  it("says that a date has passed, and still finds its way", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(-1);
    assert.equal((await remind()).exit, 3);
    assert.match(github.issues[0]!.title, /\(PAST\)$/);
  });

  it("a resigned root still has a key that is a year old: the issue stays for that key", async (t) => {
    const { bench, github, daysBefore, remind, resignRoot } = await remindBench(t);
    daysBefore(50);
    await remind();
    resignRoot();
    await bench.run("promote", { version: "5", tag: "production", ...KEYS });
    assert.equal((await remind()).data.issue.action, "edited");
    assert.match(github.issues[0]!.title, /root key [0-9a-f]{12} becomes 365 days old on 2027-11-23/);
  });

  it("reminds of an active Wave, which completing ends", async (t) => {
    const { bench, github, daysBefore, remind } = await remindBench(t);
    daysBefore(200);
    await bench.run("wave init", { wave: "w5", version: "5", tag: "production", "expires-days": "80", ...KEYS });
    await remind();
    assert.match(github.issues[0]!.title, /the active Wave w5 \(version 5 for tag production\) expires/);
    assert.match(github.issues[0]!.body, /factory-tuf wave complete w5/);
    await bench.run("wave complete", { wave: "w5" });
    await remind();
    assert.match(github.issues[0]!.title, /production targets for tag production \(version 5\)/);
  });

  it("a Factory that nobody owns yet is told to rotate for the first time", async (t) => {
    const { remind } = await remindBench(t, { state: "fresh" });
    const { data } = await remind({ days: "3650" });
    assert.match(data.dates[0].commands[0], /keys rotate --role root --first-time --keys <root\.tgz>/);
  });

  it("gives the dates in data, and the end of the root as outputs", async (t) => {
    const { remind } = await remindBench(t);
    const { data, outputs } = await remind();
    assert.deepEqual(
      data.dates.map(({ id, at }: { id: string; at: string }) => [id.split("/")[0], at]),
      [
        ["root", "2027-11-23T08:00:00Z"],
        ["prod-targets", "2027-11-23T08:00:00Z"],
        ["root-key", "2027-11-23T08:00:00Z"],
      ],
    );
    assert.equal(outputs["root-expires"], END.toISOString().replace(".000Z", "Z"));
    assert.equal(outputs["root-days-left"], 365);
  });
});
