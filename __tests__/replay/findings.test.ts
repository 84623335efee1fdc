import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { scenarioNames } from "../emulator/recordings.ts";
import { linesOf, reviewOfVector, stepsOf } from "../review/vector-reviews.ts";

/** What each recorded state is known to give, by `<scenario>/<step>`. */
const written = JSON.parse(readFileSync(new URL("findings.json", import.meta.url), "utf8")) as Record<string, string[]>;

/** The errors among them, each with the step of the recording that made it. */
const EXPLAINED: Readonly<Record<string, string>> = {
  "two-signers/07": "a Wave that one of two signers has signed: 2 of 3 signatures",
  "expert/23": "set-threshold --role=targets 2, where it was 3",
  "expert/24": "set-threshold --role=root 1, where it was 2",
  "expert/25": "delete-offline-key --role=root",
  "expert/26": "delete-offline-key --role=targets",
  "expert/27": "the same, signed by the first root key",
  "expert/28": "the same, signed by both",
};

describe("the findings of recorded states", () => {
  it("are written down for all 65 of them", () => {
    const states = scenarioNames.flatMap((scenario) => stepsOf(scenario).map((step) => `${scenario}/${step}`));
    assert.deepEqual(Object.keys(written).sort(), states.sort());
    assert.equal(states.length, 65);
  });

  it("are errors only where the recording made one", () => {
    const withErrors = Object.keys(written).filter((state) =>
      written[state]!.some((line) => line.startsWith("error ")),
    );
    assert.deepEqual(withErrors.sort(), Object.keys(EXPLAINED).sort());
  });

  for (const state of Object.keys(written)) {
    it(`of ${state} are exactly those`, async () => {
      const [scenario = "", step = ""] = state.split("/");
      assert.deepEqual(linesOf(await reviewOfVector(scenario, step)), written[state]);
    });
  }
});
