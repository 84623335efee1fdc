// T33: a file in `.factory-tuf/` that looks like one of ours and is not read is refused by name. Else `require-plan: true` in
// `review.yaml` is a check that nobody makes.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pullRequest } from "../kit/pull-request.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS } from "../kit/workbench.ts";

const V6 = { version: "6", tag: "production" };
const STRICT = "version: 1\nrequire-plan: true\n";
const NEAR = ["review.yaml", "Review.yml", "pins.yml", "PINS.json", "waivers.yaml", "root.yml", "Root.json"];

const bench = sharedBench();

describe("T33 a near miss of a known name in .factory-tuf/", () => {
  for (const [command, raw] of [
    ["promote", { ...V6, ...KEYS }],
    ["wave init", { ...V6, ...KEYS, wave: "w6" }],
    ["wave plan", V6],
    ["wave list", {}],
    ["doctor", {}],
    ["review", {}],
    ["keys list", { keys: "root.tgz" }],
  ] as const) {
    for (const door of ["cli", "action"] as const) {
      if (door === "action" && command === "keys list") continue;
      it(`stops ${command} in the door ${door} before anything is sent`, async () => {
        for (const name of NEAR) {
          bench.file(`.factory-tuf/${name}`, STRICT);
          const given = door === "action" && "keys" in raw ? { ...raw, keys: "unread" } : raw;
          const says = new RegExp(`^\\.factory-tuf/${name} is not read. The right name is `);
          const { requests } = await bench.refused(command, given, "config-invalid", says, { door });
          assert.deepEqual(requests, [], name);
          rmSync(join(bench.folder, ".factory-tuf", name));
        }
      });
    }
  }

  it("beside the trusted root of one of several Factories stops as well", async () => {
    bench.file("eu/.factory-tuf/review.yaml", STRICT);
    bench.file("eu/.factory-tuf/root.json", JSON.stringify(bench.factory.state.ciRoots.at(-1)));
    const given = { "trusted-root": "eu/.factory-tuf/root.json" };
    await bench.refused("wave list", given, "config-invalid", /^eu\/\.factory-tuf\/review\.yaml is not read/);
    rmSync(join(bench.folder, "eu"), { recursive: true });
  });

  it("is told where it is a backup", async () => {
    const told: string[] = [];
    bench.file(".factory-tuf/review.yml~", STRICT);
    const { exit } = await bench.run("wave list", {}, { info: (message) => void told.push(message) });
    assert.equal(exit, 0);
    assert.match(told.join("\n"), /Not read in \.factory-tuf: review\.yml~\./);
    rmSync(join(bench.folder, ".factory-tuf/review.yml~"));
  });
});

describe("T33 a near miss in the base commit of a pull request", () => {
  it("stops the review, whether or not the proposal still has it", async () => {
    for (const kept of [true, false]) {
      const proposal = await pullRequest(
        () => ({ ".factory-tuf/review.yaml": "version: 1\nfail-on: note\n" }),
        () => (kept ? {} : { ".factory-tuf/review.yaml": "" }),
      );
      const where = kept ? "" : " of the base commit";
      const says = new RegExp(`^\\.factory-tuf/review\\.yaml${where} is not read`);
      await proposal.bench.refused("review", {}, "config-invalid", says, { env: proposal.env });
      await proposal.close();
    }
  });
});
