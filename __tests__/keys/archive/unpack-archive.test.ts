import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";
import { MAX_PACKED_BYTES, MAX_UNPACKED_BYTES, unpackArchive } from "../../../src/keys/archive/unpack-archive.ts";
import { assertRefused, recorded, tarOf, tgzOf } from "../../kit/keys.ts";

/** gzip of `count` times 16 MiB of zeros, made without ever holding them. */
function bomb(count: number): Buffer {
  const zeros = Buffer.alloc(16 * 1024 * 1024);
  const block = deflateRawSync(zeros, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  let crc = 0;
  for (let at = 0; at < count; at++) crc = crc32(zeros, crc);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE((count * zeros.length) % 2 ** 32, 4);
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
  return Buffer.concat([head, ...Array<Buffer>(count).fill(block), Buffer.from([3, 0]), trailer]);
}

describe("unpackArchive", () => {
  it("stops a bomb of 1 GiB of zeros in bounded memory", async () => {
    const packed = bomb(64);
    assert.ok(packed.length < MAX_PACKED_BYTES, `${packed.length} bytes packed: the unpacked limit must stop it`);
    const before = process.resourceUsage().maxRSS;
    await assertRefused(unpackArchive(packed), "keys-too-large", /unpacks to more than 4194304 bytes/);
    const grownKiB = process.resourceUsage().maxRSS - before;
    assert.ok(grownKiB < 64 * 1024, `memory grew by ${grownKiB} KiB`);
  });

  it("refuses more than 1 MiB packed, without unpacking", async () => {
    await assertRefused(unpackArchive(Buffer.alloc(MAX_PACKED_BYTES + 1)), "keys-too-large", /has 1048577 bytes/);
  });

  it("refuses more than 1,000 entries and entries above 64 KiB", async () => {
    const many = Array.from({ length: 1001 }, (_, at) => ({ path: `${at}.pub` }));
    await assertRefused(unpackArchive(tgzOf(many)), "keys-too-large", /more than 1000 entries/);
    assert.equal((await unpackArchive(tgzOf(many.slice(1)))).files.size, 1000);
    const large = { path: "a.sec", body: Buffer.alloc(65537) };
    await assertRefused(unpackArchive(tgzOf([large])), "keys-too-large", /`a.sec` has 65537 bytes/);
  });

  const refusals = [
    ["a symbolic link", { path: "a.sec", type: "SymbolicLink", linkpath: "/etc/passwd" }, /`a.sec` is a link/],
    ["a hard link", { path: "a.sec", type: "Link", linkpath: "b.sec" }, /`a.sec` is a link/],
    ["a device", { path: "a.sec", type: "CharacterDevice" }, /is not a regular file/],
    ["a named pipe", { path: "a.sec", type: "FIFO" }, /is not a regular file/],
    ["a folder with an absolute path", { path: "/tufrepo/", type: "Directory" }, /has an absolute path/],
    ["a folder that climbs", { path: "tufrepo/../..", type: "Directory" }, /leaves the archive's folder/],
    ["a foreign file that climbs", { path: "../notes.txt" }, /leaves the archive's folder/],
    ["a foreign link", { path: "notes.txt", type: "SymbolicLink", linkpath: "/etc/passwd" }, /`notes.txt` is a link/],
    ["a name with a bidirectional control", { path: "a\u202eces.sec" }, /has a name/],
    ["an absolute path", { path: "/tufrepo/a.sec" }, /has an absolute path/],
    ["a drive letter", { path: "C:/a.sec" }, /has an absolute path/],
    ["a path that climbs", { path: "tufrepo/../../a.sec" }, /leaves the archive's folder/],
    ["a backslash that climbs", { path: "..\\a.sec" }, /leaves the archive's folder/],
    ["a name with a control character", { path: "a\u001b[2J.sec" }, /`a\?\[2J\.sec` has a name/],
  ] as const;
  for (const [what, entry, says] of refusals) {
    it(`refuses ${what}`, async () => {
      await assertRefused(unpackArchive(tgzOf([{ path: "ok.pub", body: "x" }, entry])), "keys-entry-refused", says);
    });
  }

  it("refuses a repeated name, also one spelled with ./", async () => {
    for (const again of ["a.sec", "./a.sec"]) {
      await assertRefused(
        unpackArchive(tgzOf([{ path: "a.sec" }, { path: again }])),
        "keys-entry-refused",
        /stands in it twice/,
      );
    }
  });

  it("tells a truncated gzip from a damaged one and from one that is no tar", async () => {
    const packed = recorded("waves/archives/01-targets.tgz");
    await assertRefused(
      unpackArchive(packed.subarray(0, packed.length - 20)),
      "keys-truncated",
      /gzip data ends too early/,
    );
    const damaged = Buffer.from(packed);
    damaged[40]! ^= 0xff;
    await assertRefused(unpackArchive(damaged), "keys-malformed", /gzip data cannot be read/);
    await assertRefused(unpackArchive(gzipSync("hello")), "keys-malformed", /no readable tar/);
    await assertRefused(unpackArchive(Buffer.from("hello")), "keys-malformed", /gzip data cannot be read/);
  });

  it("refuses a tar that ends inside a file", async () => {
    const cut = tarOf([{ path: "a.sec", body: Buffer.alloc(5000, 65) }]).subarray(0, 2048);
    await assertRefused(unpackArchive(gzipSync(cut)), "keys-truncated", /cut off inside one of its files/);
  });

  it("does not unpack a second time what was compressed twice", async () => {
    const twice = gzipSync(gzipSync(Buffer.alloc(MAX_UNPACKED_BYTES)));
    await assertRefused(unpackArchive(twice), "keys-malformed", /compressed twice/);
  });

  it("gives files of up to 64 KiB whole and in any order", async () => {
    const { files } = await unpackArchive(
      tgzOf([{ path: "./z.sec", body: Buffer.alloc(65536, 7) }, { path: "a.pub" }]),
    );
    assert.deepEqual(
      [...files].map(([name, bytes]) => [name, bytes.length]),
      [
        ["z.sec", 65536],
        ["a.pub", 0],
      ],
    );
    assert.ok(files.get("z.sec")?.every((byte) => byte === 7));
  });
});
