// The vendor's recorded work on transactions, run again as ours: on the state before each step, with the archive of
// that moment and the clock of that second. What is read may differ, because we verify more; what is written may not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import { isObject } from "../../src/json/object.ts";
import { sameKeys } from "../../src/keys/archive/archive-file.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { type RecordedCall, recordedCalls, recordedSteps } from "../emulator/recordings.ts";
import { benchBefore, contentOf, recordedArchive, translateUpdates } from "../kit/recorded-updates.ts";
import type { Workbench } from "../kit/workbench.ts";

/** Why each refused step is refused by us, by `scenario step`. All of them before anything is sent. */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, RegExp]>> = {
  "expert 5": ["transaction-open", /is open already/],
  "expert 9": ["keys-several-active", /holds the active targets key 0df18e60[0-9a-f]{56} already/],
  "expert 12": ["value-invalid", /threshold cannot be 1/],
  "expert 14": [
    "blocked",
    /staged roots have 0 of 1 signatures by the current root keys.*0 of 2 signatures by the new/,
  ],
  "expert 36": ["transaction-missing", /No TUF root updates are in progress/],
  "expert 37": ["transaction-missing", /No TUF root updates are in progress/],
};
const ADD = "updates add-offline-key";

let replayed = 0;
let writes = 0;
let refusals = 0;
let made = 0;
after(() =>
  process.stdout.write(
    `# replayed ${replayed} recorded steps of updates: ${writes} writes equal, ${made} of them with a new key, ${refusals} refusals\n`,
  ),
);

for (const scenario of ["expert", "two-signers", "all-keys"]) {
  describe(`the recording ${scenario}, its transactions replayed`, () => {
    for (const [index, step] of recordedSteps(scenario).entries()) {
      const translated = translateUpdates(step);
      if (!translated) continue;
      const [command, raw] = translated;
      it(`step ${index}: ${step.args.join(" ")}`, async () => {
        const bench = await benchBefore(scenario, index, raw);
        try {
          const recorded = recordedCalls(scenario).slice(...step.calls);
          const sent = recorded.filter(({ method }) => method !== "GET");
          const refusal = REFUSALS[`${scenario} ${index}`];
          if (step.status !== 0) {
            assert.ok(refusal, "a refused step has a code of its own");
            const { posts, error } = await bench.refused(command, raw, ...refusal);
            assert.deepEqual([posts, error.changed], [[], "no"]);
            refusals++;
          } else {
            assert.equal(refusal, undefined);
            const archive = command === ADD ? recordedArchive(scenario, index, raw.keys!)! : null;
            const fresh = archive && (await recordedKey(recorded, archive));
            if (fresh) bench.clock.set(fresh.madeAt);
            const ran = await bench.run(command, raw, fresh ? { newKey: async () => fresh.key } : {});
            assert.deepEqual(
              ran.posts.map(({ method, path, body }, at) => ({
                method,
                path,
                body: withTxidOf(sent[at]?.request, body),
              })),
              sent.map(({ method, path, request }) => ({ method, path, body: request })),
            );
            if (archive) await assertKept(bench, raw.keys!, archive);
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

/** fioctl leaves the id out where it began the transaction itself; ours send the one that they were answered (T30). */
function withTxidOf(recorded: unknown, body: unknown): unknown {
  const isLeftOut = isObject(recorded) && recorded.txid === "";
  return isLeftOut && isObject(body) && /^[0-9a-f]{16}$/.test(String(body.txid)) ? { ...body, txid: "" } : body;
}

describe("the replay of transactions", () => {
  it("covers every recorded step of updates, and the making of every key in them", () => {
    assert.deepEqual([replayed, writes, refusals, made], [40, 31, 6, 3]);
  });
});

/** The key that the recorded step made, and the second of its owner: with them nothing is left to differ. */
async function recordedKey(recorded: readonly RecordedCall[], archive: Buffer) {
  const { keys } = await readArchive(archive);
  assert.equal(keys.length, 1, "an archive of its own");
  const { signed } = (
    recorded.find(({ method }) => method === "PUT")!.request as { "ci-root": { signed: RootSigned } }
  )["ci-root"];
  return { key: keys[0]!, madeAt: new Date(signed["x-key-owners"]![keys[0]!.keyid]!["created-at"]) };
}

/** The archive that we wrote holds the recorded entries, by either reader. */
async function assertKept(bench: Workbench, name: string, recorded: Buffer): Promise<void> {
  const ours = readFileSync(join(bench.folder, name));
  assert.deepEqual(contentOf(ours), contentOf(recorded));
  assert.ok(sameKeys((await readArchive(ours)).keys, (await readArchive(recorded)).keys));
  made++;
}
