import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type ArchiveEntry, keyArchive, packed } from "../../src/emulator/state/archive.ts";
import { type KeyPair, makeKeyPair, privateJson } from "../../src/emulator/state/key-pair.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { secBytes } from "../../src/keys/archive/sec-file.ts";
import { writeArchive } from "../../src/keys/archive/write-archive.ts";
import { paperGroups } from "../../src/keys/paper/paper-key.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { offline, STRANGER } from "./lies/lie.ts";
import { play } from "./play.ts";
import { sealed } from "./sealed.ts";
import { openStage, type Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };

interface Case {
  readonly title: string;
  readonly archive: (stage: Stage) => Uint8Array;
  readonly code: ErrorCode;
  readonly says: RegExp;
}

const rootKey = ({ factory }: Stage) => factory.offlineKeys.root!;
/** The first root key of the embedded Factory's seed: retired by the first rotation. */
const retiredRootKey = () => makeKeyPair("ed25519", "stage", "first root");

function entries(pair: KeyPair, name: string): ArchiveEntry[] {
  return [
    { name: `tufrepo/keys/${name}.sec`, content: JSON.stringify(privateJson(pair)) },
    { name: `tufrepo/keys/${name}.pub`, content: JSON.stringify(pair.public) },
  ];
}

const CASES: readonly Case[] = [
  {
    title: "the owner's root archive",
    archive: ({ factory }) => factory.archives.root!,
    code: "keys-root-present",
    says: /holds 2 root keys: [0-9a-f]{64}, [0-9a-f]{64}\..*factory-tuf keys copy-targets/,
  },
  {
    title: "a root key beside the targets key, under a targets key's name",
    archive: (stage) => keyArchive("targets", [offline(stage), rootKey(stage)]),
    code: "keys-root-present",
    says: /holds 1 root key: [0-9a-f]{64}/,
  },
  {
    title: "a root key that was retired by the first rotation, under a targets key's name",
    archive: (stage) => keyArchive("targets", [offline(stage), retiredRootKey()]),
    code: "keys-root-present",
    says: /Anyone who reads it in CI could take over the fleet, even with a retired one/,
  },
  {
    title: "a key that is named a root key, though no root lists it yet",
    archive: (stage) => packed([...entries(offline(stage), "fioctl-targets-a"), ...entries(STRANGER, "fioctl-Root-b")]),
    code: "keys-root-present",
    says: /holds 1 root key/,
  },
  {
    title: "a stranger's key alone",
    archive: () => keyArchive("targets", [STRANGER]),
    code: "keys-none-active",
    says: new RegExp(STRANGER.keyid),
  },
  {
    title: "the online key, which the root lists too",
    archive: ({ factory }) => keyArchive("targets", [factory.state.online.targets.pair!]),
    code: "keys-none-active",
    says: /[0-9a-f]{64}/,
  },
  {
    title: "a public half without its private half",
    archive: (stage) =>
      packed([...entries(offline(stage), "fioctl-targets-a"), entries(STRANGER, "fioctl-targets-b")[1]!]),
    code: "keys-orphan",
    says: /public half of `tufrepo\/keys\/fioctl-targets-b` without its private half/,
  },
  {
    title: "a name twice",
    archive: (stage) => packed([...entries(offline(stage), "a"), ...entries(STRANGER, "a")]),
    code: "keys-entry-refused",
    says: /tufrepo\/keys\/a\.sec/,
  },
  {
    title: "a root key in a file that is no key file by its name",
    archive: (stage) =>
      packed([
        ...entries(offline(stage), "a"),
        { name: "tufrepo/keys/._b.sec", content: JSON.stringify(privateJson(rootKey(stage))) },
      ]),
    code: "keys-entry-refused",
    says: /tufrepo\/keys\/\._b\.sec` is neither a \.sec nor a \.pub file, and holds a private key/,
  },
  {
    title: "a public half of another key",
    archive: (stage) => packed([entries(offline(stage), "a")[0]!, entries(STRANGER, "a")[1]!]),
    code: "keys-halves-differ",
    says: /tufrepo\/keys\/a/,
  },
  {
    title: "a 64-byte key whose halves disagree",
    archive: (stage) => {
      const pair = offline(stage);
      const wrong = { ...pair, private: pair.private + STRANGER.public.keyval.public };
      return packed(entries(wrong, "a"));
    },
    code: "keys-halves-differ",
    says: /tufrepo\/keys\/a/,
  },
];

describe("T16 archives in CI", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  async function promotedWith(archive: Uint8Array) {
    const { keys, identity } = await sealed(archive);
    return play(stage, { ...PROMOTE, keys, "keys-identity": identity });
  }

  for (const { title, archive, code, says } of CASES) {
    it(`refuses ${title}: ${code}`, async () => {
      const played = await promotedWith(archive(stage));
      assert.deepEqual([played.exit, played.codes], [1, [code]], played.message);
      assert.match(played.message, says);
      assert.deepEqual(played.writes, []);
      assert.equal(stage.factory.snapshot(), honest);
    });
  }

  it("refuses two active targets keys: keys-several-active", async () => {
    const { key } = stage.factory.addTargetsKey("second");
    const played = await promotedWith(keyArchive("targets", [offline(stage), key]));
    assert.deepEqual([played.codes, played.writes], [["keys-several-active"], []]);
    stage.factory.restore(honest);
  });

  it("signs with the active key where a retired targets key lies beside it, and warns of that one", async () => {
    const played = await promotedWith(keyArchive("targets", [STRANGER, offline(stage)]));
    assert.deepEqual([played.exit, played.outputs.status], [0, "done"]);
    assert.match(played.log, new RegExp(`::warning::The archive also holds the key ${STRANGER.keyid}`));
    stage.factory.restore(honest);
  });

  it("signs with an archive that macOS packed, in a folder with a blank and an umlaut, and says once what it skipped", async () => {
    const key = entries(offline(stage), "fioctl-targets-a").map(({ name, content }) => ({
      name: name.replace("tufrepo/keys/", "Schlüssel der Fabrik/"),
      content,
    }));
    const extras = key.map(({ name }) => ({ name: name.replace("fioctl", "._fioctl"), content: "\0\x05\x16\x07" }));
    const played = await promotedWith(packed([...extras, ...key]));
    assert.deepEqual([played.exit, played.outputs.status], [0, "done"], played.message);
    assert.equal(
      played.log.match(/::warning::The input keys also holds .*They hold no keys and are skipped/g)?.length,
      1,
    );
    stage.factory.restore(honest);
  });

  it("takes a 64-byte key whose halves agree", async () => {
    const pair = offline(stage);
    const long = { ...pair, private: pair.private + pair.public.keyval.public };
    const played = await promotedWith(packed(entries(long, "a")));
    assert.deepEqual([played.exit, played.outputs.status], [0, "done"], played.message);
    stage.factory.restore(honest);
  });

  it("refuses a plain archive as the input keys, and says how to encrypt it", async () => {
    const plain = Buffer.from(stage.archive.plain).toString("base64");
    const played = await play(stage, { ...PROMOTE, keys: plain });
    assert.deepEqual([played.codes, played.writes], [["keys-plain"], []]);
    assert.match(played.message, /age-keygen -o identity\.txt, then age -a -r age1/);
  });
});

describe("T16 root keys in a `run:` step", () => {
  const IN_CI = { env: { GITHUB_ACTIONS: "true" } };
  const NO_TOKEN = { env: { GITHUB_ACTIONS: "true", FACTORY_TOKEN: "" } };
  const bench = sharedBench({}, async (bench) => {
    mkdirSync(join(bench.folder, "usb"));
    const { keys } = await readArchive(bench.factory.archives.root!);
    const active = keys.find(({ keyid }) => keyid === bench.factory.offlineKeys.root!.keyid)!;
    const retired = keys.find(({ keyid }) => keyid !== active.keyid)!;
    const [targets] = (await readArchive(bench.factory.archives.targets!)).keys;
    bench.file("disguised.tgz", keyArchive("targets", [bench.factory.offlineKeys.root!]));
    bench.file("named.tgz", writeArchive([retired]));
    bench.file("root.sec", secBytes(active));
    bench.file("typed.txt", paperGroups(active).join(" "));
    bench.file("retired.txt", paperGroups(retired).join(" "));
    bench.file("targets.sec", secBytes(targets!));
  });

  const listing = () =>
    readdirSync(bench.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${name} ${readFileSync(join(parentPath, name), "hex")}`)
      .sort();

  async function refusedUnchanged(name: string, raw: Readonly<Record<string, string | boolean>>) {
    const before = listing();
    for (const setting of [IN_CI, ...(/list|restore|crypt/.test(name) ? [NO_TOKEN] : [])]) {
      const { asked } = await bench.refused(
        name,
        raw,
        "keys-root-present",
        /GitHub Actions job.*copy-targets/,
        setting,
      );
      assert.deepEqual([listing(), asked], [before, []]);
    }
  }

  for (const keys of ["root.tgz", "disguised.tgz", "named.tgz"]) {
    for (const [name, raw] of [
      ["keys list", {}],
      ["keys encrypt", {}],
      ["keys encrypt", { to: "out.age", "new-identity": "id.txt" }],
      ["keys encrypt", { "for-action": true }],
      ["keys decrypt", { to: "out.tgz" }],
      ["keys copy-targets", { to: "out.tgz" }],
      ["keys backup", { copy: "usb" }],
      ["keys backup", { extract: "out.sec" }],
      ["keys backup", { print: "out.html" }],
    ] as const) {
      it(`${name} ${Object.keys(raw).join(" ")} refuses ${keys}`, () => refusedUnchanged(name, { ...raw, keys }));
    }
  }
  for (const from of ["root.tgz", "disguised.tgz", "named.tgz", "root.sec", "typed.txt", "retired.txt"]) {
    it(`keys restore and keys backup --verify refuse ${from}`, async () => {
      await refusedUnchanged("keys restore", { from, keys: "out.tgz" });
      await refusedUnchanged("keys backup", { verify: from });
    });
  }
  it("keys restore refuses to add to an archive that holds one", () =>
    refusedUnchanged("keys restore", { from: "targets.sec", keys: "root.tgz" }));
  it("a targets key is worked with as anywhere", async () => {
    await bench.run("keys list", { keys: "targets.tgz" }, IN_CI);
    await bench.run("keys backup", { keys: "targets.tgz", copy: "usb" }, IN_CI);
    await bench.run("keys backup", { verify: "usb/targets.tgz", role: "targets" }, IN_CI);
    const { data } = await bench.run("keys restore", { from: "targets.sec", keys: "out.tgz" }, IN_CI);
    assert.equal(data.keys[0].state, "active");
  });
});
