import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agreeing, andMore, capital, counted, firstOf, listOf } from "../../src/text/sentence.ts";

describe("words that many sentences need", () => {
  it("a count has a noun that fits", () => {
    assert.deepEqual([counted(1, "key"), counted(0, "key"), counted(2, "key")], ["1 key", "0 keys", "2 keys"]);
    assert.deepEqual(
      [1, 2].map((count) => counted(count, "entry", "entries")),
      ["1 entry", "2 entries"],
    );
    assert.deepEqual(
      [0, 1, 2].map((count) => agreeing(count, "is", "are")),
      ["are", "is", "are"],
    );
  });

  it("a list has commas, and `and` before the last", () => {
    assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", 3]].map(listOf), ["", "a", "a and b", "a, b and 3"]);
  });

  it("a list that is too long says how many items it leaves out", () => {
    const items = ["a", "b", "c", "d"];
    assert.deepEqual(
      [2, 3, 4, 5].map((most) => firstOf(items, most)),
      ["a, b and 2 more", "a, b, c and 1 more", "a, b, c, d", "a, b, c, d"],
    );
    assert.deepEqual([-1, 0, 1].map(andMore), ["", "", " and 1 more"]);
  });

  it("a capital letter is the first one alone", () => {
    assert.deepEqual(["", "production root", "CI root"].map(capital), ["", "Production root", "CI root"]);
  });
});
