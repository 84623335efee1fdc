import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { RawOptions } from "../../../../src/commands/options/options.ts";
import { type ErrorCode, ToolError } from "../../../../src/errors/tool-error.ts";
import { openProtected } from "../../../../src/keys/age/protection.ts";
import { readArchive } from "../../../../src/keys/archive/read-archive.ts";
import { writeArchive } from "../../../../src/keys/archive/write-archive.ts";
import { newKey, systemRandomness } from "../../../../src/keys/signers/generate.ts";
import { secretsOfArchive } from "../../../e2e/secrets.ts";
import { gitHubStandIn, type Reply, type StandIn } from "../../../github/stand-in.ts";
import { protectedEnvironment } from "../../../github/stand-in-environments.ts";
import { ed25519Key } from "../../../kit/keys.ts";
import { quickScrypt, realScrypt } from "../../../kit/quick-scrypt.ts";
import { sharedBench } from "../../../kit/shared-bench.ts";
import { type RunSetting, workbench } from "../../../kit/workbench.ts";

const REPO = "acme/devices";
const SECRETS_PATH = "/repos/acme/devices/environments/production/secrets";

const bench = sharedBench();
let github: StandIn;
beforeEach(async () => {
  github = await gitHubStandIn();
  github.environments.push(protectedEnvironment("production"));
  github.protection.refPatterns.set("production", [{ name: "main" }, { name: "v*", type: "tag" }]);
});
afterEach(async () => {
  await github.close();
  assert.deepEqual(github.violations, [], "requests and answers are as GitHub describes them");
});

const there = (more: object = {}): RawOptions => ({
  keys: "targets.tgz",
  "for-action": true,
  repo: REPO,
  environment: "production",
  ...more,
});
const setting = (more: RunSetting = {}): RunSetting => ({
  ...more,
  env: { FACTORY_TOKEN: "", GITHUB_API_URL: github.url, GITHUB_TOKEN: "gh-person", ...more.env },
});
const set = (more: object = {}, how: RunSetting = {}) => bench.run("keys encrypt", there(more), setting(how));
const refused = (code: ErrorCode, says: RegExp, more: object = {}, how: RunSetting = {}) =>
  bench.refused("keys encrypt", there(more), code, says, setting(how));
const secret = (name: string) => github.protection.secrets.get("production")?.get(`FACTORY_TUF_${name}`)?.value;
const names = () => [...(github.protection.secrets.get("production")?.keys() ?? [])];
const keyidsIn = async (archive: string, secrets: object) => {
  const { packed } = await openProtected(Buffer.from(archive), "the secret", secrets);
  return (await readArchive(packed)).keys.map(({ keyid }) => keyid);
};
const targetsKey = () => bench.factory.offlineKeys.targets!.keyid;
const puts = () => github.asked.filter(({ method }) => method === "PUT");
/** Fails the `n`th secret that is set. */
function failing(reply: Reply | "lost", name: "KEYS" | "IDENTITY", times = 1): void {
  const fault = { method: "PUT", path: new RegExp(`/FACTORY_TUF_${name}$`), times };
  github.faults.push(reply === "lost" ? { ...fault, loseAnswer: true } : { ...fault, reply });
}
const says = (status: number, message: string): Reply => ({ status, body: { message } });

describe("keys encrypt --for-action --repo --environment", () => {
  before(quickScrypt);
  after(realScrypt);
  it("shows repository, environment, protection and what happens to which secret; asks; sets two of them", async () => {
    const { data, status, changed, asked, shown, text, requests } = await set();
    assert.deepEqual([status, changed, asked, requests], ["done", "yes", ["Set them?"], []]);
    assert.match(shown[0]!, /Set 2 secrets of the environment production of acme\/devices/);
    assert.match(shown[0]!, /Approval +by octocat; never by whoever started the job/);
    assert.match(shown[0]!, /Branches +main, tag v\*/);
    assert.match(shown[0]!, /FACTORY_TUF_KEYS +will be created\n/);
    assert.match(shown[0]!, /FACTORY_TUF_IDENTITY +will be created/);
    assert.ok(shown[0]!.includes(targetsKey()));
    assert.deepEqual(data.environment, {
      repository: REPO,
      name: "production",
      secrets: [
        { name: "FACTORY_TUF_IDENTITY", how: "created" },
        { name: "FACTORY_TUF_KEYS", how: "created" },
      ],
    });
    assert.match(text, /The secrets of the environment production of acme\/devices are set/);
    assert.deepEqual(await keyidsIn(secret("KEYS")!, { identity: secret("IDENTITY") }), [targetsKey()]);
  });

  it("with them the Action signs", async () => {
    await set();
    const inputs = { wave: "w6", version: "6", tag: "production" };
    const keys = { keys: secret("KEYS")!, "keys-identity": secret("IDENTITY")! };
    assert.equal((await bench.run("wave init", { ...inputs, ...keys }, { door: "action" })).status, "done");
  });

  it("again: says when the ones that are there were set, and overwrites both", async () => {
    await set();
    const before = [secret("KEYS"), secret("IDENTITY")];
    const { shown, data } = await set();
    assert.match(shown[0]!, /FACTORY_TUF_KEYS +will be overwritten \(set 2026-11-23T08:00:00Z\)/);
    assert.deepEqual(
      data.environment.secrets.map(({ how }: { how: string }) => how),
      ["overwritten", "overwritten"],
    );
    assert.ok(secret("KEYS") !== before[0] && secret("IDENTITY") !== before[1]);
    assert.deepEqual(await keyidsIn(secret("KEYS")!, { identity: secret("IDENTITY") }), [targetsKey()]);
  });

  it("leaves archive and folder as they are, and shows no value anywhere: not in what is shown, printed nor told", async () => {
    const before = readdirSync(bench.folder);
    const { data, text, shown, stdout, warnings } = await set();
    assert.deepEqual(readdirSync(bench.folder), before);
    const told = [JSON.stringify(data), text, stdout, ...shown, ...warnings, JSON.stringify(github.asked)].join("\n");
    assert.deepEqual([data.secrets, data.passphrase], [null, null]);
    const armorBody = secret("KEYS")!.split("\n")[3]!;
    for (const value of [secret("IDENTITY")!, armorBody, "gh-person"]) assert.ok(!told.includes(value));
    for (const half of secretsOfArchive(bench.factory.archives.targets!)) assert.ok(!told.includes(String(half)));
  });

  it("with a new passphrase sets that; to recipients the archive alone, and says whose identity is missing", async () => {
    bench.file("pass.txt", "copper-drizzle-bright-anvil-seven-otters\n");
    await set({ "new-passphrase-file": "pass.txt" });
    assert.deepEqual(names(), ["FACTORY_TUF_PASSPHRASE", "FACTORY_TUF_KEYS"]);
    assert.deepEqual(await keyidsIn(secret("KEYS")!, { passphrase: secret("PASSPHRASE") }), [targetsKey()]);

    const identity = await generateX25519Identity();
    const { warnings, data, shown } = await set({ recipient: await identityToRecipient(identity) });
    assert.equal(data.environment.secrets.length, 1);
    assert.match(shown[0]!, /FACTORY_TUF_PASSPHRASE +is there and stays as it is/);
    assert.match(warnings.join(), /has no FACTORY_TUF_IDENTITY, and this run sets none/);
    assert.deepEqual(await keyidsIn(secret("KEYS")!, { identity }), [targetsKey()]);

    const identityMade = await set();
    assert.match(
      identityMade.warnings.join(),
      /FACTORY_TUF_PASSPHRASE of the environment will no longer open anything/,
    );
  });

  it("answered with no, or without a terminal and --yes, nothing is set", async () => {
    for (const code of ["declined", "confirmation-needed"] as const) {
      const answer = () => {
        throw new ToolError(code, { happened: "No.", next: "Again." });
      };
      await refused(code, /Nothing was changed/, {}, { answer });
    }
    assert.deepEqual([puts(), names()], [[], []]);
  });
});

describe("which keys go into the secret", () => {
  const withRetired = async () => {
    const { keys } = await readArchive(bench.factory.archives.targets!);
    return writeArchive([...keys, await ed25519Key(7)]);
  };

  it("the active one alone, by the trusted root, or by the newest root where there is a token", async () => {
    bench.file("both.tgz", await withRetired());
    for (const token of ["", bench.factory.tokens.owner]) {
      await set({ keys: "both.tgz" }, { env: { FACTORY_TOKEN: token } });
      assert.deepEqual(await keyidsIn(secret("KEYS")!, { identity: secret("IDENTITY") }), [targetsKey()]);
    }
  });

  it("all of them where no root is known, with a warning", async () => {
    const other = await workbench({ unpinned: true });
    other.file("both.tgz", await withRetired());
    const { warnings } = await other.run("keys encrypt", there({ keys: "both.tgz" }), setting());
    await other.close();
    assert.match(warnings.join(), /it is not known which key is active.* The secret will hold all 2 keys\./);
    assert.equal((await keyidsIn(secret("KEYS")!, { identity: secret("IDENTITY") })).length, 2);
  });

  it("none where the trusted root knows none of them: it may be too old, and is told so", async () => {
    bench.file("new.tgz", writeArchive([await ed25519Key(7)]));
    await refused("keys-none-active", /newer than the trusted root \(version 3\), run `factory-tuf root pin`/, {
      keys: "new.tgz",
    });
  });

  it("never a root key, and GitHub is not even asked (T16)", async () => {
    await refused("keys-root-present", /keys copy-targets/, { keys: "root.tgz" });
    await refused(
      "keys-root-present",
      /keys copy-targets/,
      { keys: "root.tgz" },
      {
        env: { FACTORY_TOKEN: bench.factory.tokens.owner },
      },
    );
    assert.deepEqual(github.asked, []);
  });

  it("nothing larger than GitHub takes, told before GitHub is asked", async () => {
    const fresh = Array.from({ length: 400 }, () => newKey("ed25519", "targets", systemRandomness));
    const other = await workbench({ unpinned: true });
    other.file("many.tgz", writeArchive(await Promise.all(fresh)));
    const raw = there({ keys: "many.tgz" });
    const { message } = await other.refused("keys encrypt", raw, "keys-too-large", /holds at most 49104\./, setting());
    await other.close();
    assert.match(message, /keys copy-targets/);
    assert.deepEqual(github.asked, []);
  });
});

describe("an environment that does not protect its secrets", () => {
  const policy = (protected_branches: boolean) => ({
    deployment_branch_policy: { protected_branches, custom_branch_policies: !protected_branches },
  });
  const unprotected: readonly [title: string, environment: object, says: RegExp, patterns?: { name: string }[]][] = [
    [
      "without reviewers",
      { protection_rules: [{ id: 2, node_id: "n", type: "branch_policy" }] },
      /jobs that use it need no approval/,
    ],
    [
      "with a rule for reviewers that names none",
      { protection_rules: [{ id: 1, node_id: "n", type: "required_reviewers", reviewers: [] }] },
      /jobs that use it need no approval/,
    ],
    ["open to every branch", { deployment_branch_policy: null }, /every branch and tag may deploy to it/],
    ["for protected branches, of which there are none", policy(true), /the repository protects none/],
    [
      "with a pattern that every name matches",
      policy(false),
      /its pattern \* lets a branch of any name/,
      [{ name: "*" }],
    ],
    [
      "with such a pattern behind a hundred others",
      policy(false),
      /its pattern \* lets a branch of any name/,
      [...Array.from({ length: 100 }, (_, n) => ({ name: `release-${n}` })), { name: "*" }],
    ],
  ];
  for (const [title, environment, why, patterns] of unprotected) {
    it(`${title} is refused, and with --unprotected loudly accepted`, async () => {
      github.environments.splice(0, 1, protectedEnvironment("production", environment));
      if (patterns) github.protection.refPatterns.set("production", patterns);
      const { message, exit } = await refused("environment-unprotected", why);
      assert.match(message, /Nothing was changed\. .*--unprotected/);
      assert.deepEqual([exit, puts()], [1, []]);
      const { warnings, shown } = await set({ unprotected: true });
      assert.match(warnings.join(), /THE ENVIRONMENT production OF acme\/devices DOES NOT PROTECT ITS SECRETS/);
      assert.match(shown[0]!, /Not protected: /);
      assert.equal(names().length, 2);
    });
  }

  it("is refused with what does protect it", async () => {
    github.environments.splice(0, 1, protectedEnvironment("production", { protection_rules: [] }));
    const from = /It has deployment from main, tag v\* alone, which is not enough/;
    await refused("environment-unprotected", from);
    github.environments.splice(0, 1, protectedEnvironment("production", { deployment_branch_policy: null }));
    await refused("environment-unprotected", /It has the approval of octocat, which is not enough/);
  });

  it("says all that is wrong at once", async () => {
    const open = { protection_rules: [], deployment_branch_policy: null };
    github.environments.splice(0, 1, protectedEnvironment("production", open));
    await refused(
      "environment-unprotected",
      /jobs that use it need no approval; every branch and tag may deploy to it\. Nothing else protects it/,
    );
  });

  it("for protected branches is protected where there is one", async () => {
    github.environments.splice(0, 1, protectedEnvironment("production", policy(true)));
    github.protection.protectedBranches.push("main");
    const { shown, warnings } = await set();
    assert.match(shown[0]!, /Branches +protected branches\n/);
    assert.deepEqual(warnings, []);
  });

  it("that does not exist is not made, with --unprotected neither; the nearest name is proposed", async () => {
    const { message } = await refused("environment-missing", /no environment "prodution"/, {
      environment: "prodution",
    });
    assert.match(message, /It has production\. Nothing was changed\. Did you mean production\?/);
    const other = { environment: "staging/eu", unprotected: true };
    await refused("environment-missing", /Make it in the repository's settings/, other);
    assert.deepEqual(puts(), []);
  });

  it("that is missing is said to be, in a repository that makes one for each pull request too", async () => {
    github.environments.push(...Array.from({ length: 1000 }, (_, n) => protectedEnvironment(`pull-${n}`)));
    await refused("environment-missing", /Did you mean production\?/, { environment: "prodution" });
  });
});

describe("how repository and environment are named", () => {
  const usage = async (code: ErrorCode, text: RegExp, raw: object) => {
    const { exit } = await bench.refused("keys encrypt", { keys: "targets.tgz", ...raw }, code, text, setting());
    assert.equal(exit, 2);
    assert.deepEqual(github.asked, []);
  };
  it("together, and only for the Action", async () => {
    await usage("value-missing", /--repo was given without --environment/, { "for-action": true, repo: REPO });
    await usage("value-missing", /--environment was given without --repo/, { "for-action": true, environment: "x" });
    await usage("options-conflict", /Give --for-action with them/, { repo: REPO, environment: "production" });
    await usage("options-conflict", /--unprotected was given without an environment/, {
      "for-action": true,
      unprotected: true,
    });
  });
  it("without a file to write: the new identity is GitHub's alone", async () => {
    await usage(
      "options-conflict",
      /--new-identity cannot be used with --repo: no file is written/,
      there({ "new-identity": "id" }),
    );
    await usage("options-conflict", /--to cannot be used with --repo: no file is written/, there({ to: "t.age" }));
  });
  it("by names that GitHub could have, whatever else would become part of an address", async () => {
    for (const repo of ["acme", "acme/..", "a/b/c", "https://github.example/a/b"]) {
      await usage("value-invalid", /which is not owner\/name/, there({ repo }));
    }
    for (const environment of [".", "..", "a\u0007b", "x".repeat(256)]) {
      await usage("value-invalid", /not a valid name for a GitHub environment/, there({ environment }));
    }
  });
  it("an environment's name with a slash, a blank or a letter of any alphabet stays one segment", async () => {
    const name = "prod/eu né?#%2e";
    github.environments.push(protectedEnvironment(name));
    github.protection.refPatterns.set(name, [{ name: "main" }]);
    await set({ environment: name });
    assert.equal(github.protection.secrets.get(name)?.size, 2);
  });
  it("with a GitHub token, asked for before the archive is opened", async () => {
    const raw = { keys: "missing.tgz" };
    const { exit } = await refused("github-token-missing", /elsewhere set GITHUB_TOKEN/, raw, {
      env: { GITHUB_TOKEN: "" },
    });
    assert.equal(exit, 1);
  });
});

describe("when GitHub does not go along", () => {
  it("a token that is unknown, a job's own, or may only read: told which one it takes, nothing changed", async () => {
    github.tokens.set("gh-looker", { login: "octocat", app: false, issues: "read", environments: "read" });
    const tokens = { unknown: "http-unauthorized", "gh-bot": "http-forbidden", "gh-looker": "http-forbidden" } as const;
    for (const [token, code] of Object.entries(tokens)) {
      const { message, exit } = await refused(code, /Nothing was changed/, {}, { env: { GITHUB_TOKEN: token } });
      assert.match(message, token === "unknown" ? /Check that GITHUB_TOKEN/ : /Environments: write, Actions: read/);
      assert.equal(exit, 1);
    }
    assert.deepEqual(names(), []);
  });

  it("a repository that the token may not see", async () => {
    await refused("http-not-found", /Check the names of the repository and the environment/, { repo: "acme/other" });
  });

  it("the first secret refused with 403, 404, 422 or a limit: nothing was changed", async () => {
    const limit = { "retry-after": "600", date: "Mon, 23 Nov 2026 08:00:00 GMT" };
    const replies = [
      [says(403, "Resource not accessible"), "http-forbidden", /A job's own token may not/],
      [says(404, "Not Found"), "http-not-found", /Check the names/],
      [says(422, "The key_id is not the current one"), "http-unprocessable", /key_id is not the current one/],
      [{ ...says(429, "slow down"), headers: limit }, "http-rate-limited", /again after 2026-11-23T08:10:00Z/],
    ] as const;
    for (const [reply, code, text] of replies) {
      failing(reply, "IDENTITY");
      const { error, exit } = await refused(code, text);
      assert.deepEqual([error.changed, exit, names()], ["no", 1, []], code);
    }
  });

  it("the second refused: says that the first is set, and that running it again is harmless; and it is", async () => {
    failing(says(403, "Resource not accessible"), "KEYS");
    const { error, exit } = await refused(
      "http-forbidden",
      /FACTORY_TUF_IDENTITY had been set by then, and FACTORY_TUF_KEYS was not\./,
    );
    assert.match(error.message, /Part of the work was done\. .* run the same command again: it sets all of them\./);
    assert.deepEqual([error.changed, exit, names()], ["yes", 4, ["FACTORY_TUF_IDENTITY"]]);
    await set();
    assert.deepEqual(await keyidsIn(secret("KEYS")!, { identity: secret("IDENTITY") }), [targetsKey()]);
  });

  it("an answer that is lost is not asked for again by itself: it is said, and the same command again sets it", async () => {
    failing("lost", "KEYS");
    const { error } = await refused(
      "network-failed",
      /Whether FACTORY_TUF_KEYS of the environment was changed is not known/,
    );
    assert.equal(error.changed, "unknown");
    assert.equal(puts().length, 2);
    const { data } = await set();
    assert.equal(data.environment.secrets[1].how, "overwritten", "by the second command");
  });

  it("only 5xx for the second: whether it is set is not known, and GitHub is named, not the Factory", async () => {
    failing(says(503, "Service unavailable"), "KEYS", 9);
    const unknown = /Whether FACTORY_TUF_KEYS of the environment was changed is not known/;
    const { error } = await refused("http-server-error", unknown);
    assert.match(error.happened, /FACTORY_TUF_IDENTITY had been set by then\.$/);
    assert.equal(error.changed, "unknown");
  });

  it("a public key of low order is none, and nothing is sent", async () => {
    github.protection.publicKey = Buffer.alloc(32).toString("base64");
    await refused("response-malformed", /no secret can be encrypted/);
    assert.deepEqual(puts(), []);
  });

  it("a redirect is not followed, and what is sealed goes to the named address alone (T20)", async () => {
    failing({ ...says(307, "Moved"), headers: { location: `${github.url}/elsewhere` } }, "IDENTITY");
    await refused("http-redirect", /Redirects are not followed/);
    assert.deepEqual(
      puts().map(({ path }) => path),
      [`${SECRETS_PATH}/FACTORY_TUF_IDENTITY`],
    );
  });
});
