// T33: a secret that can have no effect is an error. Else somebody believes that an archive is locked with a passphrase
// that was never used, or is given an archive under one that was never seen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { sharedBench } from "../kit/shared-bench.ts";
import type { RunSetting } from "../kit/workbench.ts";

const PASSPHRASE = "tundra oyster velcro pickle anthem gusto";
const V6 = { version: "6", tag: "production" };

let identity: string;
const bench = sharedBench({}, async (bench) => {
  identity = await generateX25519Identity();
  bench.file("pass.txt", `${PASSPHRASE}\n`);
});

type Given = readonly [what: string, raw: Record<string, string>, setting: RunSetting];
const given = (): Given[] => [
  ["a passphrase in the environment", {}, { env: { FACTORY_TUF_PASSPHRASE: PASSPHRASE } }],
  ["a passphrase in a file", { "keys-passphrase-file": "pass.txt" }, {}],
  ["an identity in the environment", {}, { env: { FACTORY_TUF_IDENTITY: identity } }],
];

/** Each with a plain archive. */
const COMMANDS: readonly (readonly [command: string, raw: Record<string, string>])[] = [
  ["keys encrypt", { keys: "targets.tgz" }],
  ["keys encrypt", { keys: "targets.tgz", to: "locked.age" }],
  ["keys encrypt", { keys: "targets.tgz", "for-action": "true" }],
  ["keys decrypt", { keys: "targets.tgz", to: "open.tgz" }],
  ["keys list", { keys: "targets.tgz" }],
  ["keys copy-targets", { keys: "root.tgz", to: "copy.tgz" }],
  ["wave init", { keys: "targets.tgz", wave: "w6", ...V6 }],
  ["promote", { keys: "targets.tgz", ...V6 }],
  ["keys rotate", { keys: "root.tgz", role: "root" }],
  ["keys rotate", { keys: "root.tgz", "targets-keys": "targets.tgz", role: "targets" }],
  ["keys rotate-all", { keys: "root.tgz", "targets-keys": "targets.tgz" }],
  ["root resign", { keys: "root.tgz" }],
];

describe("T33 a secret for an archive that is not encrypted", () => {
  for (const [command, raw] of COMMANDS) {
    it(`stops ${command} ${Object.keys(raw).join(" ")}, and neither a file nor the Factory changes`, async () => {
      const archives = ["targets.tgz", "root.tgz"].map((name) =>
        readFileSync(join(bench.folder, name)).toString("hex"),
      );
      for (const [what, options, setting] of given()) {
        const { writes, error } = await bench.refused(
          command,
          { ...raw, ...options },
          "keys-secret-unused",
          /is not encrypted, so the (?:passphrase|age identity) is not needed/,
          setting,
        );
        assert.deepEqual([writes, error.changed], [[], "no"], what);
        assert.ok(!error.message.includes(PASSPHRASE) && !error.message.includes(identity));
      }
      const now = ["targets.tgz", "root.tgz"].map((name) => readFileSync(join(bench.folder, name)).toString("hex"));
      assert.deepEqual(now, archives);
    });
  }
});

describe("T33 an option that needs another one", () => {
  const root = { keys: "root.tgz" };
  const alone: readonly (readonly [command: string, raw: Record<string, string>, says: RegExp])[] = [
    ["root download", { archive: "roots.tgz", ...root }, /--keys works only with --for-update-server/],
    ["updates review", { prod: "true" }, /--prod works only with --raw or --diff/],
    ["updates set-threshold", { threshold: "2", role: "root", ...root }, /was given without --sign/],
    ["updates set-expiry", { ...root }, /was given without --sign/],
    ["updates rotate-online-key", { role: "targets", ...root }, /was given without --sign/],
    [
      "updates add-offline-key",
      { role: "root", owner: "me", ...root },
      /--owner and --proof work only with --public-key/,
    ],
    ["keys rotate", { role: "root", "targets-keys": "targets.tgz", ...root }, /--targets-keys is for targets keys/],
    [
      "keys encrypt",
      { repo: "a/b", "new-identity": "id.txt", ...root },
      /--repo and --environment work only with --for-action/,
    ],
    ["keys encrypt", { unprotected: "true", "new-identity": "id.txt", ...root }, /--unprotected was given without/],
  ];
  for (const [command, raw, says] of alone) {
    it(`stops ${command} ${Object.keys(raw).join(" ")}`, async () => {
      const { writes } = await bench.refused(command, raw, "options-conflict", says);
      assert.deepEqual(writes, []);
    });
  }
});

describe("T33 a secret that has an effect", () => {
  it("an identity beside recipients proves what was encrypted", async () => {
    const recipient = await identityToRecipient(identity);
    const env = { FACTORY_TUF_IDENTITY: identity };
    const { status } = await bench.run("keys encrypt", { keys: "targets.tgz", to: "to-me.age", recipient }, { env });
    assert.equal(status, "done");
    assert.equal((await bench.run("keys list", { keys: "to-me.age" }, { env })).exit, 0);
  });

  it("one of two archives is encrypted", async () => {
    const env = { FACTORY_TUF_IDENTITY: identity };
    const rotation = { keys: "root.tgz", "targets-keys": "to-me.age", role: "targets" };
    assert.equal((await bench.run("keys rotate", rotation, { env })).status, "done");
  });

  it("an archive that is not there yet is locked with it", async () => {
    const env = { FACTORY_TUF_PASSPHRASE: PASSPHRASE };
    const rotation = { keys: "root.tgz", "targets-keys": "new.age", role: "targets" };
    assert.equal((await bench.run("keys rotate", rotation, { env })).status, "done");
    assert.match(readFileSync(join(bench.folder, "new.age"), "latin1"), /^age-encryption\.org/);
  });
});
