// From nothing: what is asked, shown, written and set; each step declined; what is printed where GitHub is not asked.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { openProtected } from "../../../src/keys/age/protection.ts";
import { readArchive } from "../../../src/keys/archive/read-archive.ts";
import { COMMIT, FILES, initBench, OWN, POLICY, READING, RELEASING, workflow } from "./init-bench.ts";

const { bench, github, questions, init, unattended, refused, text, there, secret, git } = initBench();

const QUESTIONS = [
  /^Tag whose devices get the releases \(in production: production; of CI: devel, qa\):$/,
  /^What your devices run/,
  /^GitHub environment whose reviewers approve/,
  /^Who may approve releases/,
  /^Are these the right keys\? Write \.factory-tuf\/root\.json\?$/,
  /^Write \.factory-tuf\/review\.yml\?$/,
  /^Write \.github\/workflows\/factory-promote\.yml\?$/,
  /^Write \.github\/workflows\/factory-review\.yml\?$/,
  /^Write \.github\/workflows\/factory-remind\.yml\?$/,
  /^Make the environment production\?$/,
  /^Path of the archive/,
  /^The release token/,
  /^Set them\?$/,
  /^The read-only token/,
  /^Set FACTORY_TOKEN\?$/,
];

async function keyidsOfSecret(): Promise<readonly string[]> {
  const identity = secret("production", "FACTORY_TUF_IDENTITY")!;
  const archive = Buffer.from(secret("production", "FACTORY_TUF_KEYS")!);
  const { packed } = await openProtected(archive, "the secret", { identity });
  return (await readArchive(packed)).keys.map(({ keyid }) => keyid);
}

describe("init in a fresh checkout", () => {
  it("asks, shows and does everything once, ends with doctor and what comes next", async () => {
    const { status, changed, data, text: report, shown } = await init();
    assert.deepEqual([status, changed], ["done", "yes"]);
    assert.equal(questions.length, QUESTIONS.length, questions.join("\n"));
    for (const [at, question] of QUESTIONS.entries()) assert.match(questions[at]!, question);
    assert.deepEqual(there(), FILES);
    assert.equal(data.open.length, 0);
    assert.match(report, /^acme\/devices is set up\n/);
    assert.match(report, /doctor: Ready: nothing blocks a release/);
    assert.match(report, /git add .* && git commit .* && git push -u origin HEAD\n/);
    assert.match(report, /https:\/\/github\.com\/acme\/devices\/actions\/workflows\/factory-promote\.yml\n$/);
    for (const { keyid } of [bench.factory.offlineKeys.root!, bench.factory.offlineKeys.targets!]) {
      assert.ok(shown[1]!.includes(keyid), "key ids are shown whole, to be compared");
    }
    // What is written is what was shown.
    for (const path of FILES.slice(1)) {
      const document = shown.find((one) => one.includes(`New file: ${path}`))!;
      for (const line of text(path).trimEnd().split("\n")) assert.ok(document.includes(line), line);
    }
  });

  it("makes an environment that protects what is put into it", async () => {
    await init({}, { types: [[/Who may approve/, "hubot, acme/release"]] });
    const [environment] = github().environments as { protection_rules: object[] }[];
    assert.match(JSON.stringify(environment), /"prevent_self_review":true/);
    assert.match(JSON.stringify(environment), /"login":"hubot"/);
    assert.match(JSON.stringify(environment), /"slug":"release"/);
    assert.deepEqual(github().protection.refPatterns.get("production"), [{ name: "main", type: "branch" }]);
  });

  it("lets the only reviewer approve their own jobs: else nobody could", async () => {
    const { shown } = await init();
    assert.match(shown.join("\n"), /Own jobs +may be approved by whoever started them/);
    assert.match(JSON.stringify(github().environments), /"prevent_self_review":false/);
  });

  it("hands over the active targets key alone, and a token for each use: none of them the owner's, none shown", async () => {
    const { shown, text: report, stdout, data, warnings } = await init({}, { types: [[/archive/, "targets.tgz"]] });
    assert.deepEqual(await keyidsOfSecret(), [bench.factory.offlineKeys.targets!.keyid]);
    assert.equal(secret("production", "FACTORY_TOKEN"), RELEASING);
    assert.equal(secret(OWN, "FACTORY_TOKEN"), READING);
    const told = [...shown, report, stdout, JSON.stringify(data), ...warnings, JSON.stringify(github().asked)].join(
      "\n",
    );
    const owners = bench.factory.tokens.owner;
    for (const value of [READING, RELEASING, owners, "gh-person", secret("production", "FACTORY_TUF_IDENTITY")!]) {
      assert.ok(!told.includes(value));
    }
    const headers = JSON.stringify(bench.factory.requests);
    for (const value of [READING, RELEASING])
      assert.ok(!headers.includes(value), "the Factory never sees them from here");
  });

  it("names the clients that were typed in the policy, and asks again for one that does not exist", async () => {
    await init({}, { types: [[/devices run/, "fiotuf, aktualizr-lite"]] });
    assert.match(text(POLICY), /^clients: \[aktualizr-lite, fiotuf\]$/m);
  });

  it("allows the first release of a tag that is not in production, and of no other", async () => {
    await init({}, { types: [[/^Tag/, "beta"]] });
    assert.match(text(workflow("promote")), /^ {6}tag: beta\n.*\n {6}new-tag: beta$/m);
  });

  it("takes every answer from options, and then asks only before it writes", async () => {
    bench.file("read.txt", `${READING}\n`);
    bench.file("release.txt", `${RELEASING}\n`);
    const raw = {
      tag: "production",
      clients: "fiotuf",
      environment: "live",
      reviewers: "hubot",
      keys: "targets.tgz",
      "read-token-file": "read.txt",
      "release-token-file": "release.txt",
    };
    await init(raw);
    assert.deepEqual(
      questions.filter((question) => question.endsWith(":")),
      [],
    );
    assert.equal(secret("live", "FACTORY_TOKEN"), RELEASING);
    assert.equal(secret(OWN, "FACTORY_TOKEN"), READING);
  });

  it("--yes needs somebody who looked at the root; with trust-on-first-use it goes through, and says what is left", async () => {
    await refused("trusted-root-missing", /with --yes nobody compares its key ids.*root pin/, {}, null);
    assert.deepEqual(there(), []);
    const { data, status } = await unattended({ "trust-on-first-use": true, keys: "targets.tgz" });
    assert.equal(status, "done");
    assert.deepEqual(there(), FILES);
    assert.equal(data.open.length, 2);
    assert.match(
      data.open.join("\n"),
      /targets:read-update[\s\S]*environment production of acme\/devices[\s\S]*targets:read and/,
    );
    assert.deepEqual(await keyidsOfSecret(), [bench.factory.offlineKeys.targets!.keyid]);
  });

  it("--dry-run shows everything, asks nothing and changes nothing", async () => {
    const { status, changed, shown, text: report } = await init({ "dry-run": true }, {});
    assert.deepEqual([status, changed, there()], ["unchanged", "no", []]);
    assert.deepEqual(github().writes(), []);
    assert.deepEqual(
      questions.filter((question) => !question.endsWith(":")),
      [],
    );
    for (const path of FILES) assert.ok(shown.join("\n").includes(path));
    assert.match(report, /^acme\/devices would be set up: nothing was changed\n/);
  });
});

describe("init, each step declined", () => {
  const steps: readonly [question: RegExp, missing: readonly string[], left: RegExp][] = [
    [/tuf\/review\.yml/, [POLICY], /write \.factory-tuf\/review\.yml/],
    [/factory-promote/, [workflow("promote")], /write \.github\/workflows\/factory-promote\.yml/],
    [/factory-review/, [workflow("review")], /factory-review/],
    [/factory-remind/, [workflow("remind")], /factory-remind/],
    [/Make the environment/, [], /Make the environment production with required reviewers/],
    [/Set them/, [], /set the secrets of the environment/],
    [/Set FACTORY_TOKEN/, [], /set it as the secret FACTORY_TOKEN of acme\/devices/],
  ];
  for (const [question, missing, left] of steps) {
    it(`${question}: the others are done, and it says what remains`, async () => {
      const { data, text: report } = await init({}, { refuses: question });
      assert.deepEqual(
        FILES.filter((path) => !there().includes(path)),
        missing,
      );
      assert.match(data.open.join("\n"), left);
      assert.equal(data.steps.filter(({ how }: { how: string }) => how === "declined").length, 1);
      assert.match(report, /^acme\/devices is set up in part/);
      // Run again, that step alone is open.
      questions.length = 0;
      const again = await init();
      assert.deepEqual(there(), FILES);
      assert.deepEqual(again.data.open, []);
      const writes = questions.filter((asked) => /^(?:Write|Replace)/.test(asked));
      assert.equal(writes.length, missing.length, writes.join());
    });
  }

  it("the root: nothing else is done, for all else rests on it", async () => {
    const { data, status } = await init({}, { refuses: /right keys/ });
    assert.deepEqual([status, there(), github().writes()], ["unchanged", [], []]);
    assert.match(data.open.join("\n"), /Compare the key ids/);
    assert.equal(data.doctor, null);
  });

  it("archive and tokens left empty: later", async () => {
    const { data } = await init({}, { types: [[/archive|token/, ""]] });
    assert.deepEqual(github().protection.secrets.get("production")?.size ?? 0, 0);
    assert.match(data.open.join("\n"), /--keys <archive>/);
  });
});

describe("init without GitHub", () => {
  const none = { env: { GITHUB_TOKEN: "" } };
  it("prints what to paste where, each line whole", async () => {
    const { stdout, data } = await init({}, {}, none);
    assert.deepEqual(there(), FILES);
    assert.deepEqual(github().asked, []);
    assert.deepEqual(Object.keys(data.secrets), ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY"]);
    assert.match(stdout, /^FACTORY_TUF_KEYS\n\n[A-Za-z0-9+/=]{200,}\n\n/);
    assert.match(stdout, /\nFACTORY_TUF_IDENTITY\n\nAGE-SECRET-KEY-1[A-Z0-9]{58}\n\nClear this screen/);
    assert.match(data.open.join("\n"), /paste the secrets that are printed above/);
    const wide = stdout
      .split("\n")
      .filter((line) => line.length > 80 && !/https:|git add|[0-9a-f]{64}|^[A-Za-z0-9+/=]+$/.test(line));
    assert.deepEqual(wide, []);
  });
  it("is also what --print-secrets does, and what a checkout without a remote gets", async () => {
    await init({ "print-secrets": true });
    assert.deepEqual(github().asked, []);
    git("remote", "remove", "origin");
    questions.length = 0;
    const { text: report } = await init();
    assert.deepEqual(github().asked, []);
    assert.match(questions[0]!, /^Repository on GitHub/);
    assert.match(report, /^The checkout is set up in part/);
    assert.match(report, /Release from here:\n +factory-tuf promote latest production --keys targets\.tgz\n$/);
  });
  it("takes the token of GitHub's own program, for exactly the host that is asked", async () => {
    const programs = mkdtempSync(join(tmpdir(), "programs-"));
    after(() => rmSync(programs, { recursive: true }));
    const env = { GITHUB_TOKEN: "", PATH: `${bench.folder}:${programs}:/usr/bin:/bin` };
    bench.file("gh", "#!/bin/sh\necho of-the-checkout\n");
    chmodSync(`${bench.folder}/gh`, 0o755);
    const program = (host: string) => {
      const file = join(programs, "gh");
      writeFileSync(file, `#!/bin/sh\n[ "$*" = "auth token --hostname ${host}" ] && echo gh-person\n`);
      chmodSync(file, 0o755);
    };
    program("127.0.0.1");
    const { shown } = await init({ "dry-run": true }, {}, { env });
    assert.match(shown[0]!, /asked as octocat, with the token of gh auth token/);
    program("github.com");
    github().asked.length = 0;
    const without = await init({ "dry-run": true }, {}, { env });
    assert.match(without.shown[0]!, /not asked: there is no token for it/);
    assert.deepEqual(github().asked, []);
  });
});

describe("the commit that workflows call", () => {
  it("is that of the release: a tag or a branch is refused", async () => {
    await init();
    assert.match(text(workflow("promote")), new RegExp(`/promote\\.yml@${COMMIT}$`, "m"));
    await refused("value-invalid", /not a full commit/, { "action-ref": "v1" });
  });
  it("is by default that of the clone that runs", async () => {
    const { data } = await bench.run("init", { "dry-run": true, "print-secrets": true });
    assert.equal(
      data.commit,
      execFileSync("git", ["rev-parse", "HEAD"], { cwd: import.meta.dirname, encoding: "utf8" }).trim(),
    );
  });
});

describe("init where it cannot work", () => {
  const nothing = () => assert.deepEqual([there(), github().writes()], [[], []]);
  it("outside of a checkout", async () => {
    rmSync(join(bench.folder, ".git"), { recursive: true });
    await refused("checkout-missing", /is not in a git checkout.*git init/);
    nothing();
  });
  it("without network: nothing is written, and it says which host", async () => {
    await refused("network-failed", /127\.0\.0\.1:9/, { "api-url": "http://127.0.0.1:9" });
    nothing();
    await refused(
      "network-failed",
      /GitHub: GET .*Nothing was changed/,
      {},
      {},
      { env: { GITHUB_API_URL: "http://127.0.0.1:9" } },
    );
    nothing();
  });
  it("with a wrong token of the Factory or of GitHub", async () => {
    await refused("http-unauthorized", /401/, {}, {}, { env: { FACTORY_TOKEN: "nobodys" } });
    nothing();
    const gh = { env: { GITHUB_TOKEN: "gh-nobodys" } };
    await refused("http-unauthorized", /The token of GITHUB_TOKEN .*--print-secrets/, {}, {}, gh);
    nothing();
  });
  it("with a repository that GitHub does not show", async () => {
    await refused("http-not-found", /acme\/others is there/, { repo: "acme/others" });
    nothing();
  });
  it("with a reviewer whom GitHub does not know", async () => {
    await refused("value-invalid", /no account or team "nobody"/, { reviewers: "nobody" });
    nothing();
  });
  it("half-way: it says what was done, and goes on from there", async () => {
    const reply = { status: 500, body: { message: "oops" } };
    github().faults.push({ method: "POST", path: /deployment-branch-policies$/, reply });
    const { error, exit, message } = await refused("http-server-error", /Done by then: /);
    assert.match(message, /\.factory-tuf\/root\.json \(written, root 3\).*environment production \(made\)/);
    assert.deepEqual([error.changed, exit], ["yes", 4]);
    assert.deepEqual(there(), FILES);
    questions.length = 0;
    const { data } = await init();
    assert.deepEqual(data.open, []);
    assert.match(questions.join("\n"), /^Let main deploy to production\?/);
    assert.deepEqual(github().protection.refPatterns.get("production"), [{ name: "main", type: "branch" }]);
  });
  it("with a root key where the targets key should be", async () => {
    await refused("keys-none-active", /Done by then: .*root\.json/, {}, { types: [[/archive/, "root.tgz"]] });
  });
});
