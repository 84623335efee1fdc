import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { RunClock } from "../../src/context/run-clock.ts";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { createFactoryClient } from "../../src/factory/client.ts";
import type { FactoryClient } from "../../src/factory/types.ts";
import { manualClock } from "../kit/manual-clock.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const AHEAD = new Date("2026-11-23T10:00:00Z");

let factory: EmbeddedFactory;
let clock: RunClock;
let client: FactoryClient;
before(async () => {
  factory = await startFactory({ clock: manualClock(AHEAD) });
});
beforeEach(() => {
  clock = new RunClock(NOW, () => 0);
  client = createFactoryClient({
    factory: "acme",
    apiUrl: factory.url,
    oauthUrl: factory.url,
    credentials: { kind: "token", token: factory.tokens.owner, origin: "given" },
    signal: new AbortController().signal,
    wait: async () => {},
    now: NOW,
    clock,
  });
});
after(() => factory.close());

const writes = () => factory.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);

describe("the last door before a write", () => {
  it("is shut by a wrong clock, whatever a command has looked at; what ends something passes", async () => {
    await Promise.all([client.root("ci"), client.updates()]);
    await assert.rejects(
      client.initUpdates({ message: "a test", "first-time": false, shortcut: false }),
      (error) => error instanceof ToolError && error.code === "clock-wrong",
    );
    assert.deepEqual(writes(), []);
    await assert.rejects(client.cancelUpdates(), (error) => error instanceof ToolError && error.code !== "clock-wrong");
    assert.equal(writes().length, 1);
  });

  it("is open where one answer alone says so, and stays open once something was begun", async () => {
    await client.updates();
    const { txid } = await client.initUpdates({ message: "a test", "first-time": false, shortcut: false });
    assert.equal(clock.error()?.code, "clock-wrong");
    await client.generateOnlineKeys(txid, ["timestamp"], "ED25519");
    await client.cancelUpdates();
  });
});

describe("the clock of a run", () => {
  it("is dated by this machine, plus the minutes that it is behind, the same throughout", () => {
    const told = (aheadMs: number) => {
      const dateMs = NOW.getTime() + aheadMs;
      const of = new RunClock(NOW, () => 0);
      for (let n = 0; n < 2; n++) of.answered({ dateMs, sentMs: NOW.getTime(), receivedMs: NOW.getTime() });
      return of;
    };
    // A Date has whole seconds: the answer was given within the one that it names.
    assert.equal(told(16 * 60_000).dating.toISOString(), "2026-11-23T08:16:01.000Z");
    assert.equal(told(-6 * 60_000).dating.toISOString(), NOW.toISOString());
    assert.equal(told(2 * 3_600_000).dating.toISOString(), NOW.toISOString());
    const run = new RunClock(NOW, () => 0);
    const first = run.dating;
    for (let n = 0; n < 2; n++)
      run.answered({ dateMs: NOW.getTime() + 60_000, sentMs: NOW.getTime(), receivedMs: NOW.getTime() });
    assert.equal(run.dating, first);
  });

  it("is the Factory's in a rehearsal, however fast that one runs, and wherever it is", () => {
    let elapsedMs = 0;
    const run = new RunClock(NOW, () => elapsedMs, true);
    for (let hour = 0; hour < 5; hour++) {
      elapsedMs = hour * 1000;
      const at = NOW.getTime() + elapsedMs;
      run.answered({ dateMs: NOW.getTime() + hour * 3_600_000, sentMs: at, receivedMs: at });
      run.recorded("Wave w1", new Date(NOW.getTime() + (hour + 1) * 3_600_000).toISOString());
      assert.deepEqual([run.error(), run.warning()], [null, null]);
      run.beforeWrite();
    }
    assert.equal(new Date(run.factoryTime()).toISOString(), "2026-11-23T12:00:00.000Z");
  });

  it("warns once of the same thing", () => {
    const run = new RunClock(NOW, () => 0);
    run.recorded("Wave w1", "2026-11-23T08:30:00Z");
    assert.match(run.warning() ?? "", /^Wave w1 says that it was made at 2026-11-23T08:30:00Z/);
    assert.equal(run.warning(), null);
  });
});
