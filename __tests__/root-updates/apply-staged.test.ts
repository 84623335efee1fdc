import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context } from "../../src/context/context.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { applyStaged, type ExpectedRoots } from "../../src/root-updates/apply-staged.ts";
import { rejected } from "../kit/refusal.ts";

const over = new ToolError("deadline-exceeded", { happened: "The command was not done in time.", next: "Again." });

/** A Factory that is still applying, and a run whose time ends in the first pause. */
function applying(answer: () => Promise<void>): Context {
  const readBack = { root: async () => null, updates: async () => ({ status: "APPLYING" }) };
  const factory = { applyUpdates: answer };
  return { progress: () => {}, wait: () => Promise.reject(over), readBack, factory } as unknown as Context;
}

describe("applying the roots, when the run's time is over", () => {
  it("is not known after the Factory said done and is still applying: not only that the time is over", async () => {
    const error = await rejected(
      applyStaged(
        applying(async () => {}),
        "t1",
        {} as ExpectedRoots,
      ),
    );
    assert.equal(error.code, "write-unknown");
    assert.equal(error.changed, "unknown");
    assert.match(error.message, /it is still applying them/);
  });

  it("is not known after a lost answer", async () => {
    const lost = new ToolError("network-failed", { happened: "No answer.", changed: "unknown", next: "Look." });
    const error = await rejected(
      applyStaged(
        applying(() => Promise.reject(lost)),
        "t1",
        {} as ExpectedRoots,
      ),
    );
    assert.equal(error.code, "write-unknown");
    assert.equal(error.changed, "unknown");
    assert.match(error.message, /After 1 attempt the newest roots are not the staged ones/);
  });
});
