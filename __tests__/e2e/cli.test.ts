import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { after, before, beforeEach, describe, it } from "node:test";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { itIsTakenByTheJudge, watch } from "../judges/released.ts";
import type { Printed } from "../kit/command-line.ts";
import { type Shell, shellIn } from "./cli.ts";
import { sealedToIdentity, sealedToPassphrase } from "./encrypted.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

describe("the command line tool, built", () => {
  let factory: EmbeddedFactory;
  let workspace: Workspace;
  let released: FactorySnapshot;
  let sh: Shell;
  /** Path of the owner's archive, plain as the vendor's tool writes it. */
  let plain: string;

  before(async () => {
    factory = watch(await startFactory({ state: "released", seed: "cli" }));
    workspace = await newWorkspace(factory);
    released = factory.snapshot();
    sh = shellIn(workspace, factory);
    plain = await workspace.keep("targets.keys.tgz", factory.archives.targets!);
  });
  beforeEach(() => factory.restore(released));
  after(async () => {
    await factory.close();
    await workspace.delete();
  });

  it("plays a release as text: plan, init, rollout, status, show, complete", async () => {
    const plan = assertDone(await sh("wave", "plan", "latest", "production"));
    assert.match(plan, /^Plan: version 6 for tag production\n\n2 added, 0 changed, 0 pruned, 2 kept targets/);
    const digest = /sha256:[0-9a-f]{64}/.exec(plan)![0];
    const expires = /^Expires +(\S+)/m.exec(plan)![1]!;
    const bound = ["--expect-digest", digest, "--expires-at", expires, "--keys", plain];
    assert.match(assertDone(await sh("wave", "init", "w6", "6", "production", ...bound)), /^Wave w6 was created/);
    assert.match(
      assertDone(await sh("wave", "rollout", "w6", "--group", "us-east", "--limit", "3", "--yes")),
      /3 devices/,
    );
    assert.match(assertDone(await sh("wave", "status")), /^us-east +10 +8 +0 +0 +10 +3 /m);
    assert.match(assertDone(await sh("wave", "list", "--wave-status", "active")), /^w6 +6 +production +active/m);
    assert.match(assertDone(await sh("wave", "show", "w6")), /Devices would accept it as it is\./);
    assert.match(
      assertDone(await sh("wave", "complete", "w6", "--yes")),
      /version 6 is now in production for tag production/,
    );
    assert.equal(factory.state.prodTargets.get("production")!.signed.expires, expires);
  });

  it("plays it as JSON, in the Action's names, and says what a second run of each step finds", async () => {
    const promote = ["promote", "6", "production", "--keys", plain, "--yes"];
    const { document, exit, stderr } = await sh.json(...promote);
    assert.equal(exit, 0, stderr);
    const {
      data,
      "expires-at": expires,
      "targets-digest": digest,
      "root-expires": _,
      "root-days-left": days,
      ...rest
    } = document;
    assert.match(String(digest), /^sha256:/);
    assert.equal((data as { digest: string }).digest, digest);
    assert.ok(Number(days) >= 364 && Number(days) <= 366);
    assert.equal(factory.state.prodTargets.get("production")!.signed.expires, expires);
    assert.deepEqual(rest, {
      command: "promote",
      status: "done",
      changed: "yes",
      wave: "production-6",
      version: 6,
      tag: "production",
      "wave-status": "complete",
      signatures: 2,
      threshold: 2,
      missing: "",
      "root-version": 3,
    });
    assert.equal((await sh.json(...promote)).document.status, "unchanged");
    assert.equal((await sh.json("wave", "complete", "production-6")).document.status, "unchanged");
    const again = await sh.json("wave", "init", "production-6", "6", "production", "--keys", plain);
    assert.equal(again.document.status, "unchanged", again.stdout);
  });

  it("exit status and JSON of failures: 1 refused, 2 usage, 4 unknown", async () => {
    const refused = await sh.json("wave", "show", "w9");
    assert.equal(refused.exit, 1);
    assert.deepEqual(refused.document, {
      command: "wave show",
      status: "refused",
      changed: "no",
      data: null,
      error: {
        code: "wave-not-found",
        message: "There is no Wave w9. List them with: factory-tuf wave list.",
        next: "List them with: factory-tuf wave list.",
      },
    });
    const usage = await sh.json("wave", "init", "w/6", "6", "production", "--keys", plain);
    assert.equal(usage.exit, 2);
    assert.equal(usage.document.error!.code, "value-invalid");

    factory.addFault({ method: "POST", path: "*/waves/", reset: "before" });
    const unknown = await sh.json("wave", "init", "w6", "6", "production", "--keys", plain, "--yes");
    factory.clearFaults();
    assert.equal(unknown.exit, 4);
    assert.equal(unknown.document.status, "unknown");
    assert.equal(unknown.document.changed, "unknown");
    assert.match(unknown.document.error!.next, /factory-tuf wave show w6/);
    assert.equal((await sh("wave", "init", "w6", "6", "production", "--keys", plain, "--yes")).exit, 0);
  });

  it("as text a failure goes to stderr with its code, and nothing to stdout", async () => {
    const { exit, stdout, stderr } = await sh("wave", "cancel", "w9");
    assert.deepEqual([exit, stdout], [1, ""]);
    assert.match(stderr, /^error: There is no Wave w9\. Nothing was changed\. .* \[wave-not-found\]\n$/);
  });

  it("doctor shows the facts and every blocker, and ends with 1", async () => {
    assert.match(
      assertDone(await sh("doctor", "6", "production", "--keys", plain)),
      /^Ready: nothing blocks a release/,
    );
    const { exit, stdout, stderr } = await sh("doctor", "9", "production", "--keys", `${plain}.missing`);
    assert.equal(exit, 1);
    assert.match(stdout, /^2 blockers\n[\s\S]*version-not-found[\s\S]*keys-file-unreadable/);
    assert.match(stderr, /\[blocked\]\n$/);
  });

  it("root show prints the document itself, root pin writes it once", async () => {
    const shown = JSON.parse(assertDone(await sh("root", "show", "--version", "2"))) as object;
    assert.deepEqual(shown, factory.state.ciRoots[1]);
    assert.match(assertDone(await sh("root", "pin", "new/root.json")), /^Root 3 is pinned in new\/root\.json/);
    assert.match(assertDone(await sh("root", "pin", "new/root.json")), /holds the newest root already/);
  });

  it("opens encrypted archives with identity and passphrase from files or the environment", async () => {
    const toIdentity = await sealedToIdentity(factory.archives.targets!);
    const passphrase = "copper-drizzle-bright-anvil";
    const paths = {
      armored: await workspace.keep("armored.age", toIdentity.armored),
      identity: await workspace.keep("identity.txt", `${toIdentity.identity}\n`),
      passphrased: await workspace.keep("p.age", await sealedToPassphrase(factory.archives.targets!, passphrase)),
      passphrase: await workspace.keep("passphrase", `${passphrase}\n`),
    };
    const init = ["wave", "init", "w6", "6", "production", "--yes"];
    const ways: [Shell, string[]][] = [
      [sh, ["--keys", paths.armored, "--keys-identity-file", paths.identity]],
      [sh, ["--keys", paths.passphrased, "--keys-passphrase-file", paths.passphrase]],
      [shellIn(workspace, factory, { FACTORY_TUF_IDENTITY: toIdentity.identity }), ["--keys", paths.armored]],
      [shellIn(workspace, factory, { FACTORY_TUF_PASSPHRASE: passphrase }), ["--keys", paths.passphrased]],
      [sh, ["--keys-command", `cat ${plain}`]],
    ];
    for (const [shell, keys] of ways) {
      factory.restore(released);
      assertDone(await shell(...init, ...keys));
      assert.equal(waveNamed(factory.state, "w6")!.targets!.signatures.length, 2);
    }
  });

  it("an archive with root and targets keys signs by hand, but not in a job's run: step", async () => {
    const { packed } = await import("../../src/emulator/state/archive.ts");
    const { root, targets } = factory.offlineKeys;
    const entries = [root!, targets!].flatMap((pair) => [
      {
        name: `tufrepo/keys/${pair.keyid}.sec`,
        content: JSON.stringify({ keytype: "ED25519", keyval: { private: pair.private } }),
      },
      { name: `tufrepo/keys/${pair.keyid}.pub`, content: JSON.stringify(pair.public) },
    ]);
    const both = await workspace.keep("both.tgz", packed(entries));
    const init = ["wave", "init", "w6", "6", "production", "--keys", both, "--yes"];
    const inJob = await shellIn(workspace, factory, {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "push",
      GITHUB_REF_PROTECTED: "true",
    })(...init);
    assert.equal(inJob.exit, 1);
    assert.match(inJob.stderr, new RegExp(`holds 1 root key: ${root!.keyid}.*keys-root-present`));
    assertDone(await sh(...init));
  });

  describe("with fioctl's configuration alone", () => {
    async function shellWith(yaml: string, env: Record<string, string> = {}): Promise<[Shell, string]> {
      const path = await workspace.keep("fioctl.yaml", yaml);
      return [shellIn(workspace, null, { FIOCTL_CONFIG: path, ...env }), path];
    }

    it("takes factory, server and token from it", async () => {
      const [shell] = await shellWith(
        `factory: acme\nserver:\n  url: ${factory.url}\ntoken: ${factory.tokens.second}\n`,
      );
      const { document } = await shell.json("doctor");
      assert.match(JSON.stringify(document.data), /Second \(polis-second-02\), role admin/);
    });

    it("signs in with its client credentials and writes the new tokens back, mode 0600, the rest as it was", async () => {
      const [shell, path] = await shellWith(
        [
          "# mine",
          "factory: acme",
          `server:\n  url: ${factory.url}`,
          "clientcredentials:",
          `  client_id: ${factory.oauth.id}`,
          `  client_secret: ${factory.oauth.secret}`,
          `  url: ${factory.url}/oauth`,
          "",
        ].join("\n"),
      );
      assertDone(await shell("wave", "list"));
      const written = await readFile(path, "utf8");
      assert.match(written, /^# mine\nfactory: acme\n/);
      assert.match(written, /\n +access_token: \S+/);
      assert.equal((await stat(path)).mode & 0o777, 0o600);
      const before = factory.requests.length;
      assertDone(await shell("wave", "list"));
      const paths = factory.requests.slice(before).map((request) => request.path);
      assert.ok(!paths.includes("/oauth/token/"), "it signed in again although its token is valid");
    });

    it("does not send its token to an address given beside it, nor where certificates are not checked", async () => {
      const [shell] = await shellWith(`factory: acme\ntoken: ${factory.tokens.owner}\n`);
      const misplaced = await shell("wave", "list", "--api-url", factory.url);
      assert.equal(misplaced.exit, 1);
      assert.match(misplaced.stderr, /\[credentials-misplaced\]/);
      const [careless] = await shellWith(
        `factory: acme\ntoken: ${factory.tokens.owner}\nserver:\n  url: ${factory.url}\n  insecure_skip_verify: true\n`,
      );
      const insecure = await careless("wave", "list");
      assert.equal(insecure.exit, 1);
      assert.match(insecure.stderr, /insecure_skip_verify .* \[connection-insecure\]/);
    });
  });

  it("help, version and misspelt words", async () => {
    const bare = shellIn(workspace, null);
    assert.match(assertDone(await bare("--version")), /^\d+\.\d+\.\d+\n$/);
    assert.match(assertDone(await bare("wave", "init", "--help")), /--expect-digest/);
    const misspelt = await bare("wave", "iint");
    assert.equal(misspelt.exit, 2);
    assert.match(misspelt.stderr, /Did you mean .*wave init.*\[unknown-command\]/);
    const secret = await bare("wave", "list", "--token", "s3cr3t-s3cr3t");
    assert.equal(secret.exit, 2);
    assert.ok(!`${secret.stdout}${secret.stderr}`.includes("s3cr3t-s3cr3t"));
  });
});

/** A command that did its work: its stdout. */
function assertDone({ exit, stdout, stderr }: Printed): string {
  assert.equal(exit, 0, stdout + stderr);
  return stdout;
}

itIsTakenByTheJudge();
