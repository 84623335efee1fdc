import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  daysSince,
  daysUntilExpiry,
  expiresBefore,
  inDays,
  isExpired,
  isWithinDays,
  oneYearAfter,
  parseExpires,
  wholeSeconds,
} from "../../../src/tuf/metadata/expiry.ts";
import { thrown } from "../../kit/refusal.ts";

const at = (text: string) => new Date(text);

describe("signed.expires", () => {
  it("is read when it is RFC 3339 in UTC and whole seconds", () => {
    for (const text of [
      "2031-05-17T09:00:00Z",
      "2028-02-29T23:59:59Z",
      "0001-01-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
    ]) {
      assert.equal(parseExpires(text, "root 3").toISOString(), text.replace("Z", ".000Z"));
    }
  });

  const refused: [string, unknown][] = [
    ["milliseconds", "2031-05-17T09:00:00.000Z"],
    ["a fraction", "2031-05-17T09:00:00.5Z"],
    ["an offset", "2031-05-17T09:00:00+00:00"],
    ["another zone", "2031-05-17T09:00:00+02:00"],
    ["no zone", "2031-05-17T09:00:00"],
    ["a date alone", "2031-05-17"],
    ["a day that does not exist", "2031-02-30T00:00:00Z"],
    ["29 February of a common year", "2031-02-29T00:00:00Z"],
    ["hour 24", "2031-05-17T24:00:00Z"],
    ["a leap second", "2016-12-31T23:59:60Z"],
    ["lower case", "2031-05-17t09:00:00z"],
    ["a blank for T", "2031-05-17 09:00:00Z"],
    ["six-digit years", "+010000-01-01T00:00:00Z"],
    ["negative years", "-000001-01-01T00:00:00Z"],
    ["white space around", " 2031-05-17T09:00:00Z "],
    ["prose", "Sat, 17 May 2031 09:00:00 GMT"],
    ["nothing", undefined],
    ["null", null],
    ["a number", 1_937_000_000],
    ["an empty text", ""],
    ["a list of one", ["2031-05-17T09:00:00Z"]],
  ];
  for (const [what, raw] of refused) {
    it(`is refused with ${what}`, () => {
      const { message } = thrown(() => parseExpires(raw, "root 3"), "metadata-malformed");
      assert.match(message, /^root 3: signed\.expires is .*, not a UTC time like 2031-05-17T09:00:00Z\. /);
    });
  }

  it("is over at its very second, not a second before", () => {
    const signed = { expires: "2031-05-17T09:00:00Z" };
    assert.equal(isExpired(signed, at("2031-05-17T08:59:59.999Z")), false);
    assert.equal(isExpired(signed, at("2031-05-17T09:00:00Z")), true);
  });

  const signed = { expires: "2031-05-17T09:00:00Z" };
  for (const [now, days, what] of [
    ["2030-05-17T09:00:00.000Z", 365, "a year before"],
    ["2030-05-17T09:00:00.999Z", 365, "a moment later: a day that has begun counts"],
    ["2030-05-17T08:59:00.000Z", 365, "by a clock that is a minute behind"],
    ["2030-05-17T08:58:59.999Z", 366, "by one that is further behind"],
    ["2030-05-18T08:58:59.000Z", 365, "until that day is over, but for the minute that clocks may differ"],
    ["2030-05-18T09:00:00.000Z", 364, "a day later"],
    ["2031-05-16T08:00:00.000Z", 2, "on the last day but one"],
    ["2031-05-16T09:00:00.000Z", 1, "on the last day"],
    ["2031-05-17T08:59:59.999Z", 1, "until its last moment"],
    ["2031-05-17T09:00:00.000Z", 0, "at its very second"],
    ["2031-05-18T08:59:59.000Z", 0, "on the day after"],
    ["2031-05-18T09:00:00.000Z", -1, "a day after"],
    ["2031-05-20T08:00:00.000Z", -2, "not yet three days after"],
  ] as const) {
    it(`counts days as people do: ${days} ${what}`, () => {
      assert.equal(daysUntilExpiry(signed, at(now)), days);
    });
  }

  it("holds limits against the time itself: within 60 days at 60 times 24 hours, not a second earlier", () => {
    const expires = at("2031-05-17T09:00:00Z");
    assert.equal(isWithinDays(expires, 60, at("2031-03-18T09:00:00Z")), true);
    assert.equal(isWithinDays(expires, 60, at("2031-03-18T08:59:59Z")), false);
    assert.equal(isWithinDays(expires, 0, at("2031-05-17T09:00:00Z")), true);
    assert.equal(isWithinDays(expires, 0, at("2031-05-17T08:59:59Z")), false);
    assert.equal(isWithinDays(expires, 60, at("2040-01-01T00:00:00Z")), true);
  });

  it("is written in whole seconds: 365 days on, milliseconds dropped", () => {
    assert.equal(inDays(at("2031-01-01T00:00:00.999Z"), 365), "2032-01-01T00:00:00Z");
  });

  it("reads back whatever was written", () => {
    const date = fc.date({ min: at("1970-01-01T00:00:00Z"), max: at("9999-12-31T23:59:59Z"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (moment) => {
        const read = parseExpires(wholeSeconds(moment), "doc").getTime();
        assert.equal(read, Math.floor(moment.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe("one year after", () => {
  it("is the same day and second of the next year, and March 1st after a February 29th", () => {
    assert.equal(oneYearAfter(new Date("2027-03-01T05:17:31.999Z")), "2028-03-01T05:17:31Z");
    assert.equal(oneYearAfter(new Date("2028-02-29T00:00:00Z")), "2029-03-01T00:00:00Z");
    const now = new Date("2027-01-01T00:00:00Z");
    oneYearAfter(now);
    assert.equal(now.toISOString(), "2027-01-01T00:00:00.000Z", "what was given is not changed");
  });
});

describe("which expires earlier", () => {
  it("is told by the second, and by no order of characters", () => {
    assert.equal(expiresBefore("2027-01-01T00:00:00Z", "2027-01-01T00:00:01Z"), true);
    assert.equal(expiresBefore("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), false);
    assert.equal(expiresBefore("2027-01-01T00:00:01Z", "2027-01-01T00:00:00Z"), false);
  });
});

describe("days since", () => {
  const now = new Date("2027-01-02T00:00:00Z");
  const since = (time: string) => daysSince(new Date(time), now);
  it("counts whole days that have passed", () => {
    assert.deepEqual([since("2027-01-01T00:00:00Z"), since("2027-01-01T00:00:01Z")], [1, 0]);
    assert.equal(since("2026-01-02T00:00:00Z"), 365);
  });
  it("are none since a time that is still to come, and null since one that is none", () => {
    assert.equal(since("2027-01-02T00:00:01Z"), 0);
    assert.equal(since("yesterday"), null);
  });
});
