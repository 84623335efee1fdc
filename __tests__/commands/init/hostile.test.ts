// `init` in a checkout that somebody else has prepared, with tokens that are mixed up, and with a GitHub that does not do what
// it says: no secret goes where nobody chose, and nothing of the checkout runs.
import assert from "node:assert/strict";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { initBench, OWN, READING, RELEASING, workflow } from "./init-bench.ts";

const { bench, github, questions, init, unattended, refused, text, secret, git } = initBench({ pinned: true });
const nothingSent = () => assert.deepEqual(github().writes(), []);
const TOKENS = { "read-token-file": "read.txt", "release-token-file": "release.txt" };

describe("init, and who chooses the repository", () => {
  it("without a question needs --repo: the remote alone is no choice", async () => {
    await refused(
      "value-missing",
      /would be set in acme\/devices, but only the git remote names it.*--repo acme\/devices/,
      {},
      null,
    );
    nothingSent();
    assert.equal((await unattended()).status, "done");
  });

  it("on a terminal says so where the remote is another one", async () => {
    git("remote", "set-url", "origin", "git@github.com:mallory/devices.git");
    const { shown } = await init({ repo: "acme/devices" });
    assert.match(shown[0]!, /Git remote +mallory\/devices, which is another repository/);
  });

  for (const address of [
    "git@github.com:../..",
    "git@github.com:acme/..",
    "https://github.com/acme/.",
    "git@github.com:-x/y",
  ]) {
    it(`takes no repository from ${address}`, async () => {
      git("remote", "set-url", "origin", address);
      await init({ "print-secrets": true });
      assert.match(questions.join("\n"), /^(?!.*Repository on GitHub)/s);
      questions.length = 0;
      await init({}, { types: [[/Repository on GitHub/, ""]] });
      assert.match(questions[0]!, /^Repository on GitHub/);
      nothingSent();
    });
  }
});

describe("init, and two tokens that are one", () => {
  it("are refused before anything is written", async () => {
    bench.file("read.txt", RELEASING);
    bench.file("release.txt", `${RELEASING}\n`);
    await refused("value-invalid", /are the same, so every job of the repository could release/, TOKENS);
    nothingSent();
    assert.ok(!existsSync(join(bench.folder, workflow("promote"))));
  });

  it("are asked for again on a terminal, three times in all, and no secret of the repository is set", async () => {
    const { warnings, data } = await init({}, { types: [[/^The read-only token/, RELEASING]] });
    assert.equal(questions.filter((question) => /^The read-only token/.test(question)).length, 3);
    assert.equal(warnings.filter((warning: string) => /This is the release token/.test(warning)).length, 3);
    assert.deepEqual(
      [secret(OWN, "FACTORY_TOKEN"), secret("production", "FACTORY_TOKEN") !== undefined],
      [undefined, true],
    );
    assert.ok(data.open.some((sentence: string) => /targets:read and devices:read/.test(sentence)));
  });

  it("are told apart where one is typed and the other is in a file", async () => {
    bench.file("read.txt", RELEASING);
    await refused("value-invalid", /are the same/, { "read-token-file": "read.txt" });
    assert.equal(secret(OWN, "FACTORY_TOKEN"), undefined);
    bench.file("read.txt", READING);
    await init({ "read-token-file": "read.txt" });
    assert.notEqual(secret(OWN, "FACTORY_TOKEN"), undefined);
  });
});

describe("init, and a GitHub that does not do what it says", () => {
  it("hands over no key to an environment that is not as it was asked for", async () => {
    github().faults.push({
      method: "PUT",
      path: /\/environments\/production$/,
      reply: { status: 200, body: environment() },
    });
    const { message } = await refused(
      "environment-unprotected",
      /without the required approval or branch\. No secret was set/,
    );
    assert.doesNotMatch(message, /environment production \(made\)/);
    assert.deepEqual([...(github().protection.secrets.get("production")?.keys() ?? [])], []);
  });

  it("takes a reviewer who is named twice for one", async () => {
    const { data, shown } = await init({ reviewers: "octocat,octocat" });
    assert.match(shown.join("\n"), /Approval +by octocat\n.*Own jobs +may be approved by whoever started them/);
    assert.ok(
      data.steps.some(
        ({ what, says }: { what: string; says: string }) => what === "environment production" && says === "made",
      ),
    );
    assert.notEqual(secret("production", "FACTORY_TUF_KEYS"), undefined);
  });

  it("sets the archive last, and goes on where it broke off", async () => {
    github().faults.push({ method: "PUT", path: /FACTORY_TUF_KEYS$/, reply: { status: 403, body: refusal() } });
    await refused("http-forbidden", /FACTORY_TUF_IDENTITY.* had been set by then/);
    const identity = secret("production", "FACTORY_TUF_IDENTITY");
    assert.notEqual(identity, undefined);
    assert.equal(secret("production", "FACTORY_TUF_KEYS"), undefined);
    await init();
    assert.notEqual(secret("production", "FACTORY_TUF_KEYS"), undefined);
    assert.notEqual(secret("production", "FACTORY_TUF_IDENTITY"), identity);
  });
});

describe("init, and what lies in the checkout", () => {
  it("runs no program that git's configuration or attributes name", async () => {
    await init();
    git("add", "-A");
    git("commit", "-qm", "set up");
    const ran = join(bench.folder, "ran");
    bench.file("evil", `#!/bin/sh\ntouch ${ran}\ncat\n`);
    chmodSync(join(bench.folder, "evil"), 0o755);
    const evil = join(bench.folder, "evil");
    for (const setting of [
      "filter.x.clean",
      "filter.x.smudge",
      "filter.x.process",
      "diff.x.textconv",
      "diff.external",
      "core.fsmonitor",
      "core.pager",
      "core.editor",
      "core.sshCommand",
      "core.askPass",
      "core.alternateRefsCommand",
      "credential.helper",
      "gpg.program",
    ])
      git("config", setting, evil);
    git("config", "core.hooksPath", bench.folder);
    bench.file(".gitattributes", "* filter=x diff=x\n");
    // Of the same length, and not as old as git remembers it: it would look into it.
    bench.file(workflow("remind"), text(workflow("remind")).replace("name: f", "name: F"));
    await init({ "print-secrets": true }, { refuses: /./ });
    assert.ok(!existsSync(ran));
  });

  it("knows without git status what is committed, whatever the line ends", async () => {
    const { data } = await init();
    assert.match(JSON.stringify(data.next), /git add/);
    git("add", "-A");
    git("commit", "-qm", "set up");
    assert.doesNotMatch(JSON.stringify((await init()).data.next), /git add/);
    bench.file(workflow("remind"), text(workflow("remind")).replaceAll("\n", "\r\n"));
    assert.doesNotMatch(JSON.stringify((await init()).data.next), /git add/);
    bench.file(".factory-tuf/review.yml", `${text(".factory-tuf/review.yml")}# changed\n`);
    assert.match(JSON.stringify((await init()).data.next), /git add/);
  });

  const promote = (line: string) =>
    bench.file(
      workflow("promote"),
      text(workflow("promote")).replace(/^ {6}environment: production$/m, `$&\n      ${line}`),
    );
  for (const [line, says] of [
    [
      'signer: "hv:../sys/1"\n      signer-keyid: "00"',
      /factory-promote\.yml names a signer\. The signer is not of the form/,
    ],
    [`signer: hv:transit/k/1\n      signer-keyid: "x; rm"`, /factory-promote\.yml has a value for signer-keyid/],
  ] as const) {
    it(`takes no ${line.split(":")[0]} from a workflow that is none: ${line.slice(0, 30)}`, async () => {
      await init();
      promote(line);
      await refused("value-invalid", says);
    });
  }

  it("takes no tag from it that could be pasted as a command", async () => {
    await init();
    bench.file(workflow("promote"), text(workflow("promote")).replace("tag: production", 'tag: "$(touch x)"'));
    await refused("value-invalid", /factory-promote\.yml has a value for tag/);
    assert.equal((await unattendedWith({ tag: "production" })).data.tag, "production");
  });
  const unattendedWith = (raw: Record<string, string>) => init(raw);
});

function environment() {
  return {
    name: "production",
    id: 1,
    node_id: "x",
    url: "x",
    html_url: "x",
    created_at: "2026-11-23T08:00:00Z",
    updated_at: "2026-11-23T08:00:00Z",
  };
}

function refusal() {
  return { message: "Resource not accessible by personal access token", documentation_url: "x", status: "403" };
}
