// The network and the Factory fail a rotation at each of its calls, in each way: what is said is true, no key is lost,
// and the same command again, or keys resume, ends it.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Fault } from "../../src/emulator/server/faults.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { ALL, filesOf, freshFolder, keyidsIn, ROOT, TARGETS } from "../rotation/rotation-bench.ts";

const bench = sharedBench();
let played = 0;
after(() => process.stdout.write(`# ${played} faults of rotations\n`));

const CALLS = {
  "starting the transaction": { method: "POST", path: "*/root/updates" },
  "making online keys": { method: "POST", path: "*/root/updates/gen-online-keys" },
  "reading the transaction": { method: "GET", path: "*/root/updates" },
  "staging the roots": { method: "PUT", path: "*/root/updates" },
  "applying the roots": { method: "POST", path: "*/root/updates/apply" },
} as const;

const WAYS: readonly (readonly [string, Omit<Fault, "method" | "path">])[] = [
  ["lost before it arrived", { reset: "before" }],
  ["carried out, its answer lost", { reset: "after" }],
  ["carried out, its answer cut off", { body: "truncated" }],
  ["carried out, then a login page", { body: "html" }],
  ["refused with 400", { status: 400 }],
  ["refused with 403", { status: 403 }],
  ["refused with 409", { status: 409 }],
  ["refused with 422", { status: 422 }],
  ["answered with 500", { status: 500 }],
  ["answered with 503", { status: 503 }],
];

const ROTATIONS = [
  ["keys rotate", ROOT],
  ["keys rotate", TARGETS],
  ["keys rotate-all", ALL],
] as const;

for (const [name, raw] of ROTATIONS) {
  const title = `${name}${"role" in raw ? ` --role ${raw.role}` : ""}`;
  describe(`${title}, when a call fails`, () => {
    for (const [call, target] of Object.entries(CALLS)) {
      if (call === "making online keys" && name !== "keys rotate-all") continue;
      for (const [way, fault] of WAYS) {
        it(`${call}: ${way}`, async () => {
          // The first look at the transaction comes before anything; the second one is what this is about.
          bench.factory.addFault({ ...target, ...fault, ...(target.method === "GET" ? { n: 2 } : { n: 1 }) });
          const ended = await attempt(name, raw);
          const { ciRoots, transaction } = bench.factory.state;
          const rotated = ciRoots.length === bench.start.ciRoots.length + 1;
          if (ended === null) assert.ok(rotated && transaction === null, "done is done");
          else if (ended.changed === "no") {
            assert.ok(!rotated && transaction === null, `nothing was changed: ${ended.message}`);
          } else assert.match(ended.next, /keys resume/, ended.message);
          await keysAreSafe();
          bench.factory.clearFaults();

          const then = { state: bench.factory.snapshot(), files: filesOf(bench) };
          const { data } = await bench.run("keys resume", resumeRaw(raw));
          if (ended?.changed === "no" || ended === null) assert.equal(data.outcome, "nothing");
          await isRight();
          if (ended === null) return void played++;

          bench.factory.restore(then.state);
          freshFolder(bench);
          for (const [file, content] of Object.entries(then.files)) bench.file(file, Buffer.from(content, "base64"));
          await bench.run(name, raw);
          assert.equal(
            bench.factory.state.ciRoots.length,
            bench.start.ciRoots.length + 1,
            "one rotation, however often it is run",
          );
          await isRight();
          played++;
        });
      }
    }
  });
}

async function attempt(name: string, raw: Readonly<Record<string, string>>): Promise<ToolError | null> {
  try {
    assert.equal((await bench.run(name, raw)).status, "done");
    return null;
  } catch (error) {
    assert.ok(error instanceof ToolError, String(error));
    return error;
  }
}

function resumeRaw(raw: Readonly<Record<string, string>>): Record<string, string> {
  const { keys = "", "targets-keys": targets } = raw;
  return { keys, ...(targets ? { "targets-keys": targets } : {}) };
}

/** Every key that the Factory's newest or staged root lists for its owner is in one of the files. */
async function keysAreSafe(): Promise<void> {
  const files = Object.keys(filesOf(bench)).filter((name) => /\.tgz(?:\.new)?$/.test(name));
  const held = (await Promise.all(files.map((file) => keyidsIn(bench, file)))).flat();
  const { prodRoots, transaction } = bench.factory.state;
  for (const { signed } of [prodRoots.at(-1)!, ...(transaction ? [transaction.ci] : [])]) {
    for (const keyid of Object.keys(signed["x-key-owners"] ?? {})) assert.ok(held.includes(keyid), `${keyid} is lost`);
  }
}

async function isRight(): Promise<void> {
  await keysAreSafe();
  const { transaction, ciRoots, prodRoots } = bench.factory.state;
  assert.deepEqual([transaction, prodRoots.length], [null, ciRoots.length]);
  assert.deepEqual(Object.keys(filesOf(bench)), ["root.tgz", "targets.tgz"]);
}
