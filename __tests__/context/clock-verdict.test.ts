import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ClockEvidence, clockVerdict } from "../../src/context/clock-verdict.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.parse("2026-11-23T08:00:00Z");

/** An answer of a Factory whose clock is ahead by so much, that took a second to come. */
const answer = (aheadMs: number, tookMs = SECOND) => ({
  dateMs: NOW + aheadMs,
  sentMs: NOW - tookMs,
  receivedMs: NOW,
});
const verdict = (evidence: Partial<ClockEvidence>) =>
  clockVerdict({ answers: [], recorded: [], nowMs: NOW, ...evidence });
const levelOf = (...aheadMs: readonly number[]) => verdict({ answers: aheadMs.map((ms) => answer(ms)) }).level;

describe("the verdict on this machine's clock", () => {
  for (const [ms, level] of [
    [0, "right"],
    [5 * MINUTE - SECOND, "right"],
    [5 * MINUTE, "warning"],
    [HOUR - SECOND, "warning"],
    [HOUR, "wrong"],
    [3652 * 24 * HOUR, "wrong"],
  ] as const) {
    it(`is ${level} at ${ms / SECOND} s, behind`, () => {
      assert.equal(levelOf(ms, ms), level);
    });

    it(`is ${level} at ${ms / SECOND} s, ahead`, () => {
      // A Date has whole seconds, and the answer took one: it may have been given two seconds later than it seems.
      assert.equal(levelOf(-ms - (ms === 0 ? 0 : 2 * SECOND), -ms - (ms === 0 ? 0 : 2 * SECOND)), level);
    });
  }

  it("needs two answers that agree: within 60 s they do, a second more and they do not", () => {
    // Each is known to within two seconds.
    assert.equal(levelOf(2 * HOUR, 2 * HOUR + 62 * SECOND), "wrong");
    assert.equal(levelOf(2 * HOUR, 2 * HOUR + 63 * SECOND), "warning");
    assert.equal(levelOf(2 * HOUR), "warning");
  });

  it("prefers the better of two times that answers agree on, and tells of the other", () => {
    const { level, says } = verdict({ answers: [2 * HOUR, 2 * HOUR, 2 * HOUR, 0, 0].map((ms) => answer(ms)) });
    assert.equal(level, "warning");
    assert.match(says, /disagree about the time, by 2 hours/);
    assert.equal(levelOf(2 * HOUR, 0, 0, 0), "right", "one of many is not spoken of");
    assert.equal(levelOf(2 * HOUR, 2 * HOUR, 0), "wrong", "nor does one of many hide a wrong clock");
  });

  it("is not misled by an answer that took long: it may have been given at any time of it", () => {
    const slow = answer(-2 * MINUTE, 10 * MINUTE);
    assert.equal(verdict({ answers: [slow, slow] }).level, "right");
  });

  it("goes by what was recorded only where no answer bears a time", () => {
    const recorded = (aheadMs: number) => [
      { what: "Root 3", atMs: NOW - HOUR },
      { what: "Wave w1", atMs: NOW + aheadMs },
    ];
    const [near, off, far] = [5 * MINUTE - 1, 5 * MINUTE, HOUR].map((ms) => verdict({ recorded: recorded(ms) }));
    assert.deepEqual([near!.level, off!.level, far!.level], ["right", "warning", "wrong"]);
    assert.match(
      far!.says,
      /^Wave w1 says that it was made at 2026-11-23T09:00:00Z, which is 60 minutes in the future/,
    );
    for (const answers of [[answer(0)], [answer(0), answer(0)]]) {
      assert.equal(verdict({ answers, recorded: recorded(900 * HOUR) }).level, "warning");
      assert.equal(verdict({ answers, recorded: recorded(MINUTE) }).level, "right");
    }
  });

  it("holds what was recorded against the Factory's time, where that is known", () => {
    const answers = [answer(4 * MINUTE), answer(4 * MINUTE)];
    assert.equal(verdict({ answers, recorded: [{ what: "Wave w1", atMs: NOW + 8 * MINUTE }] }).level, "right");
  });
});
