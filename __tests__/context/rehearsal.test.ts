import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type ClockInput, timeOfRun } from "../../src/context/rehearsal.ts";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import { rejected } from "../kit/refusal.ts";

const MACHINE = new Date("2026-11-23T08:00:00Z");
const THEN = new Date("2030-05-05T08:00:00Z");
const REHEARSED = { FACTORY_TUF_CLOCK: "factory" };

let factory: EmbeddedFactory;
before(async () => {
  factory = await startFactory({ clock: () => THEN });
});
after(() => factory.close());

const time = (input: Partial<ClockInput> = {}) =>
  timeOfRun({
    now: MACHINE,
    env: REHEARSED,
    door: "cli",
    command: { needs: "keys" },
    apiUrl: factory.url,
    ...input,
  });
const refused = (input: Partial<ClockInput>, code: ErrorCode, says: RegExp) => rejected(time(input), code, says);

describe("the time of a run", () => {
  for (const door of ["cli", "action"] as const) {
    it(`is that of a Factory on this machine where FACTORY_TUF_CLOCK=factory asks for it, through the door ${door}`, async () => {
      assert.deepEqual(await time({ door }), THEN);
      const { path, user } = factory.requests.at(-1)!;
      assert.deepEqual([path, user], ["/", null], "no credentials are sent for it");
    });
  }

  it("is the machine's otherwise, and nobody is asked", async () => {
    const before = factory.requests.length;
    assert.equal(await time({ env: {} }), MACHINE);
    assert.equal(await time({ env: { FACTORY_TUF_CLOCK: "" } }), MACHINE);
    assert.equal(await time({ command: { needs: "nothing" } }), MACHINE);
    assert.equal(factory.requests.length, before);
  });

  it("is nobody else's: any other server is refused by name before it is asked", async () => {
    const fetch = () => assert.fail("it was asked");
    for (const apiUrl of ["https://api.foundries.io", "https://127.0.0.1.example.org", undefined]) {
      await refused(
        { apiUrl, fetch, door: "action" },
        "config-invalid",
        /FACTORY_TUF_CLOCK=factory takes the time .* would contact /,
      );
    }
  });

  it("is not made up: a server that is not there, or tells no time", async () => {
    await refused({ apiUrl: "http://127.0.0.1:9" }, "network-failed", /http:\/\/127\.0\.0\.1:9 did not say its time/);
    factory.rewrite((_, answer) => ({ ...answer, headers: { date: "" } }));
    await refused({}, "response-malformed", /has no readable Date/);
  });
});
