// The vendor's recorded commands, run again as ours: on the state before each step, with the archive of that
// moment. What is read may differ, because we verify more; what is written may not.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { RecordedState } from "../../src/emulator/server/recorded.ts";
import type { LoggedRequest } from "../../src/emulator/server/server.ts";
import { docOf, rootDocOf } from "../../src/emulator/state/documents.ts";
import type { TargetsDocument } from "../../src/emulator/state/state.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import { isObject } from "../../src/json/object.ts";
import { tally } from "../../src/tuf/metadata/threshold.ts";
import {
  type RecordedStep,
  recordedCalls,
  recordedStateAfter,
  recordedSteps,
  scenarioNames,
} from "../emulator/recordings.ts";
import { translate } from "../kit/recorded-commands.ts";
import { type Ran, type Workbench, workbench } from "../kit/workbench.ts";

const VECTORS = new URL("../vectors/", import.meta.url);

/** Why each refused step is refused by us: by `scenario step`. */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, RegExp]>> = {
  "waves 3": ["wave-active-for-tag", /Wave w1 \(version 3\) is already active for tag production/],
  "waves 7": ["rollout-needs-scope", /needs a group, a limit or uuids/],
  "waves 18": ["version-not-above-production", /for tag production are already at version 6/],
  "waves 19": ["version-not-found", /CI has no targets of version 99/],
  "waves 20": ["keys-none-active", /expected one of [0-9a-f]{64}.*; found [0-9a-f]{64}/],
  "waves 21": ["prune-refused", /Version 6 is the one to be released and cannot be pruned/],
  "waves 22": ["prune-refused", /Production has no targets of version 2 to prune/],
  "two-signers 8": ["threshold-not-met", /it has 2 of 3 valid signatures.*Still to sign: [0-9a-f]{64}/],
};

/**
 * Calls of the vendor's tool that we do not make: it sends a percentage again, which counts whoever was not told yet. Ours
 * counts all devices, and 10 % of 10 were told before.
 */
const NOT_SENT: ReadonlySet<string> = new Set(["waves 6"]);

let replayed = 0;
let equalWrites = 0;
let refusals = 0;
after(() =>
  process.stdout.write(`# replayed ${replayed} recorded steps: ${equalWrites} writes equal, ${refusals} refusals\n`),
);

for (const scenario of scenarioNames) {
  const steps = recordedSteps(scenario).flatMap((step, index) => {
    const translated = translate(step.args);
    return translated ? [{ ...translated, step, index }] : [];
  });
  if (steps.length === 0) continue;
  describe(`the recording ${scenario}, replayed`, () => {
    for (const { command, raw, step, index } of steps) {
      it(`step ${index}: ${step.args.join(" ")}`, async () => {
        const bench = await benchBefore(scenario, index);
        try {
          const recorded = recordedCalls(scenario).slice(...step.calls);
          const isSent = !NOT_SENT.has(`${scenario} ${index}`);
          const writes = isSent ? recorded.filter(({ method }) => method !== "GET") : [];
          const options = withArchive(bench, scenario, index, raw);
          const refusal = REFUSALS[`${scenario} ${index}`];
          if (step.status !== 0) {
            assert.ok(refusal, "a refused step has a code of its own");
            const { posts, error } = await bench.refused(command, options, ...refusal);
            assert.deepEqual(posts, []);
            assert.equal(error.changed, "no");
            refusals++;
          } else {
            assert.equal(refusal, undefined);
            const ran = await bench.run(command, options);
            assert.deepEqual(
              ran.posts.map(asSent),
              writes.map(({ method, path, request }) => ({ method, path, body: request })),
            );
            assertAnswered(command, ran, recorded.at(-1)?.response, step);
            equalWrites += writes.length;
          }
          replayed++;
        } finally {
          await bench.close();
        }
      });
    }
  });
}

describe("the replay", () => {
  it("covers every recorded step of waves and show-root", () => {
    const covered = scenarioNames
      .flatMap((name) => recordedSteps(name))
      .filter(({ args }) => /^(?:waves|keys,tuf,show-root)/.test(args.join()));
    assert.equal(replayed, covered.length);
    assert.deepEqual([replayed, equalWrites, refusals], [32, 14, 8]);
  });
});

describe("wave init on the recording rotations-rsa", () => {
  it("sends one RSA-PSS signature, which verifies under the production root with the online one", async () => {
    const bench = await benchBefore("rotations-rsa", 4);
    try {
      const raw = withArchive(bench, "rotations-rsa", 4, {
        wave: "w1",
        version: "3",
        tag: "production",
        "new-tag": "production",
        archive: "targets",
      });
      const { posts, status } = await bench.run("wave init", raw);
      assert.equal(status, "done");
      const { targets } = posts[0]!.body as { targets: TargetsDocument };
      assert.deepEqual(
        targets.signatures.map(({ method }) => method),
        ["rsassa-pss-sha256"],
      );
      const root = rootDocOf(bench.factory.state.prodRoots.at(-1)!);
      const { signedBy, invalid, foreign } = tally(docOf(targets), root, "targets");
      assert.deepEqual([signedBy, invalid, foreign], [[targets.signatures[0]!.keyid], [], []]);
    } finally {
      await bench.close();
    }
  });
});

/** A moment after the recorded state came about, and the first root as the trusted one. */
async function benchBefore(scenario: string, index: number): Promise<Workbench> {
  const load = stateBefore(scenario, index);
  const stamps = [
    ...load.waves.waves.map((wave) => wave["change-meta"]["created-at"]),
    ...load["ci-roots"].map(({ signed }) => signed["x-changelog"]?.timestamp ?? ""),
  ].sort();
  const bench = await workbench({ load, unpinned: true, now: new Date(Date.parse(stamps.at(-1)!) + 1000) });
  bench.file(".factory-tuf/root.json", JSON.stringify(load["ci-roots"][0]));
  // The recordings hold none, and nobody has the keys to sign them: a token that may not look.
  for (const role of ["snapshot", "timestamp"]) {
    bench.factory.addFault({ method: "GET", path: `*/${role}.json*`, status: 403 });
  }
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
    .filter((name) => name.slice(3) === `${archive}.tgz` && Number(name.slice(0, 2)) < index)
    .sort()
    .at(-1)!;
  bench.file(`${archive}.tgz`, readFileSync(new URL(file, folder)));
  return { ...raw, keys: `${archive}.tgz` };
}

function asSent({ method, path, body }: LoggedRequest) {
  return { method, path, body };
}

/** A command that only shows must show what the recorded answer holds. */
function assertAnswered(
  command: string,
  { data, warnings, status, stdout }: Ran,
  response: unknown,
  { args }: RecordedStep,
): void {
  assert.ok(isObject(response));
  if (command === "root show") assert.deepEqual(JSON.parse(stdout), response);
  if (command === "wave show") assert.deepEqual(data.targets, response.targets);
  if (command === "wave list") assert.equal(data.total, response.total);
  if (command === "wave status")
    assert.deepEqual([data.name, data.version, data.tag], [response.name, response.version, response.tag]);
  if (command === "wave init") {
    const long = warnings.filter((warning) => warning.includes("(validity-too-long)"));
    assert.equal(long.length, 1, "an expiry in 2031 is a warning");
    assert.match(long[0]!, /stay valid for 1501 days, until 2031-01-02T03:04:05Z/);
  }
  const isShown = /show|list|status/.test(command) || args.includes("--dry-run");
  assert.equal(status, isShown ? "unchanged" : "done");
}
