// Archives and secrets broken in every place: nothing crashes, hangs or goes beyond its limits (as the mutations
// of a fuzzer would make it), and no error quotes eight characters of a secret (T19).
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { ToolError } from "../../src/errors/tool-error.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { unpackArchive } from "../../src/keys/archive/unpack-archive.ts";
import { keySource } from "../../src/keys/sources/source.ts";
import type { Signer } from "../../src/keys/types.ts";
import {
  armored,
  assertQuotesNothing,
  encryptedToIdentity,
  encryptedToPassphrase,
  recorded,
  tgzOf,
} from "../kit/keys.ts";

async function pairIn(path: string, wanted: RegExp): Promise<{ name: string; sec: Buffer; pub: Buffer }> {
  const { files } = await unpackArchive(recorded(path));
  const name = [...files.keys()].find((file) => wanted.test(file))!.slice(0, -4);
  return { name, sec: files.get(`${name}.sec`)!, pub: files.get(`${name}.pub`)! };
}

/** `bytes` with one place changed (given several flips: also left out), for each place. */
function* corruptions(bytes: Uint8Array, flips: readonly number[]): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of flips) {
      const broken = Buffer.from(bytes);
      broken[at]! ^= flip;
      yield broken;
    }
    if (flips.length > 1) yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  }
}

/** What `work` fails with must be a ToolError that quotes nothing. Gives whether it failed. */
async function failsSilently(work: Promise<unknown>, ...secrets: string[]): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    assert.ok(error instanceof ToolError, `not a ToolError: ${error}`);
    assert.equal(error.cause, undefined);
    assertQuotesNothing(error, ...secrets);
    return true;
  }
}

const secretParts = (sec: Buffer) =>
  (JSON.parse(sec.toString()) as { keyval: { private: string } }).keyval.private
    .split("\n")
    .filter((line) => !line.startsWith("-----"));

describe("T19: failures quote nothing", () => {
  it("corrupts every byte of an Ed25519 .sec file", async () => {
    const { name, sec, pub } = await pairIn("rotations/archives/00-root.tgz", /fioctl-root.*sec$/);
    let failed = 0;
    for (const broken of corruptions(sec, [1, 0x20, 0x80])) {
      const archive = tgzOf([
        { path: `${name}.sec`, body: broken },
        { path: `${name}.pub`, body: pub },
      ]);
      if (await failsSilently(readArchive(archive), ...secretParts(sec), broken.toString("latin1").slice(50))) failed++;
    }
    assert.ok(failed > sec.length * 3, `${failed} corruptions of ${sec.length} bytes were noticed`);
  });

  it("corrupts every byte of an RSA .sec file", async () => {
    const { name, sec, pub } = await pairIn("rotations-rsa/archives/00-root.tgz", /first-root\.sec$/);
    let failed = 0;
    let signed = 0;
    for (const broken of corruptions(sec, [1])) {
      const archive = tgzOf([
        { path: `${name}.sec`, body: broken },
        { path: `${name}.pub`, body: pub },
      ]);
      let signer: Signer | null | undefined;
      const reading = readArchive(archive).then(({ keys }) => {
        signer = keys[0]?.signer;
      });
      if (await failsSilently(reading, ...secretParts(sec))) failed++;
      // Where only the numbers of the private part changed, the check of each signature decides.
      else if (++signed % 8 === 0) await failsSilently(signer!.sign(sec), ...secretParts(sec));
    }
    assert.ok(failed > sec.length / 5, `${failed} corruptions of ${sec.length} bytes were noticed`);
    assert.ok(signed > 100, `${signed} corrupted keys were read`);
  });

  const input = { plain: "refused", weakPassphrase: "refused", mask: () => {}, env: {} } as const;

  it("corrupts every byte of an identity", async () => {
    const { file, identity } = await encryptedToIdentity(recorded("waves/archives/01-targets.tgz"));
    const from = { content: armored(file) };
    for (const broken of corruptions(Buffer.from(identity), [1, 0x80])) {
      const text = broken.toString("latin1");
      const bare = [identity, text].map((whole) => whole.slice("AGE-SECRET-KEY-1".length));
      assert.ok(
        await failsSilently(keySource({ ...input, from, identity: text }).open(), ...bare),
        "a broken identity opened it",
      );
    }
  });

  it("corrupts every byte of a passphrase", async () => {
    const passphrase = "Tr0ub4dor&3-x7-Quokka";
    const from = {
      content: armored(await encryptedToPassphrase(recorded("waves/archives/01-targets.tgz"), passphrase, 2)),
    };
    for (const broken of corruptions(Buffer.from(passphrase), [1, 0x80])) {
      const text = broken.toString("latin1");
      assert.ok(await failsSilently(keySource({ ...input, from, passphrase: text }).open(), passphrase, text));
    }
  });

  it("corrupts every byte of an encrypted archive", async () => {
    const { file, identity } = await encryptedToIdentity(Buffer.from("not even an archive"));
    for (const broken of corruptions(file, [1])) {
      const from = { content: broken.toString("base64") };
      assert.ok(
        await failsSilently(keySource({ ...input, from, identity }).open(), identity.replace("AGE-SECRET-KEY-1", "")),
      );
    }
  });
});

describe("archives mutated at random", () => {
  const archives = ["waves/archives/23-targets.tgz", "rotations-rsa/archives/01-targets.tgz"].map((path) =>
    recorded(path),
  );
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    put: fc.uint8Array({ maxLength: 8 }),
    drop: fc.nat(600),
  });
  const mutate = (bytes: Uint8Array, edits: { at: number; put: Uint8Array; drop: number }[]) =>
    edits.reduce((all, { at, put, drop }) => {
      const start = Math.floor(at * all.length);
      return Buffer.concat([all.subarray(0, start), put, all.subarray(start + (drop > 300 ? drop - 300 : put.length))]);
    }, Buffer.from(bytes));
  const secrets = archives.map(async (bytes) =>
    [...(await unpackArchive(bytes)).files].flatMap(([name, body]) => (name.endsWith(".sec") ? secretParts(body) : [])),
  );

  for (const [where, make] of [
    ["packed", mutate],
    [
      "unpacked",
      (bytes: Uint8Array, edits: Parameters<typeof mutate>[1]) =>
        gzipSync(mutate(gunzipSync(bytes), edits), { level: 1 }),
    ],
  ] as const) {
    it(`${where}: are read or refused with a code, and quote nothing`, async () => {
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(fc.nat(1), fc.array(edit, { minLength: 1, maxLength: 4 }), async (which, edits) => {
          if (await failsSilently(readArchive(make(archives[which]!, edits)), ...(await secrets[which]!))) refused++;
        }),
        { numRuns: 400 },
      );
      assert.ok(refused > 200, `${refused} of 400 mutations were refused`);
    });
  }
});
