import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { remindBench } from "./remind-bench.ts";

describe("remind, and whose issue it is (T27)", () => {
  it("finds its issue again although title, label and place in the list have changed", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    github.issues[0]!.title = "Something else";
    github.issues[0]!.labels = [];
    for (let count = 0; count < 120; count++) github.issue({ title: "Of another workflow", body: "text" });
    assert.deepEqual((await remind()).data.issue, { action: "edited", number: 1 });
    assert.match(github.issues[0]!.title, /^Factory acme: /);
  });

  it("adopts no issue that somebody else wrote, whatever stands in it", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    const forged = github.issue({ ...github.issues[0]!, number: 2, author: "mallory" });
    github.issues.shift();
    const opened = await remind();
    assert.equal(opened.data.issue.action, "opened");
    assert.notEqual(opened.data.issue.number, forged.number);
    assert.equal(forged.state, "open");
  });

  it("adopts neither its own mark in the middle of a text that the bot repeats, nor a pull request, nor another Factory's", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    const mark = "<!-- factory-tuf:remind acme e30= -->";
    github.issue({ body: `A user says:\n${mark}\n`, labels: ["factory-tuf"] });
    github.issue({ body: `${mark}\n`, labels: ["factory-tuf"], pull: true });
    github.issue({ body: "<!-- factory-tuf:remind acme2 e30= -->\n", labels: ["factory-tuf"] });
    assert.deepEqual((await remind()).data.issue, { action: "opened", number: 4 });
    assert.ok(github.issues.slice(0, 3).every(({ title }) => title === "An issue"));
  });

  it("a person's token has a login of its own, and its own issue", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind({}, { env: { GITHUB_TOKEN: "gh-person" } });
    assert.equal(github.issues[0]!.author, "octocat");
    assert.equal((await remind({}, { env: { GITHUB_TOKEN: "gh-person" } })).data.issue.action, "unchanged");
    assert.ok(!github.asked.some(({ path }) => path === "/graphql"));
  });

  it("what somebody put in the place of its memory is read as nothing", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    for (const memory of [
      "e30=",
      "%%%",
      Buffer.from('{"due":[["__proto__","x",1],["root",5,{}]],"step":"60"}').toString("base64"),
    ]) {
      github.issues.splice(0);
      github.issue({
        body: `<!-- factory-tuf:remind acme ${memory.replaceAll("%", "=")} -->\n`,
        labels: ["factory-tuf"],
      });
      assert.equal((await remind()).data.issue.action, "edited");
      assert.match(github.issues[0]!.title, /production root \(version 3\)/);
    }
  });

  it("names no owner in a public repository, in the issue or in any result; with details it does", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    github.repository.visibility = "public";
    daysBefore(50);
    const quiet = await remind();
    daysBefore(30);
    const escalated = await remind();
    const told = JSON.stringify([quiet.outcome, escalated.outcome, github.issues, github.comments]);
    assert.doesNotMatch(told, /polis-owner/);
    assert.match(github.issues[0]!.body, /1 key; in a public repository owners are named with details: true only/);
    const named = await remind({ details: true });
    assert.match(github.issues[0]!.body, /polis-owner-01/);
    assert.match(JSON.stringify(named.data), /polis-owner-01/);
  });
});

describe("remind, and what ends a reminder (T27)", () => {
  it("production targets that are withheld end nothing: the issue stays and says what is out of sight", async (t) => {
    const { bench, github, daysBefore, remind, rotateRoot } = await remindBench(t);
    daysBefore(40);
    await remind();
    rotateRoot();
    bench.factory.setProduction("production", null);
    const stays = await remind();
    assert.equal(stays.data.issue.action, "edited");
    assert.equal(github.issues[0]!.state, "open");
    assert.match(github.issues[0]!.body, /Out of sight[\s\S]*prod-targets\/production<\/code>&#32;\(version 3\)/);
    assert.equal(github.issues[0]!.title, "Factory acme: what was due cannot be verified");
  });

  it("production targets that do not verify end nothing, and the run fails", async (t) => {
    const { bench, github, daysBefore, remind, rotateRoot } = await remindBench(t);
    daysBefore(40);
    await remind();
    rotateRoot();
    const forged = bench.factory.signOnline({
      _type: "Targets",
      version: 9,
      expires: "2030-01-01T00:00:00Z",
      targets: {},
    });
    bench.factory.setProduction("production", forged);
    const failed = await remind();
    assert.equal(failed.exit, 1);
    assert.equal(failed.outcome.failure!.code, "threshold-not-met");
    assert.equal(github.issues[0]!.state, "open");
    assert.match(github.issues[0]!.body, /What could not be verified[\s\S]*threshold-not-met/);
  });

  it("an older version with a later end does not end the reminder of a newer one", async (t) => {
    const { bench, github, daysBefore, remind, rotateRoot } = await remindBench(t);
    const old = bench.factory.state.prodTargets.get("production")!;
    daysBefore(360);
    await bench.run("promote", { version: "5", tag: "production", "expires-days": "40", keys: "targets.tgz" });
    await remind();
    assert.match(github.issues[0]!.title, /version 5/);
    bench.factory.setProduction("production", old);
    rotateRoot();
    assert.equal((await remind()).data.issue.action, "edited");
    assert.equal(github.issues[0]!.state, "open");
    assert.match(github.issues[0]!.body, /Out of sight/);
  });

  it("when the roots do not verify, the issue stays open, keeps what it was about, and says that nobody can see", async (t) => {
    const { bench, github, daysBefore, remind } = await remindBench(t);
    daysBefore(40);
    await remind();
    bench.factory.setRoots("ci", (roots) => roots.slice(0, 2));
    bench.factory.setRoots("prod", (roots) => roots.slice(0, 2));
    const { exit, outcome, data } = await remind();
    assert.deepEqual([exit, outcome.failure?.code, data.issue.action], [1, "metadata-rollback", "edited"]);
    assert.equal(github.issues[0]!.state, "open");
    assert.match(github.issues[0]!.body, /Since 2027-10-14 nobody watches what expires\./);
    assert.match(github.issues[0]!.body, /root<\/code>.*\(version 3\), due on 2027-11-23/);
  });

  it("closed by hand while something is due, it is opened again with one comment", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    for (let count = 0; count < 2; count++) {
      github.issues[0]!.state = "closed";
      assert.equal((await remind()).data.issue.action, "reopened");
    }
    assert.equal(github.issues.length, 1);
    assert.equal(github.comments.length, 1);
  });
});
