import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { midSentence, spoken } from "../../../../src/review/sentences/message.ts";

describe("spoken", () => {
  it("calls documents by their names for people, with the version where one is known", () => {
    assert.equal(spoken("prod-root", 4), "Production root v4");
    assert.equal(spoken("ci-root@3"), "CI root v3");
    assert.equal(spoken("staged-prod-root", 5), "Staged production root v5");
    assert.equal(spoken("prod-targets/qa", 6), "Production targets v6 for tag qa");
    assert.equal(spoken("timestamp/qa"), "Timestamp for tag qa");
    assert.equal(spoken("wave/a@b/c", 7), "Wave a@b/c");
    assert.equal(midSentence("prod-root", 4), "production root v4");
    assert.equal(midSentence("ci-targets"), "CI targets");
  });

  it("takes names from outside as they are", () => {
    assert.equal(spoken("prod-targets/a/b@c", 1), "Production targets v1 for tag a/b@c");
    assert.equal(midSentence("constructor"), "constructor");
  });
});
