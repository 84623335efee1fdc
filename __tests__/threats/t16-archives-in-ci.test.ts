import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type ArchiveEntry, keyArchive, packed } from "../../src/emulator/archive.ts";
import { type KeyPair, makeKeyPair, privateJson } from "../../src/emulator/key-pair.ts";
import type { ErrorCode } from "../../src/tuf/errors.ts";
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
    says: /holds a root key: [0-9a-f]{64}/,
  },
  {
    title: "a root key that was retired by the first rotation, under a targets key's name",
    archive: (stage) => keyArchive("targets", [offline(stage), retiredRootKey()]),
    code: "keys-root-present",
    says: /Whoever reads it in CI owns the fleet, also with a retired one/,
  },
  {
    title: "a key that is named a root key, though no root lists it yet",
    archive: (stage) => packed([...entries(offline(stage), "fioctl-targets-a"), ...entries(STRANGER, "fioctl-Root-b")]),
    code: "keys-root-present",
    says: /holds a root key/,
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
