import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { createProgress } from "../../src/cli/progress.ts";
import type { FetchAnswer } from "../../src/http/fetch.ts";

describe("progress on a terminal", () => {
  let written: string[];
  const terminal = { columns: 40, write: (text: string) => void written.push(text) };
  beforeEach(() => {
    written = [];
    mock.timers.reset();
    mock.timers.enable({ apis: ["setInterval"] });
  });

  it("shows nothing of what takes less than a second", () => {
    const progress = createProgress(terminal);
    progress.step("Reading the Factory");
    mock.timers.tick(999);
    progress.done();
    mock.timers.tick(5000);
    assert.deepEqual(written, []);
  });
  it("shows the step and its seconds from then on, and removes the line when done", () => {
    const progress = createProgress(terminal);
    progress.step("Reading the Factory");
    mock.timers.tick(1000);
    progress.step("Signing");
    mock.timers.tick(1000);
    progress.done();
    const clear = "\r\u001b[2K";
    assert.deepEqual(written, [
      `${clear}Reading the Factory (1 s)`,
      `${clear}Signing (1 s)`,
      `${clear}Signing (2 s)`,
      clear,
    ]);
  });
  it("counts the answers of the step, and names the oldest call that has none", async () => {
    const progress = createProgress({ ...terminal, columns: 120 });
    const answers = ["a", "b", "c"].map(() => Promise.withResolvers<FetchAnswer>());
    let sent = 0;
    const fetch = progress.counting(() => answers[sent++]!.promise);
    const call = (name: string) =>
      fetch(`https://api.example.org/ota/${name}?token=secret`, { redirect: "manual", signal: AbortSignal.any([]) });
    progress.step("Reading");
    const calls = ["root.json", "targets.json", "waves/"].map(call);
    mock.timers.tick(1000);
    answers[0]!.resolve({ status: 404, headers: new Headers(), body: null });
    await calls[0];
    mock.timers.tick(1000);
    answers[1]!.reject(new Error("lost"));
    await assert.rejects(calls[1]!);
    progress.step("Signing");
    assert.deepEqual(
      written.map((line) => line.slice("\r\u001b[2K".length)),
      [
        "Reading (1 s, 0 of 3 answers, waiting for root.json of api.example.org)",
        "Reading (2 s, 1 of 3 answers, waiting for targets.json of api.example.org)",
        "Signing (2 s, 0 of 1 answers, waiting for waves of api.example.org)",
      ],
    );
    answers[2]!.resolve({ status: 200, headers: new Headers(), body: null });
    await calls[2];
    progress.done();
  });
  it("keeps a long step on one line", () => {
    const progress = createProgress(terminal);
    progress.step("x".repeat(200));
    mock.timers.tick(1000);
    progress.done();
    assert.equal(written[0]!.length, "\r\u001b[2K".length + 39);
  });
  it("is silent while somebody is asked, and comes back with the next step", () => {
    const progress = createProgress(terminal);
    progress.step("one");
    mock.timers.tick(1000);
    progress.pause();
    written = [];
    mock.timers.tick(60_000);
    assert.deepEqual(written, []);
    progress.step("two");
    mock.timers.tick(1000);
    assert.match(written.join(""), /two/);
    progress.done();
  });
  it("writes nothing where there is no terminal", () => {
    const progress = createProgress(null);
    progress.step("Reading");
    mock.timers.tick(10_000);
    progress.pause();
    progress.done();
    assert.deepEqual(written, []);
  });
});
