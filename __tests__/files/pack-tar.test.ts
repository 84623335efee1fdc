import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { packTar } from "../../src/files/pack-tar.ts";
import { unpackArchive } from "../../src/keys/archive/unpack-archive.ts";

const never = (name: string) => assert.fail(name);
const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

describe("a packed tar", () => {
  it("holds the files whole, in order, whatever their length", async () => {
    const files = ["", "a", "b".repeat(511), "c".repeat(512), "d".repeat(513)].map((text, at) =>
      file(`f${at}.pub`, text),
    );
    const packed = packTar(files, 0o600, never);
    const read = [...(await unpackArchive(packed)).files].map(([name, bytes]) => file(name, bytes.toString()));
    assert.deepEqual(read, files);
  });

  it("has plain headers: the mode that was given, nobody's, time 0; and ends with two empty blocks", () => {
    for (const [mode, written] of [
      [0o600, "000600 \0"],
      [0o644, "000644 \0"],
    ] as const) {
      const tar = gunzipSync(packTar([file("1.root.json", "{}")], mode, never));
      const text = (from: number, to: number) => tar.subarray(from, to).toString("latin1");
      assert.equal(text(100, 108), written);
      assert.equal(text(108, 116) + text(116, 124), "000000 \0".repeat(2));
      assert.equal(text(136, 148), `${"0".repeat(10)} \0`);
      assert.equal(tar.length, 4 * 512);
      assert.ok(tar.subarray(2 * 512).every((byte) => byte === 0));
    }
  });

  it("of equal files has equal bytes", () => {
    assert.deepEqual(packTar([file("a", "b")], 0o600, never), packTar([file("a", "b")], 0o600, never));
  });

  it("asks about a name that needs more than a plain header", () => {
    const asked: string[] = [];
    const long = "x".repeat(150);
    packTar([file("short", ""), file(long, "")], 0o600, (name) => asked.push(name));
    assert.deepEqual(asked, [long]);
  });
});
