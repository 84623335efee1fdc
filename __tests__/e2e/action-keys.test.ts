import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, beforeEach, describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { assertEnded, assertFailed } from "./assertions.ts";
import { sealedToIdentity, sealedToPassphrase, withCrlf, wrapped } from "./encrypted.ts";
import type { StepResult } from "./runner.ts";
import { assertNoSecretLeft, Secrets, secretsOfArchive } from "./secrets.ts";
import { type Site, startSite } from "./site.ts";

const PASSPHRASE = "bright-anvil-copper-drizzle";
const WAVE = { wave: "w6", version: "6", tag: "production" } as const;

describe("how the archive reaches the Action", () => {
  let site: Site;
  let released: FactorySnapshot;
  let plain: Uint8Array;

  before(async () => {
    site = await startSite();
    released = site.factory.snapshot();
    plain = site.factory.archives.targets!;
  });
  beforeEach(() => site.factory.restore(released));
  after(() => site.close());

  /** One `wave init` with these key inputs; the Wave then carries the owner's signature. */
  async function assertSigns(keys: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
    const step = await site.step("wave init", { ...WAVE, ...keys }, { env });
    assertEnded(step, 0, "done");
    const keyids = waveNamed(site.factory.state, "w6")!.targets!.signatures.map(({ keyid }) => keyid);
    assert.ok(keyids.includes(site.factory.offlineKeys.targets!.keyid));
    return step;
  }

  const forms: Record<string, (armored: string, file: Uint8Array) => string> = {
    armored: (armored) => armored,
    "armored, with CRLF and blank lines around": (armored) => `\r\n${withCrlf(armored)}\r\n\r\n`,
    "armored, wrapped in base64": (armored) => wrapped(armored),
    "binary, wrapped in base64 with CRLF": (_, file) => withCrlf(wrapped(file)),
    "binary, as base64 in one line": (_, file) => Buffer.from(file).toString("base64"),
  };
  for (const [name, form] of Object.entries(forms)) {
    it(`as the input keys: ${name}`, async () => {
      const { armored, file, identity } = site.archive;
      await assertSigns({ keys: form(armored, file), "keys-identity": identity });
    });
  }

  it("with the identity as age-keygen writes its file, comments and all", async () => {
    const { armored, identity } = site.archive;
    const written = `# created: 2031-01-02T03:04:05Z\n# public key: age1example\n${identity}\n`;
    await assertSigns({ keys: armored, "keys-identity": written });
  });

  it("with a passphrase, armored and wrapped in base64, a newline after the passphrase", async () => {
    const armored = await sealedToPassphrase(plain, PASSPHRASE);
    const step = await assertSigns({ keys: wrapped(armored), "keys-passphrase": `${PASSPHRASE}\n` });
    assert.ok(step.log.masks.includes(PASSPHRASE));
    await assertAbsent(step, { "the passphrase": PASSPHRASE, "the archive": armored.split("\n").slice(1, -2) });
  });

  it("as a file of the workspace, armored or binary", async () => {
    for (const content of [site.archive.armored, site.archive.file]) {
      site.factory.restore(released);
      const path = await site.workspace.write("keys.age", content);
      const inputs = { ...WAVE, "keys-file": path, "keys-identity": site.archive.identity };
      assertEnded(await site.step("wave init", inputs, { putThere: [path] }), 0, "done");
      assert.ok(waveNamed(site.factory.state, "w6"));
    }
    await site.workspace.remove("keys.age");
  });

  it("from a program, encrypted or plain, which sees none of our inputs", async () => {
    const seen = await site.workspace.keep("seen", "");
    const archive = await site.workspace.keep("targets.tgz", plain);
    const script = `require("fs").writeFileSync(process.argv[2], JSON.stringify(process.env)); process.stderr.write("noise of the program"); process.stdout.write(require("fs").readFileSync(process.argv[1]))`;
    const line = [process.execPath, "-e", script, archive, seen].map(quoted).join(" ");
    const step = await assertSigns(
      { "keys-command": line },
      { FACTORY_TOKEN: "t".repeat(20), FIOCTL_CONFIG: "/nowhere", RUNNER_DEBUG: "1" },
    );
    assert.doesNotMatch(step.raw, /noise of the program/);
    const environment = JSON.parse(await readFile(seen, "utf8")) as Record<string, string>;
    assert.deepEqual(
      Object.keys(environment).filter((name) => /^(INPUT_|FACTORY_|FIOCTL_)/.test(name)),
      [],
    );
    assert.ok(!JSON.stringify(environment).includes(site.factory.tokens.owner));
  });

  it("an RSA key signs as well, and no line of its PEM is left anywhere", async () => {
    const { archive } = site.factory.addTargetsKey("rsa", { type: "rsa" });
    const { armored, identity } = await sealedToIdentity(archive);
    const step = await site.step("wave init", { ...WAVE, keys: armored, "keys-identity": identity });
    assertEnded(step, 0, "done");
    const [, pem] = secretsOfArchive(archive) as [Uint8Array, string];
    for (const line of pem.trim().split("\n").slice(1, -1))
      assert.ok(step.log.masks.includes(line), "a line of the PEM is not masked");
    await assertAbsent(step, { "the PEM": pem.trim().split("\n").slice(1, -1), "the identity": identity });
  });

  it("masks every secret in its usual forms before anything else is said", async () => {
    const step = await assertSigns(site.keys);
    const seed = site.factory.offlineKeys.targets!.private;
    const { armored, identity } = site.archive;
    const [, firstLine] = armored.split("\n");
    const secrets = [site.factory.tokens.owner, GITHUB_TOKEN, identity, identity.toLowerCase(), firstLine!, seed];
    const bytes = Buffer.from(seed, "hex");
    secrets.push(seed.toUpperCase(), bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url"));
    for (const secret of secrets) assert.ok(step.log.masks.includes(secret), `not masked: ${secret.slice(0, 6)}...`);
    assert.ok(step.log.masks.every((mask) => mask.length >= 8));
    const lines = step.raw.split("\n");
    const given = secrets.slice(0, 5).map((secret) => lines.indexOf(`::add-mask::${secret}`));
    const firstShown = lines.findIndex((line) => line !== "" && !line.startsWith("::add-mask::"));
    assert.ok(Math.max(...given) < firstShown, "something was said before the inputs were masked");
  });

  it("nothing of the keys is read on an event that anybody can cause", async () => {
    for (const event of ["pull_request", "pull_request_target", "issue_comment", "workflow_run", "an_event_of_2031"]) {
      const marker = await site.workspace.keep("started", "no");
      const line = [process.execPath, "-e", `require("fs").writeFileSync(process.argv[1], "yes")`, marker].map(quoted);
      const step = await site.step("wave init", { ...WAVE, "keys-command": line.join(" ") }, { event });
      assertFailed(step, 1, "refused", "event-refused");
      assert.equal(await readFile(marker, "utf8"), "no");
    }
    assert.equal(site.factory.snapshot(), released);
  });

  async function assertAbsent(step: StepResult, secrets: ConstructorParameters<typeof Secrets>[0]): Promise<void> {
    await assertNoSecretLeft(new Secrets(secrets), [step], site.workspace);
  }
});

/** An argument of `keys-command`. */
function quoted(argument: string): string {
  return `"${argument.replace(/[\\"]/g, "\\$&")}"`;
}

itIsTakenByTheJudge();
