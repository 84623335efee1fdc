// T30 as a kind: a Factory that lies about what it has done, answers the same question twice in two ways, tells wrong times
// and sends too much, to every command that writes. Whatever it says, exit status and `changed` are true, nothing is called
// done that is not, and no key is lost.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { exitStatusOfError } from "../../src/commands/result/exit-status.ts";
import type { WireAnswer } from "../../src/emulator/server/server.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import type { Bench } from "../kit/workbench.ts";
import { commandCases } from "./command-cases.ts";
import { type Told, told } from "./lies/told.ts";

const bench = sharedBench();
after(() => process.stdout.write(`# ${told.length} lies about writes\n`));

/** What a command is for, seen in the Factory itself. */
const IS_DONE: Readonly<Record<string, (bench: Bench, start: Before) => boolean>> = {
  "keys rotate": rooted,
  "keys rotate-all": rooted,
  "root resign": rooted,
  "updates apply": rooted,
  "updates init": ({ factory }) => factory.state.transaction?.status === "STARTED",
  "updates cancel": ({ factory }) => factory.state.transaction === null,
  "updates rotate-offline-key": (now, start) => isStaged(now, start),
  "updates rotate-online-key": (now, start) => isStaged(now, start),
  "updates set-threshold": (now, start) => isStaged(now, start),
  "updates set-expiry": (now, start) => isStaged(now, start),
  "updates add-offline-key": (now, start) => isStaged(now, start),
  "updates sign": ({ factory }) => (factory.state.transaction?.ci.signatures.length ?? 0) > 0,
  "wave sign": (now, start) => signaturesOn(now) > start.signatures,
  "wave rollout": ({ factory }) => (waveNamed(factory.state, "w6")?.history.length ?? 0) > 0,
  "wave complete": ({ factory }) => factory.state.prodTargets.get("production")?.signed.version === 6,
  "wave cancel": ({ factory }) => waveNamed(factory.state, "w6")?.status === "canceled",
  promote: ({ factory }) => factory.state.prodTargets.get("production")?.signed.version === 6,
};

interface Before {
  readonly roots: number;
  readonly staged: string;
  readonly signatures: number;
  readonly facts: string;
  readonly keyids: readonly string[];
}

function rooted({ factory: { state } }: Bench, { roots }: Before): boolean {
  return state.ciRoots.length === roots + 1 && state.prodRoots.length === roots + 1 && state.transaction === null;
}

const stagedText = ({ factory }: Bench) => JSON.stringify(factory.state.transaction?.ci ?? null);
const isStaged = (now: Bench, { staged }: Before) =>
  now.factory.state.transaction !== null && stagedText(now) !== staged;
const signaturesOn = ({ factory }: Bench) => waveNamed(factory.state, "w6")?.targets?.signatures.length ?? 0;

/** What a command may change at a Factory, in one text. */
function factsOf({ factory: { state } }: Bench): string {
  const { ciRoots, prodRoots, transaction, waves, prodTargets } = state;
  const shown = waves.map(({ name, status, history, targets }) => [name, status, history, targets]);
  return JSON.stringify([ciRoots.length, prodRoots.length, transaction, shown, [...prodTargets]]);
}

/** Ids of the private keys in every file that is a whole archive, in its place or beside it. */
async function keyids(): Promise<string[]> {
  const names = readdirSync(bench.folder).filter((name) => /\.tgz(?:\.new)?$/.test(name));
  const archives = await Promise.all(names.map((name) => readArchive(readFileSync(join(bench.folder, name)))));
  return archives.flatMap(({ keys }) => keys.filter(({ signer }) => signer).map(({ keyid }) => keyid));
}

async function before(): Promise<Before> {
  return {
    roots: bench.factory.state.ciRoots.length,
    staged: stagedText(bench),
    signatures: signaturesOn(bench),
    facts: factsOf(bench),
    keyids: await keyids(),
  };
}

/** Tells the lie, with the Factory as it was before each request at hand. */
function lie({ tell }: Told): void {
  const told = tell(bench);
  let earlier = bench.factory.snapshot();
  bench.factory.rewrite((request, answer): WireAnswer | undefined => {
    const undo = () => bench.factory.restore(earlier);
    const rewritten = told({ ...request, undo }, answer);
    earlier = bench.factory.snapshot();
    return rewritten;
  });
}

describe("T30 a Factory that lies about what it did", () => {
  it(`does so in ${told.length} ways, of at least 30, each with a title of its own`, () => {
    assert.ok(told.length >= 30);
    assert.equal(new Set(told.map(({ title, command }) => title + command)).size, told.length);
  });

  for (const one of told) {
    it(`${one.command}: ${one.title}`, async () => {
      const { raw, first } = commandCases[one.command]!;
      const given = { ...raw, ...(await first?.(bench)), ...one.raw };
      // What a case gives as '' is not given.
      const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
      const start = await before();
      lie(one);
      const ended = await bench.run(one.command, options).then(
        ({ exit, status, changed }) => ({ exit, status, changed, message: "" }),
        (error: Error) => ({ ...exitStatusOfError(error), message: `${error.name}: ${error.message}` }),
      );
      bench.factory.rewrite(null);
      const where = JSON.stringify(ended);
      assert.deepEqual([ended.exit, ended.changed], one.ends, where);
      assert.doesNotMatch(ended.message, /^(?!ToolError)\w*Error/, where);
      if (ended.status === "done") assert.ok(IS_DONE[one.command]!(bench, start), `${where}: it is not done`);
      if (ended.changed === "no") assert.equal(factsOf(bench), start.facts, `${where}: something was changed`);
      const held = await keyids();
      const { ciRoots, transaction } = bench.factory.state;
      const listed = [ciRoots.at(-1)!, ...(transaction ? [transaction.ci] : [])].flatMap(({ signed }) =>
        Object.keys(signed["x-key-owners"] ?? {}),
      );
      const owned = new Set([...start.keyids, ...(one.isForeign ? [] : listed)]);
      assert.deepEqual(
        [...owned].filter((keyid) => !held.includes(keyid)),
        [],
        `${where}: keys are lost`,
      );
    });
  }
});
