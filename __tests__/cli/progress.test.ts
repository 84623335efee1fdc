import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { createProgress } from "../../src/cli/progress.ts";

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
