import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Fault } from "../../src/emulator/server/faults.ts";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { assertEnded, assertFailed } from "./assertions.ts";
import { badAnswers } from "./bad-answers.ts";
import { badArchives } from "./bad-archives.ts";
import type { StepResult } from "./runner.ts";
import { type Site, startSite } from "./site.ts";

const INIT = { wave: "w6", version: "6", tag: "production" } as const;

describe("a failing step of the Action, as the runner sees it", () => {
  let site: Site;
  let released: FactorySnapshot;

  before(async () => {
    site = await startSite();
    released = site.factory.snapshot();
  });
  beforeEach(() => {
    site.factory.restore(released);
    site.factory.clearFaults();
    site.factory.rewrite(null);
  });
  after(() => site.close());

  /** The step with the fault, and then the same step without it, which ends in the one right state. */
  async function withFault(command: string, fault: Fault, inputs: Record<string, string> = {}): Promise<StepResult> {
    const all = { ...INIT, ...site.keys, ...inputs };
    site.factory.addFault(fault);
    const step = await site.step(command, all);
    site.factory.clearFaults();
    const again = await site.step(command, all);
    assert.equal(again.exit, 0, again.raw);
    assert.equal(site.factory.state.waves.filter(({ name }) => name === "w6").length, 1);
    assert.equal(waveNamed(site.factory.state, "w6")!.status, command === "promote" ? "complete" : "active");
    return step;
  }

  it("the answer to the POST is lost, the Wave is there: done", async () => {
    assertEnded(await withFault("wave init", { method: "POST", path: "*/waves/", reset: "after" }), 0, "done");
    site.factory.restore(released);
    assertEnded(await withFault("wave init", { method: "POST", path: "*/waves/", body: "html" }), 0, "done");
  });

  it("the connection breaks before the POST arrives: unknown, with how to find out", async () => {
    const step = await withFault("wave init", { method: "POST", path: "*/waves/", reset: "before" });
    assertFailed(step, 4, "unknown", "write-unknown");
    assert.equal(step.result.changed, "unknown");
    assert.match(step.summary, /factory-tuf wave show w6/);
  });

  it("a documented refusal of the POST: refused, nothing changed", async () => {
    const step = await withFault("wave init", { method: "POST", path: "*/waves/", status: 423 });
    assertFailed(step, 1, "refused", "http-locked");
    assert.equal(step.result.changed, "no");
  });

  it("promote makes its Wave and then completing it fails: never called unchanged", async () => {
    const refused = await withFault("promote", { method: "POST", path: "*/complete/", status: 429 });
    assertFailed(refused, 4, "unknown", "http-rate-limited");
    assert.equal(refused.result.changed, "yes");
    assert.match(refused.result.error!.message, /^Wave w6 was created, but then: .*Part of the work was done\./);
  });

  it("a read that fails once with Retry-After: waited for, and done", async () => {
    const fault: Fault = { method: "GET", path: "*/targets.json", n: 1, status: 503, retryAfter: 1 };
    const step = await withFault("wave init", fault);
    assertEnded(step, 0, "done");
    assert.match(step.log.shown.join("\n"), /targets\.json was answered with 503; trying again in 1 s \(1 of 4\)/);
  });

  it("the deadline passes while a read hangs: refused; while the POST hangs: read back, and done", async () => {
    const hangs = { delayMs: 60_000, n: 1 };
    const reading = await withFault(
      "wave init",
      { method: "GET", path: "*/targets.json", ...hangs },
      { timeout: "1s" },
    );
    assertFailed(reading, 1, "refused", "deadline-exceeded");
    site.factory.restore(released);
    // Time enough for the reads of a busy machine.
    const writing = await withFault("wave init", { method: "POST", path: "*/waves/", ...hangs }, { timeout: "3s" });
    assertEnded(writing, 0, "done");
  });

  it("the run is cancelled while the POST hangs: what became of it is said, not guessed", async () => {
    site.factory.addFault({ method: "POST", path: "*/waves/", delayMs: 60_000 });
    const reached = Promise.withResolvers<void>();
    site.factory.rewrite(({ method }) => void (method === "POST" && reached.resolve()));
    const step = await site.step("wave init", { ...INIT, ...site.keys }, { cancelled: reached.promise });
    assertEnded(step, 0, "done");
    assert.ok(waveNamed(site.factory.state, "w6"));
  });

  it("the run is cancelled while it reads: refused, nothing sent", async () => {
    site.factory.addFault({ method: "GET", path: "*/targets.json", delayMs: 60_000 });
    const reached = Promise.withResolvers<void>();
    site.factory.rewrite(({ path }) => void (path.endsWith("targets.json") && reached.resolve()));
    const step = await site.step("wave init", { ...INIT, ...site.keys }, { cancelled: reached.promise });
    assertFailed(step, 1, "refused", "interrupted");
    assert.equal(site.factory.snapshot(), released);
  });

  const spawned = [
    "a bomb: 1 GiB of zeros in 1 MiB",
    "another passphrase",
    "a plain archive",
    "the root key beside the targets key",
    "an HTML login page for every call",
    "a redirect to another host",
    "an expired root",
    "a gap in the chain of roots",
  ];
  for (const title of spawned) {
    it(`bad input: ${title}`, async () => {
      const bad = [...badArchives, ...badAnswers].find((candidate) => candidate.title === title)!;
      const { factory, workspace } = site;
      const inputs = { ...INIT, ...site.keys, ...(await bad.arrange({ factory, workspace })) };
      const arranged = factory.snapshot();
      const step = await site.step("wave init", inputs, { putThere: ["bomb.age"] });
      await workspace.remove("bomb.age");
      assertFailed(step, 1, "refused", bad.code);
      assert.match(step.result.error!.message, bad.says);
      assert.equal(factory.snapshot(), arranged);
    });
  }
});

itIsTakenByTheJudge();
