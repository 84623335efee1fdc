import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { paperGroups } from "../../../src/keys/paper/paper-key.ts";
import { lineProblem, linesOf, readFirstLine } from "../../../src/keys/paper/paper-lines.ts";
import { scanTexts } from "../../../src/keys/paper/paper-scan.ts";
import { keyOfText } from "../../../src/keys/paper/read-backup.ts";
import { newKey, systemRandomness } from "../../../src/keys/signers/generate.ts";
import type { ArchiveKey } from "../../../src/keys/types.ts";
import { assertRefused, ed25519Key } from "../../kit/keys.ts";

describe("what stands in the QR codes of a page", () => {
  let short: ArchiveKey;
  let long: ArchiveKey;
  let parts: string[];
  before(async () => {
    short = await ed25519Key(5, "root");
    long = await newKey("rsa", "root", systemRandomness);
    parts = scanTexts(paperGroups(long));
  });

  it("is one text for Ed25519 and three for RSA 4096, in QR's alphanumeric mode", () => {
    assert.equal(scanTexts(paperGroups(short)).length, 1);
    assert.equal(parts.length, 3);
    for (const text of [...parts, ...scanTexts(paperGroups(short))]) assert.match(text, /^[0-9A-Z:/-]{90,380}$/);
  });
  it("is the key again, in any order, twice, and with what scanners put before it", () => {
    const [one, two, three] = parts as [string, string, string];
    for (const text of [
      parts.join("\n"),
      [three, one, two].join(""),
      [two, one, two, three].join("\r\n\r\n"),
      parts.map((part) => `QR-Code:${part}`).join("\n"),
      parts.join("\n").toLowerCase(),
    ]) {
      assert.equal(keyOfText(text).keyid, long.keyid);
    }
    assert.equal(keyOfText(`\ufeff${scanTexts(paperGroups(short))[0]}\n`).keyid, short.keyid);
  });
  it("is refused when a code is missing, or belongs to another page", async () => {
    const refused = (text: string, says: RegExp) => assertRefused(() => keyOfText(text), "backup-mistyped", says);
    await refused(`${parts[0]}\n${parts[2]}`, /Of 3 QR codes number 2 is missing/);
    await refused(parts[1]!, /number 1 and 3 is missing/);
    await refused(`${parts.join("\n")}\n${scanTexts(paperGroups(short))[0]}`, /codes of more than one page/);
  });
});

describe("the lines of a page", () => {
  it("tell after the first how many follow", async () => {
    const lines = linesOf(paperGroups(await ed25519Key(5, "root")));
    assert.deepEqual(readFirstLine(lines[0]!.join(" ")), { groups: 16, lines: 4 });
    const rsa = linesOf(paperGroups(await newKey("rsa", "root", systemRandomness)));
    assert.equal(rsa.length, 53);
    assert.deepEqual(readFirstLine(rsa[0]!.join("").toLowerCase()), { groups: 210, lines: 53 });
    assert.equal(lineProblem(rsa[52]!.join(" "), 53, 210), null);
  });
  it("are each checked by themselves, with the number that the group has on the page", async () => {
    const lines = linesOf(paperGroups(await ed25519Key(5, "root"))).map((line) => line.join(" "));
    assert.equal(lineProblem(lines[2]!, 3, 16), null);
    assert.deepEqual(
      lineProblem(
        lines[2]!.replace(/^\S+ \S/, (start) => `${start.slice(0, -1)}0`),
        3,
        16,
      )?.groups,
      [10],
    );
    assert.deepEqual(lineProblem(lines[3]!, 3, 16)?.groups, [9, 10, 11, 12]);
    assert.match(lineProblem(lines[2]!.slice(0, 11), 3, 16)!.says, /ends after 2 groups, but should have 4\./);
    assert.match(lineProblem(`${lines[2]} 22222`, 3, 16)!.says, /group/i);
    assert.match(lineProblem("", 3, 16)!.says, /The text is empty/);
    assert.ok("says" in readFirstLine(lines[1]!));
  });
  it("are told from others near by, two where both have the same checks; a line with an error in it is no other line", async () => {
    const lines = linesOf(paperGroups(await newKey("rsa", "root", systemRandomness))).map((line) => line.join(" "));
    for (let line = 2; line <= 53; line++) {
      for (const other of [line - 7, line - 1, line + 1, line + 7]) {
        if (other < 1 || other > 53) continue;
        const says = lineProblem(lines[other - 1]!, line, 210)!.says;
        assert.match(says, new RegExp(`^This looks like line (?:\\d+ or )?${other}(?: or \\d+)?, but line ${line} is`));
      }
      const wrong = lines[line - 1]!.replace(/^./, (first) => (first === "A" ? "B" : "A"));
      assert.match(lineProblem(wrong, line, 210)!.says, /^Group \d+ is mistyped/);
    }
    const second = readFirstLine(lines[1]!);
    assert.ok("says" in second && second.says === "This looks like line 2, but line 1 is needed.");
  });
});
