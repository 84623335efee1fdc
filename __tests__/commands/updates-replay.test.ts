// The vendor's recorded work on transactions, run again as ours: on the state before each step, with the archive of
// that moment and the clock of that second. What is read may differ, because we verify more; what is written may not.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { RecordedState } from "../../src/emulator/recorded.ts";
import type { ErrorCode } from "../../src/tuf/errors.ts";
import { type RecordedStep, recordedCalls, recordedStateAfter, recordedSteps } from "../emulator/recordings.ts";
import { type Workbench, workbench } from "./workbench.ts";

const VECTORS = new URL("../vectors/", import.meta.url);

/** Why each refused step is refused by us, by `scenario step`. All of them before anything is sent. */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, RegExp]>> = {
  "expert 5": ["transaction-open", /is open already/],
  "expert 12": ["value-invalid", /threshold cannot be 1/],
  "expert 14": ["blocked", /CI root has 0 of 1 signatures by the current root keys.*0 of 2 signatures by the new/],
  "expert 36": ["transaction-missing", /No TUF root updates are in progress/],
  "expert 37": ["transaction-missing", /No TUF root updates are in progress/],
};

/** Steps that make a new key: their requests hold a key of that moment and are compared elsewhere. */
const MAKES_KEY = /add-offline-key|rotate-offline-key/;

let replayed = 0;
let writes = 0;
let refusals = 0;
after(() =>
  process.stdout.write(
    `# replayed ${replayed} recorded steps of updates: ${writes} writes equal, ${refusals} refusals\n`,
  ),
);

for (const scenario of ["expert", "two-signers", "all-keys"]) {
  describe(`the recording ${scenario}, its transactions replayed`, () => {
    for (const [index, step] of recordedSteps(scenario).entries()) {
      const translated = translate(step);
      if (!translated || MAKES_KEY.test(step.args.join(" "))) continue;
      const [command, raw] = translated;
      it(`step ${index}: ${step.args.join(" ")}`, async () => {
        const bench = await benchBefore(scenario, index);
        try {
          const recorded = recordedCalls(scenario).slice(...step.calls);
          const sent = recorded.filter(({ method }) => method !== "GET");
          const options = withArchive(bench, scenario, index, raw);
          const refusal = REFUSALS[`${scenario} ${index}`];
          if (step.status !== 0) {
            assert.ok(refusal, "a refused step has a code of its own");
            const { posts, error } = await bench.refused(command, options, ...refusal);
            assert.deepEqual([posts, error.changed], [[], "no"]);
            refusals++;
          } else {
            assert.equal(refusal, undefined);
            const ran = await bench.run(command, options);
            assert.deepEqual(
              ran.posts.map(({ method, path, body }) => ({ method, path, body })),
              sent.map(({ method, path, request }) => ({ method, path, body: request })),
            );
            assert.match(ran.status, command === "updates review" ? /unchanged/ : /done|waiting/);
            writes += sent.length;
          }
          replayed++;
        } finally {
          await bench.close();
        }
      });
    }
  });
}

describe("the replay of transactions", () => {
  it("covers every recorded step that makes no key", () => {
    assert.deepEqual([replayed, writes, refusals], [36, 28, 5]);
  });
});

function translate({ args }: RecordedStep): [string, Record<string, string>] | null {
  if (args[0] === "keys" && args[1] === "resign-root") return ["root resign", { archive: args[2]! }];
  if (args[2] !== "updates") return null;
  const raw: Record<string, string> = {};
  const words = args.slice(4);
  for (let at = 0; at < words.length; at++) {
    const [name, value] = words[at]!.split("=");
    if (name === "-m") raw.changelog = words[++at]!;
    else if (name!.startsWith("--")) raw[name!.slice(2)] = value ?? "true";
    else raw.threshold = name!;
  }
  const { keys, ...options } = raw;
  return [`updates ${args[3]}`, { ...options, ...(keys ? { archive: keys } : {}) }];
}

/** The second in which the recording was made, and the first root as the trusted one. */
async function benchBefore(scenario: string, index: number): Promise<Workbench> {
  const load = stateBefore(scenario, index);
  const stamps = load["ci-roots"].map(({ signed }) => signed["x-changelog"]?.timestamp ?? "").sort();
  const bench = await workbench({ load, unpinned: true, now: new Date(stamps.at(-1)!) });
  bench.file(".factory-tuf/root.json", JSON.stringify(load["ci-roots"][0]));
  return bench;
}

function stateBefore(scenario: string, index: number): RecordedState {
  for (let step = index - 1; step >= 0; step--) {
    const state = recordedStateAfter(scenario, step) as RecordedState | null;
    if (state) return state;
  }
  return assert.fail("there is no state before this step");
}

/** `archive` by its recorded name, as it stood before the step. */
function withArchive(
  bench: Workbench,
  scenario: string,
  index: number,
  { archive, ...raw }: Record<string, string>,
): RawOptions {
  if (archive === undefined) return raw;
  const folder = new URL(`${scenario}/archives/`, VECTORS);
  const file = readdirSync(folder)
    .filter((name) => name.slice(3) === archive && Number(name.slice(0, 2)) < index)
    .sort()
    .at(-1)!;
  bench.file(archive, readFileSync(new URL(file, folder)));
  return { ...raw, keys: archive };
}
