// The vendor rotates a key in one go. Taken apart into `updates init` and `updates rotate-offline-key --sign`, the same
// rotation must stage the same roots: the new key's place, owner and expiry, what is dropped, who signs in which order.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { RecordedState } from "../../src/emulator/server/recorded.ts";
import { readKeyPair } from "../../src/emulator/state/key-pair.ts";
import {
  type RecordedCall,
  type RecordedStep,
  recordedCalls,
  recordedStateAfter,
  recordedSteps,
  scenarioNames,
} from "../emulator/recordings.ts";
import { inRecordedWords, type SentRoots, withoutValues } from "../kit/recorded-new-key.ts";
import { benchBefore, contentOf, optionsIn, recordedArchive } from "../kit/recorded-updates.ts";
import { type Workbench, workbench } from "../kit/workbench.ts";

let rotated = 0;
let first = 0;
after(() =>
  process.stdout.write(`# replayed ${rotated} recorded rotations step by step, ${first} of them the first\n`),
);

for (const scenario of scenarioNames) {
  describe(`the rotations of the recording ${scenario}, step by step`, () => {
    for (const [index, step] of recordedSteps(scenario).entries()) {
      if (step.args[2] !== "rotate-offline-key") continue;
      const calls = recordedCalls(scenario).slice(...step.calls);
      const { "first-time": isFirst, "key-type": type = "ed25519", ...names } = optionsIn(step.args.slice(3));
      it(`step ${index}: ${step.args.join(" ")}`, async () => {
        const { request, response } = callOf("POST", calls);
        const theirs = callOf("PUT", calls).request as SentRoots;
        const bench = isFirst ? await freshBench(scenario, response) : await benchBefore(scenario, index, names);
        try {
          bench.clock.set(new Date(theirs["ci-root"].signed["x-changelog"]!.timestamp));
          const changelog = (request as { message: string }).message;
          const firstTime: object = isFirst ? { "first-time": "true", keys: names.keys! } : {};
          await bench.run("updates init", { changelog, ...firstTime });
          const given = { ...names, "key-type": type.toLowerCase(), sign: "true" };
          const { posts, data } = await bench.run("updates rotate-offline-key", given);
          // Theirs leaves the id of the transaction out; ours is the one that was answered (PROTOCOL §3).
          const { txid, ...sent } = posts[0]!.body as SentRoots & { txid: string };
          assert.match(txid, /^[0-9a-f]{16}$/);
          const ours = inRecordedWords({ ...sent, txid: "" } as SentRoots, theirs, data.keyid);
          assert.deepEqual([posts.length, withoutValues(ours)], [1, withoutValues(theirs)]);
          assertKept(bench, scenario, index, names, step);
          rotated++;
          if (isFirst) first++;
        } finally {
          await bench.close();
        }
      });
    }
  });
}

describe("the replay of rotations", () => {
  it("covers every recorded rotation of an offline key", () => {
    assert.deepEqual([rotated, first], [21, 8]);
  });
});

function callOf(method: string, calls: readonly RecordedCall[]): RecordedCall {
  return calls.find((call) => call.method === method)!;
}

/** Before the first rotation nothing was recorded: the first root alone, and the key that the Factory handed over. */
async function freshBench(scenario: string, answer: unknown): Promise<Workbench> {
  const after = recordedStateAfter(scenario, 0) as RecordedState;
  const { "first_root.sec": secret } = answer as { "first_root.sec": Parameters<typeof readKeyPair>[0] };
  const [ci, prod] = [after["ci-roots"].slice(0, 1), after["prod-roots"].slice(0, 1)];
  const updates = { ...after["root-updates"], status: "NONE", updated: null } as RecordedState["root-updates"];
  const load = { ...after, "ci-roots": ci, "prod-roots": prod, "root-updates": updates };
  const bench = await workbench({ load, keys: [readKeyPair(secret)], unpinned: true });
  bench.file(".factory-tuf/root.json", JSON.stringify(ci[0]));
  return bench;
}

/** The archive has the recorded entries, save that one of its keys is ours. */
function assertKept(
  bench: Workbench,
  scenario: string,
  index: number,
  { role, keys, "targets-keys": targetsKeys = keys }: Record<string, string>,
  { args }: RecordedStep,
): void {
  const name = role === "targets" ? targetsKeys! : keys!;
  const ours = contentOf(readFileSync(join(bench.folder, name)));
  const theirs = contentOf(recordedArchive(scenario, index, name)!);
  const unlike = (some: typeof ours, others: typeof ours) =>
    Object.keys(some)
      .filter((entry) => !(entry in others))
      .map((entry) => `${entry.replace(/[0-9a-f]{64}/, "")} ${some[entry]!.keytype}`)
      .sort();
  assert.deepEqual(unlike(ours, theirs), unlike(theirs, ours), args.join(" "));
  assert.equal(unlike(ours, theirs).length, 2, "both halves of one key");
  for (const entry of Object.keys(ours).filter((name) => name in theirs))
    assert.deepEqual(ours[entry], theirs[entry], entry);
}
