import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { daysUntilExpiry, inDays, isExpired, parseExpires, wholeSeconds } from "../../src/tuf/expiry.ts";
import { thrown } from "./builders.ts";

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

  it("counts whole days, rounded down and negative once passed", () => {
    const signed = { expires: "2031-05-17T09:00:00Z" };
    assert.equal(daysUntilExpiry(signed, at("2031-05-16T09:00:00Z")), 1);
    assert.equal(daysUntilExpiry(signed, at("2031-05-16T09:00:01Z")), 0);
    assert.equal(daysUntilExpiry(signed, at("2031-05-17T09:00:01Z")), -1);
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
