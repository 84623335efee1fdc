import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { DueDate } from "../../src/reminder/due-date.ts";
import { issueBody, issueTitle } from "../../src/reminder/issue-text.ts";
import { memoryIn, memoryLine, noMemory, unresolved } from "../../src/reminder/memory.ts";
import { planReminder, wantedIssue } from "../../src/reminder/plan.ts";
import { stepOf } from "../../src/reminder/steps.ts";

const moment = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2999-01-01T00:00:00Z"), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));
const id = fc.oneof(
  fc.constant("root"),
  fc.stringMatching(/^prod-targets\/[A-Za-z0-9_.+-]{1,100}$/),
  fc.stringMatching(/^wave\/[A-Za-z0-9_.+-]{1,128}$/),
  fc.stringMatching(/^root-key\/[0-9a-f]{64}$/),
);
const remembered = fc.record({ id, at: moment, version: fc.nat() }, { noNullPrototype: true });

describe("what an issue remembers", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(
        fc.array(remembered, { maxLength: 50 }),
        fc.option(fc.integer({ min: 1, max: 3650 })),
        fc.option(moment),
        (due, step, blindSince) => {
          const memory = { due, step, blindSince };
          assert.deepEqual(memoryIn(`${memoryLine("acme", memory)}\ntext`, "acme"), memory);
        },
      ),
    );
  });
  it("is bounded, whatever is due", () => {
    const due = Array.from({ length: 500 }, (_, n) => ({
      id: `wave/${"w".repeat(120)}${n}`,
      at: new Date(0),
      version: 1,
    }));
    const line = memoryLine("acme", { due, step: 7, blindSince: null });
    assert.equal(memoryIn(line, "acme").due.length, 50);
    assert.ok(line.length < 20_000);
  });
  it("never throws, and takes nothing that it would not have written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const line = `<!-- factory-tuf:remind acme ${Buffer.from(text).toString("base64") || "="} -->`;
        const { due, step } = memoryIn(line, "acme");
        assert.ok(step === null || step > 0);
        for (const entry of due) assert.match(entry.id, /^(?:root|root-key\/|prod-targets\/|wave\/)/);
      }),
    );
  });
  it("is settled by a verified document of that version or a later one, and by nothing else", () => {
    const at = new Date("2027-01-01T00:00:00Z");
    const entry = (name: string, version: number) => ({ id: name, at, version });
    const due = [
      entry("prod-targets/a", 5),
      entry("prod-targets/b", 5),
      entry("prod-targets/c", 5),
      entry("wave/w", 5),
    ];
    const dates = [entry("prod-targets/a", 6), entry("prod-targets/b", 4)] as unknown as Parameters<
      typeof unresolved
    >[1];
    assert.deepEqual(
      unresolved(due, dates).map((one) => one.id),
      ["prod-targets/b", "prod-targets/c"],
    );
  });
});

describe("the issue's text", () => {
  it("fits into GitHub's 65,536 characters with 2,000 tags due, the nearest in full", () => {
    const due = Array.from(
      { length: 2000 },
      (_, n): DueDate => ({
        id: `prod-targets/${"t".repeat(90)}${n}`,
        at: new Date(Date.UTC(2027, 0, 1) + n * 60_000),
        daysLeft: 20,
        version: 5,
        what: `The production targets for tag ${"t".repeat(90)}${n} (version 5) expire`,
        consequence: "Devices of that tag then refuse them.",
        role: "targets",
        holders: Array.from({ length: 50 }, (_, key) => ({
          keyid: String(key).repeat(64).slice(0, 64),
          owner: "<b>@o".repeat(200),
        })),
        commands: ["factory-tuf promote"],
      }),
    );
    const plan = planReminder(
      "acme",
      { dates: due, unproven: [], blind: null },
      { days: 90, namesOwners: true, now: new Date(0) },
    );
    const body = issueBody(plan, wantedIssue(plan, noMemory, false));
    assert.ok(body.length <= 65_536, String(body.length));
    assert.match(body, /### The production targets for tag t{90}0 /);
    assert.doesNotMatch(body, /<b>|@o/);
    assert.ok(issueTitle(plan, { open: true, memory: noMemory }).length <= 256);
  });
});

describe("the steps", () => {
  it("are the days option, then 60, 30, 14 and 7, each reached on its day", () => {
    const steps = [91, 90, 61, 60, 31, 30, 15, 14, 8, 7, 0, -1].map((days) => stepOf(days, 90));
    assert.deepEqual(steps, [null, 90, 90, 60, 60, 30, 30, 14, 14, 7, 7, 7]);
  });
  it("leave out what lies before the days option", () => {
    assert.deepEqual(
      [31, 30, 20, 14, 5].map((days) => stepOf(days, 20)),
      [null, null, 20, 14, 7],
    );
    assert.deepEqual(
      [5, 4, 3].map((days) => stepOf(days, 4)),
      [null, 4, 4],
    );
  });
});
