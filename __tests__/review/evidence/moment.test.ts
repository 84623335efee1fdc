import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { limitOf } from "../../../src/review/engine/rule.ts";
import { isOlderThan, momentOf } from "../../../src/review/evidence/moment.ts";
import { keptKeyids, keyidList } from "../../../src/review/sentences/message.ts";
import { wholeSeconds } from "../../../src/tuf/metadata/expiry.ts";

const NOON = new Date("2026-11-23T12:00:00Z");

describe("a time", () => {
  it("is RFC 3339 with a zone, with or without a fraction", () => {
    for (const text of ["2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000000Z", "2026-11-23T14:00:00+02:00"]) {
      assert.equal(wholeSeconds(momentOf(text)!), "2026-11-23T12:00:00Z");
    }
  });

  it("is nothing else that JavaScript would read as one", () => {
    const others = [
      "",
      "2026",
      "2026-11-23",
      "2026-11-23T12:00:00",
      "Mon, 23 Nov 2026",
      "2026-13-01T00:00:00Z",
      0,
      null,
    ];
    for (const other of others) assert.equal(momentOf(other), null, String(other));
  });

  it("is older than a day a millisecond after it", () => {
    const day = 86_400_000;
    assert.equal(isOlderThan(NOON, day, new Date(NOON.getTime() + day)), false);
    assert.equal(isOlderThan(NOON, day, new Date(NOON.getTime() + day + 1)), true);
  });
});

describe("the limit of a rule", () => {
  const policy = { appHosts: [], clients: [], limits: { "root-expiring": { warning: 90 } } };

  it("is the policy's where it names one, 0 included, else the catalogue's", () => {
    assert.equal(limitOf(policy, "root-expiring", "warning", 60), 90);
    assert.equal(limitOf(policy, "root-expiring", "error", 14), 14);
    assert.equal(limitOf({ ...policy, limits: { x: { error: 0 } } }, "x", "error", 14), 0);
    assert.equal(limitOf({ ...policy, limits: {} }, "constructor", "warning", 7), 7);
  });
});

describe("key ids in sentences", () => {
  it("name two of many by 12 characters", () => {
    const keyids = ["a", "b", "c", "d"].map((letter) => letter.repeat(64));
    assert.equal(keyidList(keyids.slice(0, 2)), "aaaaaaaaaaaa, bbbbbbbbbbbb");
    assert.equal(keyidList(keyids), "aaaaaaaaaaaa, bbbbbbbbbbbb and 2 more");
    assert.equal(keptKeyids(Array.from({ length: 5000 }, String)).length, 100);
  });
});
