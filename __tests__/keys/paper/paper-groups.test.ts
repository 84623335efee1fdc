import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  ALPHABET,
  GROUP_LENGTH,
  type Mistyped,
  readGroups,
  writeGroups,
} from "../../../src/keys/paper/paper-groups.ts";

/** Sixteen groups, as an Ed25519 key has. */
const symbols = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 64, maxLength: 64 });
const place = fc.nat({ max: 15 });
const SAMPLE = writeGroups(Array.from({ length: 64 }, (_, at) => (at * 7 + 3) % 32));

const read = (text: string) => readGroups(text, 1, () => 16);
function wrongIn(text: string): Mistyped {
  const found = read(text);
  assert.ok("mistyped" in found, "a wrong text was taken");
  return found.mistyped;
}
const replaced = (groups: readonly string[], at: number, group: string) =>
  groups.map((old, index) => (index === at ? group : old)).join(" ");

describe("the groups of a printed key", () => {
  it("use no character that is mistaken for another that occurs or not: 0, 1, I, O", () => {
    assert.match(ALPHABET, /^[2-9A-HJ-NP-Z]{32}$/);
    assert.equal(new Set(ALPHABET).size, 32);
  });
  it("come back as they were written, whatever case, blanks and dashes they were typed with", () => {
    const gap = fc.constantFrom(" ", "  ", "-", " - ", "\n", "\r\n", "\u2013", "\u00a0", "");
    fc.assert(
      fc.property(symbols, fc.array(gap, { minLength: 16, maxLength: 16 }), fc.boolean(), (values, gaps, small) => {
        const text = writeGroups(values)
          .map((group, at) => group + gaps[at])
          .join("");
        assert.deepEqual(read(small ? text.toLowerCase() : text), { symbols: values });
      }),
    );
  });
  it("may be split in the middle of a group, and lines may bear their numbers", () => {
    const text = `1. ${SAMPLE.slice(0, 8).join(" ")}\n 2: ${SAMPLE.slice(8).join("").replace(/.{7}/g, "$& ")}`;
    assert.ok("symbols" in read(text));
  });

  it("show every single wrong character of the alphabet, at every place, in its group", () => {
    let tried = 0;
    for (const [at, group] of SAMPLE.entries()) {
      for (let index = 0; index < GROUP_LENGTH; index++) {
        for (const char of `${ALPHABET}01IO$é`) {
          if (char === group[index]) continue;
          const wrong = group.slice(0, index) + char + group.slice(index + 1);
          assert.deepEqual(wrongIn(replaced(SAMPLE, at, wrong)).groups, [at + 1]);
          tried++;
        }
      }
    }
    assert.equal(tried, 16 * GROUP_LENGTH * (31 + 6));
  });
  it("show it for every key, also typed without a blank", () => {
    fc.assert(
      fc.property(symbols, fc.nat({ max: 79 }), fc.integer({ min: 1, max: 31 }), (values, at, by) => {
        const text = writeGroups(values).join("");
        const wrong = ALPHABET[(ALPHABET.indexOf(text[at]!) + by) % 32];
        assert.deepEqual(wrongIn(text.slice(0, at) + wrong + text.slice(at + 1)).groups, [Math.floor(at / 5) + 1]);
      }),
    );
  });
  it("show any two characters of a group that were exchanged", () => {
    fc.assert(
      fc.property(symbols, place, fc.nat({ max: 4 }), fc.nat({ max: 4 }), (values, at, one, other) => {
        const groups = writeGroups(values);
        const chars = [...groups[at]!];
        fc.pre(chars[one] !== chars[other]);
        [chars[one], chars[other]] = [chars[other]!, chars[one]!];
        assert.deepEqual(wrongIn(replaced(groups, at, chars.join(""))).groups, [at + 1]);
      }),
    );
  });
  it("show two neighbours exchanged over the end of a group, in both", () => {
    fc.assert(
      fc.property(symbols, fc.nat({ max: 14 }), (values, at) => {
        const text = [...writeGroups(values).join("")];
        const last = at * 5 + 4;
        fc.pre(text[last] !== text[last + 1]);
        [text[last], text[last + 1]] = [text[last + 1]!, text[last]!];
        assert.deepEqual(wrongIn(text.join("")).groups, [at + 1, at + 2]);
      }),
    );
  });
  it("show a missing and an extra character, in their group where groups are set apart", () => {
    fc.assert(
      fc.property(symbols, place, fc.nat({ max: 4 }), fc.constantFrom(...ALPHABET), (values, at, index, extra) => {
        const groups = writeGroups(values);
        const group = groups[at]!;
        const missing = group.slice(0, index) + group.slice(index + 1);
        const found = wrongIn(replaced(groups, at, missing));
        assert.deepEqual([found.groups, found.says], [[at + 1], `Group ${at + 1} has 4 characters and not 5.`]);
        const more = group.slice(0, index) + extra + group.slice(index);
        assert.deepEqual(wrongIn(replaced(groups, at, more)).groups, [at + 1]);
        for (const text of [missing, more]) {
          const run = replaced(groups, at, text).replaceAll(" ", "");
          assert.ok(wrongIn(run).groups[0]! >= at + 1, "without blanks never before its group");
        }
      }),
    );
  });
  it("show a group left out or written twice, at its place", () => {
    fc.assert(
      fc.property(symbols, place, (values, at) => {
        const groups = writeGroups(values);
        assert.deepEqual(wrongIn(groups.toSpliced(at, 1).join(" ")).groups, [at === 15 ? 15 : at + 1]);
        const twice = wrongIn(groups.toSpliced(at, 0, groups[at]!).join(" "));
        assert.deepEqual(twice.groups, [at + 2]);
      }),
    );
  });
  it("show two exchanged groups, both of them", () => {
    fc.assert(
      fc.property(symbols, place, place, (values, one, other) => {
        const groups = writeGroups(values);
        fc.pre(one < other && groups[one] !== groups[other]);
        [groups[one], groups[other]] = [groups[other]!, groups[one]!];
        assert.deepEqual(wrongIn(groups.join(" ")).groups, [one + 1, other + 1]);
      }),
    );
  });
  it("name up to four wrong groups at once, and what looks alike", () => {
    const wrong = SAMPLE.map((group, at) => ([2, 9].includes(at) ? `${group.slice(0, 4)}${group[0]}` : group));
    const { groups, says } = wrongIn(wrong.join(" "));
    assert.deepEqual(groups, [3, 10]);
    assert.match(says, /^The groups 3 and 10 are mistyped\. .*8 and B, 5 and S/);
    assert.match(wrongIn(replaced(SAMPLE, 4, "0IO1A")).says, /^Group 5 has a character that is never used/);
  });
  it("quote nothing of what was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (typed) => {
        const found = read(typed);
        if (!("mistyped" in found)) return;
        for (let at = 0; at + 4 <= typed.length; at++) {
          const piece = typed.slice(at, at + 4);
          if (/[A-Z2-9]{4}/.test(piece)) assert.ok(!found.mistyped.says.includes(piece));
        }
      }),
    );
  });
});
