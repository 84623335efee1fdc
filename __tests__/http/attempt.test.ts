import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnswerBudget } from "../../src/http/answer-budget.ts";
import { attempt } from "../../src/http/attempt.ts";
import type { AnswerBody, FetchInit } from "../../src/http/fetch.ts";
import { endless } from "../kit/endless.ts";
import { rejected } from "../kit/refusal.ts";

const chunk = () => new Uint8Array(4);

function answering(body: () => AsyncGenerator<Uint8Array<ArrayBuffer>>, maxBytes = 100) {
  let sent: FetchInit | undefined;
  const taken: number[] = [];
  const budget = new AnswerBudget();
  budget.take = (bytes) => void taken.push(bytes);
  budget.giveBack = (bytes) => void taken.push(-bytes);
  const stream: AnswerBody = Object.assign(body(), { cancel: async () => {} });
  const fetch = async (_url: string, init: FetchInit) => {
    sent = init;
    return { status: 201, headers: new Headers({ date: "now" }), body: stream };
  };
  const limits = { where: "GET /x", maxBytes, budget, began: () => void taken.push(0) };
  const made = attempt({ fetch, signal: endless, attemptMs: 50 }, "https://x/x", { method: "GET" }, limits);
  return { made, taken, sent: () => sent! };
}

describe("one attempt of a call", () => {
  it("has a whole answer, and says when it begins; its bytes are taken from the budget", async () => {
    const { made, taken, sent } = answering(async function* () {
      yield chunk();
      yield chunk();
    });
    const { status, bytes } = await made;
    assert.deepEqual([status, bytes.length], [201, 8]);
    assert.deepEqual(taken, [0, 4, 4]);
    assert.equal(sent().redirect, "manual");
  });

  it("gives back what had come when the answer breaks off, or is too large", async () => {
    const broken = answering(async function* () {
      yield chunk();
      throw new TypeError("terminated");
    });
    await assert.rejects(broken.made, /terminated/);
    assert.deepEqual(broken.taken, [0, 4, -4]);
    const large = answering(async function* () {
      yield chunk();
      yield chunk();
    }, 7);
    assert.equal((await rejected(large.made)).code, "response-too-large");
    assert.deepEqual(large.taken, [0, 4, -4]);
  });

  it("is aborted when its own time is over", async () => {
    const { made, sent } = answering(async function* () {
      await new Promise((resolve) => setTimeout(resolve, 80));
      yield chunk();
    });
    await made;
    assert.equal(sent().signal.aborted, true);
    assert.equal(sent().signal.reason.name, "TimeoutError");
  });
});
