// The vendor's recorded rotations, run again as ours: on the state before each step, with the archives of that moment,
// the clock of that second and the keys that the recorded step made. What is written must be equal, signatures too
// where nothing but time stood between.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { RecordedState } from "../../src/emulator/server/recorded.ts";
import { openArchiveFile, sameKeys } from "../../src/keys/archive/archive-file.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import type { ArchiveKey } from "../../src/keys/types.ts";
import { Doc, type RootSigned } from "../../src/tuf/metadata/metadata.ts";
import type { Signature } from "../../src/tuf/metadata/signature.ts";
import { tally } from "../../src/tuf/metadata/threshold.ts";
import {
  recordedCalls,
  recordedKeys,
  recordedStateAfter,
  recordedSteps,
  scenarioNames,
} from "../emulator/recordings.ts";
import { workbench } from "../kit/workbench.ts";

const VECTORS = new URL("../vectors/", import.meta.url);

interface Root {
  readonly signed: RootSigned;
  readonly signatures: readonly Signature[];
}
interface Put {
  readonly "ci-root": Root;
  readonly "prod-root": Root;
  readonly "targets-signatures"?: Readonly<Record<string, readonly Signature[]>>;
}

let replayed = 0;
let exact = 0;
after(() =>
  process.stdout.write(`# replayed ${replayed} recorded rotations, ${exact} of them equal to the last signature\n`),
);

for (const scenario of scenarioNames) {
  describe(`the recording ${scenario}, its rotations replayed`, () => {
    for (const [index, { args, calls }] of recordedSteps(scenario).entries()) {
      if (!/^keys tuf rotate-(?:offline-key|all-keys) /.test(args.join(" "))) continue;
      it(`step ${index}: ${args.join(" ")}`, async () => {
        const recorded = recordedCalls(scenario).slice(...calls);
        const put = recorded.findLast(({ method }) => method === "PUT")!.request as Put;
        const load = stateBefore(scenario, index);
        const now = new Date(newestOwnerDate(put));
        const bench = await workbench({ load, keys: recordedKeys(scenario), unpinned: true, now });
        try {
          bench.file(".factory-tuf/root.json", JSON.stringify(load["ci-roots"][0]));
          for (const name of archiveNames(scenario)) {
            const file = archiveAt(scenario, name, index - 1);
            if (file) bench.file(name, file);
          }
          const fresh = await freshKeys(scenario, index);
          const [command, raw] = translate(args);
          const ran = await bench.run(command, raw, { newKey: async (_type, role) => fresh(role) });
          assert.equal(ran.status, "done");
          assert.deepEqual(
            effects(ran.posts),
            effects(recorded.filter(({ method }) => method !== "GET").map((call) => ({ ...call, body: call.request }))),
          );
          const ours = ran.posts.find(({ method }) => method === "PUT")!.body as Put;
          compare(ours, put, now, bench.factory.state.online.targets.keyid);
          for (const name of archiveNames(scenario)) {
            const theirs = archiveAt(scenario, name, index);
            assert.equal(existsSync(join(bench.folder, name)), theirs !== null, name);
            if (!theirs) continue;
            const { archive } = await openArchiveFile(join(bench.folder, name), {});
            assert.ok(sameKeys(archive.keys, (await readArchive(theirs)).keys), `${name} holds the same keys`);
          }
          replayed++;
        } finally {
          await bench.close();
        }
      });
    }
  });
}

describe("the replay of rotations", () => {
  it("covers every recorded rotation", () => {
    assert.deepEqual([replayed, exact], [23, 13]);
  });
});

/** The recorded state before a step; before the first one, what its Factory was made with. */
function stateBefore(scenario: string, index: number): RecordedState {
  for (let step = index - 1; step >= 0; step--) {
    const state = recordedStateAfter(scenario, step) as RecordedState | null;
    if (state) return state;
  }
  const after = recordedStateAfter(scenario, index) as RecordedState;
  const first = after["ci-roots"][0]!;
  const [, updates] = recordedCalls(scenario);
  const { current } = updates!.response as RecordedState["root-updates"];
  const none = { status: "NONE", current, updated: null, "change-meta": null, "first-time": false } as const;
  return { ...after, "ci-roots": [first], "prod-roots": [first], "root-updates": none };
}

function archiveNames(scenario: string): string[] {
  const names = readdirSync(new URL(`${scenario}/archives/`, VECTORS)).map((file) => file.slice(3));
  return [...new Set(names)].filter((name) => /^(?:root|targets)\.tgz$/.test(name));
}

/** An archive as it stood after a step. */
function archiveAt(scenario: string, name: string, step: number): Buffer | null {
  const folder = new URL(`${scenario}/archives/`, VECTORS);
  const file = readdirSync(folder)
    .filter((entry) => entry.slice(3) === name && Number(entry.slice(0, 2)) <= step)
    .sort()
    .at(-1);
  return file ? readFileSync(new URL(file, folder)) : null;
}

/** The keys that the recorded step made, by role. */
async function freshKeys(scenario: string, index: number): Promise<(role: string) => ArchiveKey> {
  const keys = new Map<string, ArchiveKey>();
  for (const name of archiveNames(scenario)) {
    const after = archiveAt(scenario, name, index);
    const before = archiveAt(scenario, name, index - 1);
    const held = new Set(before ? (await readArchive(before)).keys.map(({ keyid }) => keyid) : []);
    const made = after ? (await readArchive(after)).keys.filter(({ keyid }) => !held.has(keyid)) : [];
    for (const key of made) if (!key.name.endsWith("first-root")) keys.set(/fioctl-(\w+)-/.exec(key.name)![1]!, key);
  }
  return (role) => keys.get(role) ?? assert.fail(`the step made no ${role} key`);
}

function translate(args: readonly string[]): [string, Record<string, string>] {
  const raw = Object.fromEntries(
    args.slice(3).map((word) => {
      const [name, value] = word.slice(2).split("=") as [string, string?];
      return [name, name === "key-type" ? value!.toLowerCase() : (value ?? "true")];
    }),
  );
  return [args[2] === "rotate-all-keys" ? "keys rotate-all" : "keys rotate", raw];
}

function newestOwnerDate(put: Put): string {
  const dates = Object.values(put["ci-root"].signed["x-key-owners"] ?? {}).map((owner) => owner["created-at"]);
  return dates.sort().at(-1)!;
}

/** Each write but the unsigned PUTs on the way, which we do not make; without the roots, which are compared apart. */
/** In their ids alone may the calls differ: fioctl leaves them out, ours send the one that they were answered (T30). */
function effects(calls: readonly { readonly method: string; readonly path: string; readonly body: unknown }[]) {
  const last = calls.findLastIndex(({ method }) => method === "PUT");
  return calls
    .filter(({ method }, index) => method !== "PUT" || index === last)
    .map(({ method, path, body }) => ({
      method,
      path,
      body: method === "PUT" ? Object.keys(body as object).sort() : withoutTxid(body),
    }));
}

function withoutTxid(body: unknown): unknown {
  return body !== null && typeof body === "object" && "txid" in body ? { ...body, txid: "any" } : body;
}

/** @param online the online targets key that the embedded Factory uses now: it made another one than the recorded. */
function compare(ours: Put, theirs: Put, now: Date, online: string): void {
  const sameOnline = theirs["ci-root"].signed.roles.targets.keyids.includes(online);
  for (const flavour of ["ci-root", "prod-root"] as const) {
    const [mine, recorded] = [ours[flavour], theirs[flavour]];
    const expected = atSecond(recorded.signed, now);
    assert.deepEqual(
      sameOnline ? mine.signed : withoutOnline(mine.signed),
      sameOnline ? expected : withoutOnline(expected),
    );
    assert.deepEqual(signers(mine), signers(recorded), "the same keys sign, in the same order");
    const doc = new Doc(flavour, mine.signed, mine.signatures, []);
    assert.ok(tally(doc, doc, "root").met);
    const deterministic = recorded.signatures.every(({ method }) => method === "ed25519");
    if (!sameOnline || !deterministic || JSON.stringify(expected) !== JSON.stringify(recorded.signed)) continue;
    assert.deepEqual(mine.signatures, recorded.signatures);
    if (flavour === "prod-root") exact++;
  }
  assert.deepEqual(ours["targets-signatures"], theirs["targets-signatures"]);
}

/** The recorded document, had it been made within one second. A new expiry is what is a year from then, or nearly. */
function atSecond(signed: RootSigned, now: Date): RootSigned {
  const at = now.toISOString().slice(0, 19);
  const inOneYear = at.replace(/^\d+/, (year) => String(Number(year) + 1));
  const isNearly = Math.abs(Date.parse(signed.expires) - Date.parse(`${inOneYear}Z`)) === 1000;
  const changelog = { ...signed["x-changelog"]!, timestamp: `${at}Z` };
  return { ...signed, "x-changelog": changelog, ...(isNearly ? { expires: `${inOneYear}Z` } : {}) };
}

/** New online keys are the Factory's own making: that they are there, each in its place, is all that can be compared. */
function withoutOnline(signed: RootSigned) {
  const offline = new Set(Object.keys(signed["x-key-owners"] ?? {}));
  const place = (keyid: string) => (offline.has(keyid) ? keyid : "online");
  const roles = Object.entries(signed.roles).map(([name, role]) => [name, { ...role, keyids: role.keyids.map(place) }]);
  return {
    ...signed,
    keys: Object.fromEntries(Object.entries(signed.keys).filter(([keyid]) => offline.has(keyid))),
    roles: Object.fromEntries(roles),
  };
}

function signers({ signatures }: Root): string[] {
  return signatures.map(({ keyid, method }) => `${method} ${keyid}`);
}
