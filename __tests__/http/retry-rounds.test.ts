import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gatheredRetries } from "../../src/http/retry-rounds.ts";

const retry = (call: string, why: string, round = "1 of 4") => ({ message: `GET ${call} ${why}.`, why, round });

describe("calls that are tried again", () => {
  function listener() {
    const said: string[] = [];
    const due: (() => void)[] = [];
    const tell = gatheredRetries(
      (message) => said.push(message),
      (say) => due.push(say),
    );
    const elapse = () => {
      for (const say of due.splice(0)) say();
    };
    return { said, tell, elapse };
  }
  it("alone says its own sentence", () => {
    const { said, tell, elapse } = listener();
    tell(retry("/a", "was answered with 503"));
    elapse();
    assert.deepEqual(said, ["GET /a was answered with 503."]);
  });
  it("for one reason within a moment are one line, and a later round is another", () => {
    const { said, tell, elapse } = listener();
    for (const call of ["/a", "/b", "/c"]) tell(retry(call, "could not reach api.example:443 (ECONNREFUSED)"));
    tell(retry("/d", "was answered with 503"));
    tell(retry("/e", "was answered with 503"));
    elapse();
    for (const call of ["/a", "/b"]) tell(retry(call, "could not reach api.example:443 (ECONNREFUSED)", "2 of 4"));
    elapse();
    assert.deepEqual(said, [
      "Could not reach api.example:443 (ECONNREFUSED); trying again (1 of 4).",
      "2 calls were answered with 503; trying again (1 of 4).",
      "Could not reach api.example:443 (ECONNREFUSED); trying again (2 of 4).",
    ]);
  });
});
