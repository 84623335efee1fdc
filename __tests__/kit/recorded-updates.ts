// The vendor's recorded work on transactions in our words, and a bench as it was before each step: the state, the
// second of the clock, the archives of that moment.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { RecordedState } from "../../src/emulator/server/recorded.ts";
import { archiveEntries, type RecordedStep, recordedStateAfter } from "../emulator/recordings.ts";
import { type Workbench, workbench } from "./workbench.ts";

const VECTORS = new URL("../vectors/", import.meta.url);
/** Their options that name an archive. */
const ARCHIVES = ["keys", "targets-keys"];

/** Command and options; null for a step that is not work on a transaction. */
export function translateUpdates({ args }: RecordedStep): [string, Record<string, string>] | null {
  if (args[0] === "keys" && args[1] === "resign-root") return ["root resign", { keys: args[2]! }];
  if (args[2] !== "updates") return null;
  return [`updates ${args[3]}`, optionsIn(args.slice(4))];
}

/** `--name=value` or a lone `--switch` each; `-m` is the changelog and a lone word the threshold. */
export function optionsIn(words: readonly string[]): Record<string, string> {
  const raw: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const [name, value] = words[at]!.split("=");
    if (name === "-m") raw.changelog = words[++at]!;
    else if (name!.startsWith("--")) raw[name!.slice(2)] = value ?? "true";
    else raw.threshold = name!;
  }
  return raw;
}

/** On the state before step `index`, in the second of its newest root, with the first root as the trusted one. */
export async function benchBefore(
  scenario: string,
  index: number,
  raw: Readonly<Record<string, string>>,
): Promise<Workbench> {
  const load = stateBefore(scenario, index);
  const stamps = load["ci-roots"].map(({ signed }) => signed["x-changelog"]?.timestamp ?? "").sort();
  const bench = await workbench({ load, unpinned: true, now: new Date(stamps.at(-1)!) });
  bench.file(".factory-tuf/root.json", JSON.stringify(load["ci-roots"][0]));
  for (const name of ARCHIVES.flatMap((option) => raw[option] ?? [])) {
    const packed = recordedArchive(scenario, index - 1, name);
    if (packed) bench.file(name, packed);
  }
  return bench;
}

/** An archive by its recorded name as it stood after step `index`; null before it was made. */
export function recordedArchive(scenario: string, index: number, archive: string): Buffer | null {
  const folder = new URL(`${scenario}/archives/`, VECTORS);
  const file = readdirSync(folder)
    .filter((name) => name.slice(3) === archive && Number(name.slice(0, 2)) <= index)
    .sort()
    .at(-1);
  return file === undefined ? null : readFileSync(new URL(file, folder));
}

/** What an archive holds: parsed content by entry name, read by the tests' own reader. */
export function contentOf(archive: Uint8Array): Record<string, { keytype: string; keyval: Record<string, string> }> {
  const entries = archiveEntries(archive).map(({ name, content }) => [name, JSON.parse(content)] as const);
  return Object.fromEntries(entries);
}

function stateBefore(scenario: string, index: number): RecordedState {
  for (let step = index - 1; step >= 0; step--) {
    const state = recordedStateAfter(scenario, step) as RecordedState | null;
    if (state) return state;
  }
  return assert.fail("there is no state before this step");
}
