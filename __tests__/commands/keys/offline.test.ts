// What the owner of an archive can do on a machine that has no network and never will: the trusted root came on a stick.
import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { keyArchive } from "../../../src/emulator/state/archive.ts";
import { makeKeyPair } from "../../../src/emulator/state/key-pair.ts";
import { openArchiveFile } from "../../../src/keys/archive/archive-file.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const NO_TOKEN = { env: { FACTORY_TOKEN: "" } };
const OF_WHEN =
  /^The Factory was not contacted \(--offline\)\. The keys are compared with the trusted root only, version 3 of 2026-11-23\. It expires on 2027-11-23\. There may be a newer one\.$/;

const bench = sharedBench({}, async (bench) => {
  mkdirSync(join(bench.folder, "usb"));
  bench.file("usb/copy.tgz", bench.factory.archives.root!);
  bench.file("strange.tgz", keyArchive("targets", [makeKeyPair("ed25519", "offline", "of nobody")]));
});
const rootKey = () => bench.factory.offlineKeys.root!.keyid;
const targetsKey = () => bench.factory.offlineKeys.targets!.keyid;

/** Whatever opens a socket or asks by fetch while `work` runs. */
async function connectionsOf<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly made: number }> {
  let made = 0;
  const count = () => void made++;
  const channels = ["undici:request:create", "http.client.request.start", "net.client.socket"];
  for (const channel of channels) subscribe(channel, count);
  try {
    return { result: await work(), made };
  } finally {
    for (const channel of channels) unsubscribe(channel, count);
  }
}

const COMMANDS = [
  ["keys list", { keys: "root.tgz" }],
  ["keys restore", { keys: "again.tgz", from: "usb/copy.tgz" }],
  ["keys backup", { verify: "usb/copy.tgz" }],
  ["keys backup", { keys: "root.tgz", copy: "usb" }],
  ["keys copy-targets", { keys: "targets.tgz", to: "copied.tgz" }],
] as const;

describe("--offline", () => {
  for (const [command, raw] of COMMANDS) {
    for (const [what, setting] of [
      ["without a token", NO_TOKEN],
      ["with one in the environment", {}],
    ] as const) {
      it(`${command} ${Object.keys(raw).join(" ")} makes no request ${what}, and says of when the root is`, async () => {
        const { result, made } = await connectionsOf(() => bench.run(command, { ...raw, offline: true }, setting));
        assert.deepEqual([result.exit, made, result.requests], [0, 0, []], result.text);
        assert.equal(result.warnings.filter((warning) => OF_WHEN.test(warning)).length, 1, result.warnings.join("\n"));
      });
    }

    it(`${command} ${Object.keys(raw).join(" ")} is refused without a trusted root, whoever else could be asked`, async () => {
      rmSync(join(bench.folder, ".factory-tuf/root.json"));
      const refused = () =>
        bench.refused(
          command,
          { ...raw, offline: true },
          "trusted-root-missing",
          /there is none.*factory-tuf root pin/,
        );
      assert.equal((await connectionsOf(refused)).made, 0);
    });
  }

  it("keys list says of each key what the trusted root says of it", async () => {
    const { data } = await bench.run("keys list", { keys: "root.tgz", offline: true }, NO_TOKEN);
    assert.equal(data.rootVersion, 3);
    const states = data.keys.map(({ keyid, state, roles }: Record<string, string>) => [
      keyid === rootKey(),
      state,
      roles,
    ]);
    assert.deepEqual(states.sort().reverse(), [
      [true, "active", ["root"]],
      [false, "never listed", []],
    ]);
  });

  it("keys backup --verify proves the active key, and refuses a backup that does not hold it", async () => {
    const verified = await bench.run("keys backup", { verify: "usb/copy.tgz", offline: true }, NO_TOKEN);
    assert.deepEqual([verified.data.keyid, verified.data.files[0].state], [rootKey(), "verified"]);
    const unproven = await bench.run("keys backup", { verify: "strange.tgz", offline: true }, NO_TOKEN);
    assert.deepEqual([unproven.exit, unproven.outcome.failure?.code], [1, "backup-unproven"]);
  });

  it("keys copy-targets copies the active key alone, and none that the trusted root does not list", async () => {
    await bench.run("keys copy-targets", { keys: "targets.tgz", to: "copied.tgz", offline: true }, NO_TOKEN);
    const { archive } = await openArchiveFile(join(bench.folder, "copied.tgz"), {});
    assert.deepEqual(
      archive.keys.map(({ keyid }) => keyid),
      [targetsKey()],
    );
    const strange = { keys: "strange.tgz", to: "other.tgz", offline: true };
    await bench.refused(
      "keys copy-targets",
      strange,
      "keys-none-active",
      /holds no active offline targets key/,
      NO_TOKEN,
    );
  });

  it("keys restore makes the archive again, and says that the live root may know more", async () => {
    const raw = { keys: "again.tgz", from: "usb/copy.tgz", offline: true };
    const { data, warnings } = await bench.run("keys restore", raw, NO_TOKEN);
    assert.ok(data.added.includes(rootKey()));
    assert.equal((await openArchiveFile(join(bench.folder, "again.tgz"), {})).archive.keys.length, data.keys.length);
    assert.match(warnings.join(), /Compare it when the Factory can be reached: factory-tuf keys list/);
  });

  it("says that the root has expired, or that the pins know a newer one", async () => {
    const list = () => bench.run("keys list", { keys: "root.tgz", offline: true }, NO_TOKEN);
    bench.clock.set(new Date("2027-11-23T08:00:00Z"));
    assert.match((await list()).warnings.join(), /It expired on 2027-11-23, so there should be a newer one/);
    const docs = { "ci-root": { version: 4, sha256: "0".repeat(64) } };
    const pins = { version: 1, factory: "acme", firstRoot: "0".repeat(64), docs };
    bench.file(".factory-tuf/pins.json", JSON.stringify(pins));
    assert.match((await list()).warnings.join(), /The pins know version 4, so this one is outdated/);
  });

  for (const option of ["token-file", "client-id", "client-secret-file", "api-url", "oauth-url"]) {
    it(`is refused beside --${option}, which could have no effect (T33)`, async () => {
      const raw = { keys: "root.tgz", offline: true, [option]: "https://factory.test" };
      await bench.refused(
        "keys list",
        raw,
        "options-conflict",
        new RegExp(`--offline and --${option} cannot be used together`),
      );
    });
  }
});
