import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bounded, boundedByLevel, MAX_OBSERVATIONS } from "../../../src/review/engine/bounded.ts";
import { membersDigest } from "../../../src/review/engine/group.ts";
import type { Level } from "../../../src/review/engine/rule.ts";

const places = (count: number) => Array.from({ length: count }, (_, index) => `/signed/keys/${index}`);
const observe = (pointer: string) => ({ subject: `ci-root#${pointer}`, title: `At ${pointer}.` });

describe("bounded", () => {
  it(`tells ${MAX_OBSERVATIONS} places one by one`, () => {
    assert.deepEqual(bounded("ci-root", places(MAX_OBSERVATIONS), observe), places(MAX_OBSERVATIONS).map(observe));
  });

  it("counts the rest of one more, and never looks at them but for the next", () => {
    const seen: string[] = [];
    const told = bounded("ci-root", places(10_000), (pointer) => {
      seen.push(pointer);
      return observe(pointer);
    });
    assert.equal(told.length, MAX_OBSERVATIONS);
    assert.deepEqual(told.at(-1), {
      subject: "ci-root#",
      title: "CI root has 9981 more such places, the next at /signed/keys/19.",
      properties: { count: 9981, members: membersDigest(places(10_000).slice(19)) },
    });
    assert.equal(seen.length, MAX_OBSERVATIONS);
  });

  it("keeps the worst, so that a flood of notes hides no error", () => {
    const of = (level: Level) => (pointer: string) => ({ ...observe(pointer), level });
    const flood = [...places(100).map(of("note")), of("error")("/signed/keys/last")];
    const told = boundedByLevel("ci-root", flood);
    assert.deepEqual([told[0]?.subject, told[0]?.level], ["ci-root#/signed/keys/last", "error"]);
    assert.equal(told.at(-1)?.level, "note");
  });
});
