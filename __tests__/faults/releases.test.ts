// Every call of a release fails in every way: what is said of it is true, and the same command again ends it.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { Deadlines, type MadeRequest, type Run, runHere } from "../e2e/in-process.ts";
import {
  promoteScenario,
  type Scenario,
  waveCompleteScenario,
  waveInitScenario,
  waveSignScenario,
} from "../e2e/scenarios.ts";
import { itIsTakenByTheJudge } from "../judges/released.ts";
import { applies, type Call, expectedStatus, FAULT_KINDS, type FaultKind } from "./kinds.ts";

const EXITS = { done: 0, refused: 1, unknown: 4 } as const;
let cases = 0;

describe("every call of a release fails in every way", () => {
  matrix("wave init", waveInitScenario);
  matrix("wave sign", waveSignScenario);
  matrix("wave complete", waveCompleteScenario);
  matrix("promote", promoteScenario);

  it("covers hundreds of cases", (t) => {
    t.diagnostic(`${cases} fault cases`);
    assert.ok(cases > 500, `only ${cases} cases ran`);
  });
});

function matrix(command: string, start: () => Promise<Scenario>): void {
  describe(command, async () => {
    const scenario = await start();
    const { factory } = scenario;
    const begin = factory.snapshot();
    const calls = await recordCalls(scenario);
    factory.restore(begin);
    after(() => scenario.close());

    it(`makes ${calls.length} calls, all of which are struck`, () => {
      assert.ok(calls.some(({ method }) => method === "POST"));
      assert.ok(calls.length >= 10, `recorded only ${calls.length}`);
    });

    for (const kind of FAULT_KINDS) {
      it(`ends rightly after: ${kind.name}`, async () => {
        for (const call of calls.filter((struck) => applies(kind, struck))) {
          await assertCase(scenario, begin, kind, call);
          cases++;
        }
      });
    }
  });
}

async function recordCalls({ command, inputs, factory, workspace, assertReached }: Scenario): Promise<Call[]> {
  const { exitStatus, requests, error } = await runHere(command, inputs, factory, workspace);
  assert.deepEqual(exitStatus, { exit: 0, status: "done", changed: "yes" }, String(error));
  assertReached(factory.state);
  return requests.map((request, at) => {
    const { by, method, path } = request;
    const earlier = requests.slice(0, at);
    return {
      by,
      method,
      path,
      n: earlier.filter((other) => isSame(other, request)).length + 1,
      afterWrite: earlier.some((other) => other.method !== "GET"),
      commandGoesOn: requests.slice(at + 1).some((other) => other.by === "command"),
    };
  });
}

function isSame(one: MadeRequest, other: MadeRequest): boolean {
  return one.method === other.method && one.path === other.path;
}

async function assertCase(scenario: Scenario, begin: FactorySnapshot, kind: FaultKind, call: Call): Promise<void> {
  const { command, inputs, factory, workspace, assertReached } = scenario;
  const name = `${kind.name} at ${call.method} ${call.path} (${call.n})`;
  factory.restore(begin);
  const deadlines = new Deadlines();
  for (const fault of kind.faults(call)) factory.addFault(fault);
  whenReached(scenario, call, () => {
    for (const fault of kind.afterwards ?? []) factory.addFault(fault);
    if (kind.deadline) setImmediate(() => deadlines.pass(call.by));
  });
  const run = await runHere(command, inputs, factory, workspace, deadlines);
  factory.clearFaults();
  factory.rewrite(null);
  assertStatus(run, expectedStatus(kind, call), name);
  if (run.exitStatus.exit === 0) assertReached(factory.state);
  if (run.exitStatus.exit === 1) {
    // The Factory is where the recorded run began, so that run is what the same step would do now.
    assert.equal(factory.snapshot(), begin, `${name}: refused, but something was changed`);
    return;
  }

  const again = await runHere(command, inputs, factory, workspace);
  assert.equal(again.exitStatus.exit, 0, `${name}, run again: ${again.error}`);
  assertReached(factory.state);
}

/** Calls `then` as soon as the Factory has carried out the call, before it answers. */
function whenReached({ factory }: Scenario, call: Call, then: () => void): void {
  let seen = 0;
  factory.rewrite((request) => {
    if (request.method === call.method && request.path === call.path && ++seen === call.n) then();
    return undefined;
  });
}

function assertStatus({ exitStatus, error, pauses }: Run, expected: keyof typeof EXITS, name: string): void {
  assert.equal(exitStatus.status, expected, `${name}: ${error}`);
  assert.equal(exitStatus.exit, EXITS[expected], name);
  if (expected === "done") return;
  assert.ok(error instanceof ToolError, `${name}: a bug: ${error instanceof Error ? error.stack : error}`);
  if (expected === "refused") assert.match(error.message, /Nothing was changed\./, name);
  else {
    assert.match(error.message, /Part of the work was done\.|Whether the Factory was changed is not known\./, name);
    assert.match(error.next, /factory-tuf wave|[Rr]un(ning)? the same step again/, name);
  }
  assert.ok(
    pauses.every((ms) => ms <= 60_000),
    `${name}: paused for ${pauses}`,
  );
}

itIsTakenByTheJudge();
