import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { daysLeftText } from "../../src/report/days.ts";
import { NOW } from "../kit/now.ts";
import { sharedBench } from "../kit/shared-bench.ts";

describe("days in words", () => {
  for (const [days, text] of [
    [365, "in 365 days"],
    [1, "in 1 day"],
    [0, "today"],
    [-1, "1 day ago"],
    [-3, "3 days ago"],
  ] as const) {
    it(`says ${text}`, () => {
      assert.equal(daysLeftText(days), text);
    });
  }
});

describe("days until something expires, as every command says them", () => {
  const bench = sharedBench({ now: new Date(NOW.getTime() + 400) }, (_bench) => {
    // No command runs on a whole second, which is what documents are written in.
  });

  it("says 365 days of what is valid for a year", async () => {
    const { text, data, outputs } = await bench.run("wave plan", { version: "6", tag: "production" });
    assert.match(text, /Expires\s+2027-11-23T08:00:00Z \(in 365 days\)/);
    assert.equal(data.expiresInDays, 365);
    assert.equal(outputs["root-days-left"], 365);
  });

  it("says 1 day of what was given one", async () => {
    const { text, data } = await bench.run("wave plan", { version: "6", tag: "production", "expires-days": "1" });
    assert.match(text, /\(in 1 day\)/);
    assert.equal(data.expiresInDays, 1);
  });

  it("says the same of the root: on a terminal, in outputs and by the reminder", async () => {
    const shown = await bench.run("root show");
    assert.match(shown.text, /\(in 365 days\)/);
    assert.equal(shown.data.expiresInDays, 365);
    const reminded = await bench.run("remind", { "dry-run": "true" });
    assert.equal(reminded.data.dates.find(({ id }: { id: string }) => id === "root").daysLeft, 365);
  });

  it("says the same in a review, in its overview and its deadlines", async () => {
    const { data } = await bench.run("review", { "fail-on": "never" });
    const [root] = data.overview.deadlines.filter(({ what }: { what: string }) => /^Production root/.test(what));
    assert.equal(root.daysLeft, 365);
    assert.equal(data.overview.production[0].daysLeft, 365);
  });
});
