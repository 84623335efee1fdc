// `keys list` where there is nothing to list: every key lives in an HSM.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedBench } from "../../kit/shared-bench.ts";

const bench = sharedBench({});

describe("keys list without an archive", () => {
  it("says where the keys are shown whose private halves live elsewhere", async () => {
    const { error } = await bench.refused("keys list", {}, "keys-missing", /none was named/);
    assert.match(error.next, /^Name it with --keys\. If all keys are held by signers, factory-tuf root show/);
  });
});
