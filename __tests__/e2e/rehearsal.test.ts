// A rotation and a release are rehearsed in another year: the built `emulate`, and commands that take its time (T28).
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { noJudge } from "../judges/judge.ts";
import { assertTaken, releaseServed } from "../judges/released.ts";
import { runScript } from "../kit/run-script.ts";

const script = new URL("../../dist/cli.js", import.meta.url).pathname;
const REHEARSED = { FACTORY_TUF_CLOCK: "factory" };

interface Announced {
  readonly url: string;
  readonly factory: string;
  readonly token: string;
}

let folder: string;
let emulator: ChildProcess;
let announced: Announced;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-"));
  const words = ["emulate", "--state", "released", "--now", "2030-05-05T08:00:00Z", "--archives", "keys", "--json"];
  // The network dies as the roots are to be applied, as often as that is tried.
  const fault = [1, 2, 3].flatMap((n) => ["--fault", `POST */updates/apply n=${n} reset=before`]);
  emulator = spawn(process.execPath, [script, ...words, ...fault], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(emulator.stdout!, "data");
  announced = JSON.parse(String(line));
});
after(async () => {
  emulator.kill("SIGTERM");
  await once(emulator, "close");
  await rm(folder, { recursive: true });
});

const sh = async (words: string, env: Readonly<Record<string, string>> = REHEARSED, address = announced.url) => {
  const connection = { FACTORY: announced.factory, FACTORY_TOKEN: announced.token };
  const all = { PATH: process.env["PATH"] ?? "", HOME: folder, ...connection, ...env };
  const trusted = words.startsWith("doctor") ? [] : ["--trusted-root", "keys/root.json"];
  const args = [...words.split(" "), "--yes", "--json", "--api-url", address, ...trusted];
  const { exit, stdout, stderr } = await runScript(script, args, { cwd: folder, env: all });
  return { exit, stderr, document: JSON.parse(stdout) };
};

describe("a rehearsal in 2030", () => {
  it("is refused by this year's clock, before anything is signed", async () => {
    const { exit, document } = await sh("keys rotate --role root --keys keys/root.keys.tgz", {});
    assert.deepEqual([exit, document.status, document.error.code], [1, "refused", "clock-wrong"]);
    assert.match(
      document.error.message,
      /days behind the Factory's: .*, there 2030-05-05T08:.*FACTORY_TUF_CLOCK=factory/,
    );
  });

  it("takes the time of the Factory: a rotation breaks off, is resumed, and its root is valid until 2031", async () => {
    const rotated = await sh("keys rotate --role root --keys keys/root.keys.tgz");
    assert.deepEqual([rotated.exit, rotated.document.status], [4, "unknown"], rotated.stderr);
    const { exit, document, stderr } = await sh("keys resume --keys keys/root.keys.tgz");
    assert.deepEqual([exit, document.status, document.data.outcome], [0, "done", "finished"], stderr);
    assert.match(document.data.expires, /^2031-05-05T08:0\d:\d\dZ$/);
  });

  it("rotates again, whole", async () => {
    const words = "keys rotate --role targets --keys keys/root.keys.tgz --targets-keys keys/targets.keys.tgz";
    const { exit, document, stderr } = await sh(words);
    assert.deepEqual([exit, document.status, document.data.version], [0, "done", 5], stderr);
  });

  it("releases: the targets are valid for a year from then, and nothing is said of a clock", async () => {
    const { exit, document, stderr } = await sh("promote 6 production --keys keys/targets.keys.tgz");
    assert.deepEqual([exit, document.status, document.data.expiresInDays], [0, "done", 365], stderr);
    assert.match(document["expires-at"], /^2031-05-05T08:0/);
    assert.doesNotMatch(stderr, /clock/);
  });

  it("releases what the library of fiotuf takes in that year", { skip: noJudge }, async () => {
    const release = await releaseServed(announced, "production", new Date("2030-05-05T09:00:00Z"));
    assert.equal(release.question.roots.length, 5);
    await assertTaken([release]);
  });

  it("takes a time that is in the future then, and no other", async () => {
    const plan = "wave plan 6 staging --expires-at";
    const { exit, document } = await sh(`${plan} 2030-05-01T00:00:00Z`);
    assert.deepEqual([exit, document.error.code], [2, "value-invalid"]);
    assert.match(document.error.message, /a time in the future \(it is 2030-05-05T08:/);
  });

  for (const [what, env, address, says] of [
    [
      "a Factory elsewhere",
      REHEARSED,
      "https://api.foundries.io",
      /FACTORY_TUF_CLOCK=factory .* on this machine .* would contact api\.foundries\.io/,
    ],
    [
      "any other value",
      { FACTORY_TUF_CLOCK: "2030" },
      undefined,
      /FACTORY_TUF_CLOCK is "2030", but its only valid value/,
    ],
  ] as const) {
    it(`is refused by name for ${what}`, async () => {
      const { exit, document } = await sh("doctor", env, address);
      assert.deepEqual([exit, document.error.code], [2, "config-invalid"]);
      assert.match(document.error.message, says);
    });
  }
});
