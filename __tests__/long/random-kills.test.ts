// Every command that writes, killed at a random step of its own or at a random moment: whatever died when, no key is lost,
// every archive that is there opens, and the same command ends what it was to do, if need be after keys resume.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { openArchiveFile } from "../../src/keys/archive/archive-file.ts";
import { killsOf } from "../kill/killing.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { commandCases } from "../threats/command-cases.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const TRACER = new URL("../kill/trace.mjs", import.meta.url).href;
const KILLS = 200;
/** So many of the commands write, and each gets its share. */
const WRITERS = 35;
/** Of each command's kills every fourth is by the clock. */
const BY_TIME = 4;
const seed = Number(process.env["SEED"] ?? randomInt(2 ** 31));

const bench = sharedBench();
let home: string;
before(() => {
  home = mkdtempSync(join(tmpdir(), "random-kills-"));
});
after(() => rmSync(home, { recursive: true }));

/** From 0 to 1, the same in every run with the same seed. */
function randomness(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What else a command writes that its usual case does not ask for. */
const MORE: Readonly<Record<string, RawOptions>> = {
  review: { "update-pins": "true", output: "report", "github-token": "" },
  remind: { ics: "dates.ics", "github-token": "" },
};
const FURTHER: Readonly<Record<string, { command: string; raw: RawOptions }>> = {
  "keys backup --copy": { command: "keys backup", raw: { keys: "root.tgz", copy: ".factory-tuf" } },
  "keys backup --print": { command: "keys backup", raw: { keys: "root.tgz", print: "page.html" } },
  "completion install": { command: "completion install", raw: { shell: "bash" } },
};
/** What a message says is to be moved away before the same command: no file that may hold a key is ever written over. */
const MOVED_AWAY: Readonly<Record<string, string>> = { "keys encrypt": "identity.txt" };
/** Goes on until it is stopped. */
const ENDLESS = new Set(["emulate", "demo"]);

interface Died {
  readonly exit: number | null;
  readonly signal: string | null;
  readonly steps: readonly string[];
  readonly ms: number;
  readonly stderr: string;
}

/** The built program in the bench's folder. @param killAfterMs by the clock; else as `at` and `what` say. */
function run(words: readonly string[], at = -1, what = "kill", killAfterMs = Number.POSITIVE_INFINITY): Promise<Died> {
  const trace = join(home, "trace");
  rmSync(trace, { force: true });
  const begun = performance.now();
  const child = spawn(process.execPath, ["--import", TRACER, CLI, ...words, "--yes"], {
    cwd: bench.folder,
    env: {
      PATH: process.env["PATH"],
      HOME: bench.folder,
      FACTORY: "acme",
      FACTORY_TOKEN: bench.factory.tokens.owner,
      FACTORY_API_URL: bench.factory.url,
      FACTORY_TUF_CLOCK: "factory",
      TRACE_FILE: trace,
      TRACE_AT: String(at),
      TRACE_DO: what,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const timer = Number.isFinite(killAfterMs) ? setTimeout(() => child.kill("SIGKILL"), killAfterMs) : undefined;
  return new Promise((ended) =>
    child.on("close", (exit, signal) => {
      clearTimeout(timer);
      const text = readdirSync(home).includes("trace") ? readFileSync(trace, "utf8").trim() : "";
      const steps = text === "" ? [] : text.split("\n");
      ended({ exit, signal, steps, ms: performance.now() - begun, stderr });
    }),
  );
}

function wordsOf(command: string, raw: RawOptions): string[] {
  const options = Object.entries(raw).filter(([, value]) => value !== "");
  return [
    ...command.split(" "),
    ...options.flatMap(([name, value]) => (value === "true" ? [`--${name}`] : [`--${name}`, String(value)])),
  ];
}

/** Does anything remain of it? */
const isWrite = (step: string) => /^(?:write|rename|link|remove|create|POST|PUT) /.test(step);

/** Ids of the private keys in all archives, each of which opens: with the identity that lies beside it, if it is encrypted. */
async function keyids(where: string): Promise<string[]> {
  const names = readdirSync(bench.folder, { recursive: true, encoding: "utf8" });
  const identity = names.includes("identity.txt")
    ? readFileSync(join(bench.folder, "identity.txt"), "utf8")
    : undefined;
  const found: string[] = [];
  for (const name of names.filter((name) => /\.tgz(?:\.new)?$/.test(name) && name !== "roots.tgz")) {
    const path = join(bench.folder, name);
    const { archive } = await openArchiveFile(path, {}).catch(async (error: unknown) => {
      if (error instanceof ToolError && error.code === "keys-secret-missing" && identity !== undefined)
        return openArchiveFile(path, { identity });
      throw new Error(`${where}: ${name} cannot be opened`, { cause: error });
    });
    found.push(...archive.keys.filter(({ signer }) => signer).map(({ keyid }) => keyid));
  }
  return found;
}

const ownedNow = () => {
  const { ciRoots, transaction } = bench.factory.state;
  const documents = [ciRoots.at(-1)!, ...(transaction ? [transaction.ci] : [])];
  return documents.flatMap(({ signed }) => Object.keys(signed["x-key-owners"] ?? {}));
};

/** How a run in this process ended: its status, or the code of its error. */
async function end(command: string, raw: RawOptions): Promise<string> {
  try {
    return (await bench.run(command, raw, { env: { HOME: bench.folder } })).status;
  } catch (error) {
    if (error instanceof ToolError) return error.code;
    throw error;
  }
}

const isWell = (ended: string) => ["done", "unchanged", "waiting"].includes(ended);

interface Scene {
  readonly title: string;
  readonly command: string;
  readonly raw: RawOptions;
  readonly first: () => Promise<RawOptions>;
}

const scenes: readonly Scene[] = [
  ...Object.entries(commandCases)
    .filter(([command]) => !ENDLESS.has(command))
    .map(([command, { raw, first }]) => ({
      title: command,
      command,
      raw: { ...raw, ...MORE[command] },
      first: async () => (await first?.(bench)) ?? {},
    })),
  ...Object.entries(FURTHER).map(([title, one]) => ({ title: `${title}, again`, ...one, first: async () => ({}) })),
];

describe(`every command that writes, killed at random with SEED=${seed}`, () => {
  let writers = 0;
  let kills = 0;
  after(() => assert.ok(writers >= WRITERS && kills >= KILLS, `${kills} kills of ${writers} commands`));
  after(() => process.stdout.write(`# ${kills} random kills of ${writers} commands that write, SEED=${seed}\n`));
  const share = Math.ceil(KILLS / WRITERS);

  for (const [index, { title, command, raw, first }] of scenes.entries()) {
    it(`${title}: loses no key, leaves archives that open, and is finished by the same command`, async (t) => {
      const random = randomness(seed + index * 7919);
      const options = { ...raw, ...(await first()) };
      const words = wordsOf(command, options);
      const begin = bench.factory.snapshot();
      const copy = join(home, `copy-${index}`);
      cpSync(bench.folder, copy, { recursive: true });
      const reset = () => {
        bench.factory.restore(begin);
        for (const name of readdirSync(bench.folder)) rmSync(join(bench.folder, name), { recursive: true });
        cpSync(copy, bench.folder, { recursive: true });
      };
      reset();
      const held = await keyids("before");
      const known = ownedNow();
      const whole = await run(words);
      assert.ok([0, 3].includes(whole.exit ?? -1), `${words.join(" ")}\n${whole.stderr}`);
      if (!whole.steps.some(isWrite)) return t.skip("it writes nothing");
      writers++;
      /** What the command says where its work is done. */
      const over = await end(command, options);
      for (let count = 0; count < share; count++) {
        reset();
        const all = killsOf(whole.steps);
        const { at, what } = all[Math.floor(random() * all.length)]!;
        const ms = random() * whole.ms;
        const isTimed = count % BY_TIME === BY_TIME - 1;
        const died = await (isTimed ? run(words, -1, "kill", ms) : run(words, at, what));
        const how = isTimed ? `${Math.round(ms)} ms` : `${what} at ${at}, ${died.steps[at]}`;
        const where = `${words.join(" ")}: ${how}, SEED=${seed}`;
        if (!isTimed) assert.equal(died.signal, "SIGKILL", `${where}\n${died.stderr}`);
        kills++;
        const nothingLost = async (when: string) => {
          const now = await keyids(`${where}, ${when}`);
          const needed = [...held, ...ownedNow().filter((keyid) => !known.includes(keyid))];
          assert.deepEqual(
            needed.filter((keyid) => !now.includes(keyid)),
            [],
            `${where}, ${when}: keys are lost`,
          );
        };
        await nothingLost("killed");
        let ended = await end(command, options);
        if (ended === "file-unwritable" && ended !== over && MOVED_AWAY[command]) {
          rmSync(join(bench.folder, MOVED_AWAY[command]));
          ended = await end(command, options);
        }
        if (!isWell(ended) && ended !== over) {
          const archives = Object.entries(options).filter(([name]) => /^(?:targets-)?keys$/.test(name));
          assert.ok(archives.length > 0, `${where}: the same command says ${ended}, and there is nothing to resume`);
          const resumed = await end("keys resume", Object.fromEntries(archives));
          assert.ok(isWell(resumed), `${where}: the same command says ${ended}, keys resume says ${resumed}`);
          ended = await end(command, options);
        }
        assert.ok(isWell(ended) || ended === over, `${where}: run again, it says ${ended}`);
        await nothingLost("run again");
      }
    });
  }
});
