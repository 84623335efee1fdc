import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { RunSetting } from "../../kit/workbench.ts";
import { remindBench } from "./remind-bench.ts";

describe("remind, two runs at once", () => {
  it("leaves one open issue: the younger of two is closed as its duplicate", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    github.faults.push({ method: "POST", path: /\/issues$/, gather: 2 });
    const runs = await Promise.all([remind(), remind()]);
    assert.deepEqual(
      runs.map(({ outputs }) => outputs.issue),
      [1, 1],
    );
    assert.deepEqual(
      github.issues.map(({ state, stateReason }) => [state, stateReason]),
      [
        ["open", null],
        ["closed", "not_planned"],
      ],
    );
    assert.match(github.issues[1]!.body, /Duplicate of #1/);
    assert.deepEqual((await remind()).data.issue, { action: "unchanged", number: 1 });
  });

  it("leaves one comment a step: the younger of two takes its own back", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    daysBefore(60);
    github.faults.push({ method: "POST", path: /\/comments$/, gather: 2 });
    await Promise.all([remind(), remind()]);
    assert.equal(github.comments.length, 1);
    assert.equal((await remind()).data.issue.action, "unchanged");
  });

  it("closes what an earlier run left open twice", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    github.issue({ ...github.issues[0]!, number: 2, labels: ["factory-tuf"] });
    assert.equal((await remind()).data.issue.number, 1);
    assert.deepEqual(
      github.issues.map(({ state }) => state),
      ["open", "closed"],
    );
  });
});

describe("remind, when answers are lost", () => {
  it("an issue whose answer was lost is found, not opened again", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    github.faults.push({ method: "POST", path: /\/issues$/, loseAnswer: true });
    assert.deepEqual((await remind()).data.issue, { action: "opened", number: 1 });
    assert.equal(github.issues.length, 1);
  });

  it("an issue that was never opened is said not to be there; the next run opens it", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    github.faults.push({ method: "POST", path: /\/issues$/, loseRequest: true });
    const failed = await remind();
    assert.equal(failed.exit, 1);
    assert.equal(failed.outcome.failure!.code, "network-failed");
    assert.equal(failed.data.issue.action, "failed");
    assert.equal((await remind()).data.issue.action, "opened");
  });

  it("a run that ended between comment and edit is finished by the next, without a second comment", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    daysBefore(30);
    const refused = { status: 404, body: { message: "Not Found", documentation_url: "https://docs.example" } };
    github.faults.push({ method: "PATCH", path: /\/issues\/1$/, reply: refused });
    assert.equal((await remind()).data.issue.action, "failed");
    assert.equal(github.comments.length, 1);
    assert.equal((await remind()).data.issue.action, "escalated");
    assert.equal(github.comments.length, 1);
    assert.match(github.issues[0]!.title, /within 30 days/);
  });

  it("an edit that was answered 502 is sent once, said, and made by the next run", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    github.issues[0]!.title = "changed";
    github.faults.push({
      method: "PATCH",
      path: /\/issues\/1$/,
      reply: { status: 502, body: { message: "Bad gateway" } },
    });
    assert.equal((await remind()).data.issue.action, "failed");
    assert.equal(github.writes().filter(({ method }) => method === "PATCH").length, 1);
    assert.equal((await remind()).data.issue.action, "edited");
  });
});

describe("remind, when GitHub refuses", () => {
  const failing = [
    {
      name: "issues are switched off",
      set: ({ github }: Awaited<ReturnType<typeof remindBench>>) => {
        github.repository.hasIssues = false;
      },
      code: "issues-disabled",
      says: /Issues are turned off in the repository acme\/devices[\s\S]*Enable issues/,
    },
    {
      name: "the token may not write issues",
      env: { GITHUB_TOKEN: "gh-reader" },
      code: "http-forbidden",
      says: /POST \/repos\/acme\/devices\/issues was answered with 403: Resource not accessible by integration\. [\s\S]*issues: write[\s\S]*It needs issues=write/,
    },
    {
      name: "the token is none",
      env: { GITHUB_TOKEN: "gh-unknown" },
      code: "http-unauthorized",
      says: /401: Bad credentials/,
    },
    {
      name: "there is no token",
      env: { GITHUB_TOKEN: "" },
      code: "github-token-missing",
      says: /set GITHUB_TOKEN/,
    },
    {
      name: "the repository is not there",
      env: { GITHUB_REPOSITORY: "acme/gone" },
      code: "http-not-found",
      says: /GET \/repos\/acme\/gone was answered with 404/,
    },
    {
      name: "the repository is not named",
      env: { GITHUB_REPOSITORY: "" },
      code: "value-missing",
      says: /Set GITHUB_REPOSITORY/,
    },
  ] as const;
  for (const { name, code, says, ...rest } of failing) {
    it(`fails as ${code} when ${name}; the calendar is written and nothing else`, async (t) => {
      const stage = await remindBench(t);
      stage.daysBefore(80);
      if ("set" in rest) rest.set(stage);
      const failed = await stage.remind({}, "env" in rest ? { env: rest.env } : {});
      assert.equal(failed.outcome.failure!.code, code);
      assert.match(failed.outcome.failure!.message, says);
      assert.notEqual(failed.exit, 0);
      assert.ok(existsSync(String(failed.outputs.ics)));
      assert.deepEqual(stage.github.issues, []);
      assert.match(failed.text, /The reminder could not be written to GitHub/);
    });
  }

  it("issues that were switched off in between are said as such (410)", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    const reply = { status: 410, body: { message: "Issues has been disabled in this repository." } };
    github.faults.push({ method: "POST", path: /\/issues$/, reply });
    assert.equal((await remind()).outcome.failure!.code, "issues-disabled");
  });

  it("waits for a limit that ends soon (429 with Retry-After, 403 with its reset), also before it opens", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    const body = { message: "You have exceeded a secondary rate limit." };
    const at = "Mon, 23 Nov 2026 08:00:00 GMT";
    const reset = String(Date.parse(at) / 1000);
    const reached = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, date: at };
    github.faults.push(
      { method: "GET", path: /\/issues$/, reply: { status: 429, headers: { "retry-after": "0" }, body } },
      { method: "POST", path: /\/issues$/, reply: { status: 403, headers: reached, body } },
    );
    assert.equal((await remind()).data.issue.action, "opened");
    assert.equal(github.issues.length, 1);
  });

  it("does not wait for a limit that ends in an hour, and says when it ends", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    const reached = {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Date.parse("2026-11-23T09:00:00Z") / 1000),
      date: "Mon, 23 Nov 2026 08:00:00 GMT",
    };
    github.faults.push({
      method: "GET",
      path: /\/issues$/,
      reply: { status: 403, headers: reached, body: { message: "API rate limit exceeded for installation." } },
    });
    const failed = await remind();
    assert.equal(failed.outcome.failure!.code, "http-rate-limited");
    assert.match(failed.outcome.failure!.message, /Run this again after 2026-11-23T09:00:00Z\./);
  });

  it("an account that cannot be assigned keeps no reminder from being opened", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    const opened = await remind({ assignees: "nobody-here" });
    assert.equal(opened.data.issue.action, "opened");
    assert.deepEqual(github.issues[0]!.assignees, []);
    assert.match(opened.warnings.join(), /GitHub does not take nobody-here as assignees of the reminder/);
  });

  it("one unknown account does not take the others from the issue, when it is opened and when it is escalated", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    const assignees = "octocat,nobody-here,hubot";
    daysBefore(80);
    await remind({ assignees });
    assert.deepEqual(github.issues[0]!.assignees, ["octocat", "hubot"]);
    github.issues[0]!.assignees = [];
    daysBefore(60);
    const escalated = await remind({ assignees });
    assert.deepEqual(github.issues[0]!.assignees, ["octocat", "hubot"]);
    assert.match(escalated.warnings.join(), /GitHub does not take nobody-here as assignees/);
  });

  it("a locked issue takes no comment, and is edited all the same", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    daysBefore(60);
    const reply = { status: 403, body: { message: "Unable to create comment because issue is locked." } };
    github.faults.push({ method: "POST", path: /\/comments$/, reply });
    const ran = await remind();
    assert.equal(ran.data.issue.action, "escalated");
    assert.match(github.issues[0]!.title, /within 60 days/);
    assert.match(ran.warnings.join(), /does not take a comment on issue 1; it may be locked\. Its text is edited\./);
    assert.equal((await remind()).data.issue.action, "unchanged");
  });

  it("refuses labels and logins that are none before anything is asked", async (t) => {
    const { bench, github } = await remindBench(t);
    await bench.refused("remind", { assignees: "@octocat" }, "value-invalid", /not the login of a GitHub account/);
    await bench.refused("remind", { labels: "x".repeat(51) }, "value-invalid", /not 1 to 50 characters/);
    assert.deepEqual(github.asked, []);
  });
});

describe("remind --dry-run", () => {
  it("says what it would do and writes neither to GitHub nor the calendar", async (t) => {
    const { bench, github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    const planned = await remind({ "dry-run": true });
    assert.equal(planned.status, "unchanged");
    assert.equal(planned.changed, "no");
    assert.match(planned.text, /An issue would be opened/);
    assert.deepEqual(github.writes(), []);
    assert.equal(existsSync(join(bench.folder, "factory-tuf.ics")), false);
  });

  it("needs no GitHub at all", async (t) => {
    const { bench, github, daysBefore } = await remindBench(t);
    daysBefore(80);
    const planned = await bench.run("remind", { dryRun: true });
    assert.match(planned.text, /The production root \(version 3\) expires on 2027-11-23/);
    assert.match(planned.text, /There is no GITHUB_TOKEN, so existing issues were not checked\./);
    assert.doesNotMatch(planned.text, /none is needed/);
    assert.deepEqual(planned.data.issue, { action: "unseen", number: null });
    assert.doesNotMatch(JSON.stringify(planned.data), /polis-owner/);
    assert.deepEqual(github.asked, []);
  });
});

describe("remind in the Action", () => {
  it("takes the token from its input alone, and fails loudly within fail-days", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(5);
    const env = { GITHUB_TOKEN: "", "INPUT_GITHUB-TOKEN": "gh-bot" };
    const ran = await remind({}, { door: "action", env });
    assert.equal(ran.exit, 3);
    assert.equal(ran.status, "gate");
    assert.equal(github.issues.length, 1);
  });
});

describe("remind, when it cannot see the Factory", () => {
  const refused: RunSetting = { env: { FACTORY_TOKEN: "of-nobody" } };

  it("opens an issue that says so, once, and fails; the calendar stays as it was", async (t) => {
    const { bench, github, daysBefore, remind } = await remindBench(t);
    daysBefore(200);
    await remind();
    const calendar = readFileSync(join(bench.folder, "factory-tuf.ics"), "utf8");
    for (const [setting, code] of [
      [refused, "http-unauthorized"],
      [{ env: { FACTORY_TOKEN: "" } }, "credentials-missing"],
    ] as const) {
      const ran = await remind({}, setting);
      assert.deepEqual([ran.exit, ran.outcome.failure?.code], [1, code]);
      assert.match(ran.outcome.failure!.message, /^The expiry dates could not be read\./);
    }
    assert.equal(github.issues.length, 1);
    assert.equal(github.issues[0]!.title, "Factory acme: what expires cannot be read since 2027-05-07");
    assert.match(github.issues[0]!.body, /A root that expires unnoticed ends every update/);
    assert.equal(readFileSync(join(bench.folder, "factory-tuf.ics"), "utf8"), calendar);
  });

  it("keeps the day since when, and closes the issue when it sees again and nothing is due", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(200);
    await remind({}, refused);
    daysBefore(190);
    assert.equal((await remind({}, refused)).data.issue.action, "unchanged");
    assert.match(github.issues[0]!.title, /since 2027-05-07$/);
    const ran = await remind();
    assert.equal(ran.data.issue.action, "closed");
    assert.equal(github.issues[0]!.state, "closed");
    daysBefore(150);
    assert.equal((await remind({}, refused)).data.issue.action, "reopened");
    assert.match(github.issues[0]!.title, /since 2027-06-26$/);
  });

  it("keeps what an open issue was about, and goes on from there when it sees again", async (t) => {
    const { github, daysBefore, remind } = await remindBench(t);
    daysBefore(80);
    await remind();
    daysBefore(59);
    await remind({}, refused);
    assert.match(github.issues[0]!.body, /root<\/code>.*\(version 3\), due on 2027-11-23/);
    assert.equal((await remind()).data.issue.action, "escalated");
    assert.doesNotMatch(github.issues[0]!.body, /nobody watches/);
  });

  it("says first why it is blind, and then that GitHub could not be told", async (t) => {
    const { remind } = await remindBench(t);
    const ran = await remind({}, { env: { FACTORY_TOKEN: "of-nobody", GITHUB_TOKEN: "" } });
    assert.equal(ran.outcome.failure!.code, "http-unauthorized");
    assert.match(ran.outcome.failure!.message, /The issue on GitHub could not be updated: There is no GitHub token/);
    assert.equal(ran.data.issue.action, "failed");
  });
});
