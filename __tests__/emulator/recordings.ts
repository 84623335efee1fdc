// Reads the recorded exchanges in __tests__/vectors for the emulator's tests.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type KeyPair, readKeyPair } from "../../src/emulator/state/key-pair.ts";

export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly response: unknown;
}

export interface RecordedStep {
  readonly args: readonly string[];
  readonly status: number;
  /** First call and the one past the last. */
  readonly calls: readonly [number, number];
}

const VECTORS = new URL("../vectors/", import.meta.url);

export const scenarioNames: readonly string[] = readdirSync(VECTORS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  // Others hold what was recorded of something else than a Factory.
  .filter((name) => existsSync(new URL(`${name}/calls.jsonl`, VECTORS)))
  .sort();

export function recordedCalls(scenario: string): RecordedCall[] {
  return text(`${scenario}/calls.jsonl`)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RecordedCall);
}

export function recordedSteps(scenario: string): RecordedStep[] {
  return JSON.parse(text(`${scenario}/steps.json`)) as RecordedStep[];
}

/** The state after a step, or null where it did not change. */
// biome-ignore lint/suspicious/noExplicitAny: recorded JSON, compared as a whole
export function recordedStateAfter(scenario: string, step: number): any {
  const name = `${String(step).padStart(2, "0")}.json`;
  return stateNames(scenario).includes(name) ? JSON.parse(text(`${scenario}/state/${name}`)) : null;
}

export function stateNames(scenario: string): string[] {
  return readdirSync(new URL(`${scenario}/state/`, VECTORS)).sort();
}

/** Every private key that occurs in any archive of the scenario. */
export function recordedKeys(scenario: string): KeyPair[] {
  const folder = new URL(`${scenario}/archives/`, VECTORS);
  const pairs = readdirSync(folder).flatMap((file) =>
    archiveEntries(readFileSync(new URL(file, folder)))
      .filter(({ name }) => name.endsWith(".sec"))
      .map(({ content }) => readKeyPair(JSON.parse(content))),
  );
  return [...new Map(pairs.map((pair) => [pair.keyid, pair])).values()];
}

/** Name, mode and content of each file of a gzip'd tar. */
export function archiveEntries(archive: Uint8Array): { name: string; mode: number; content: string }[] {
  const tar = gunzipSync(archive);
  const entries = [];
  for (let at = 0; tar[at]; ) {
    const field = (start: number, length: number) =>
      tar.toString("latin1", at + start, at + start + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12), 8);
    const content = tar.toString("utf8", at + 512, at + 512 + size);
    entries.push({ name: field(0, 100), mode: Number.parseInt(field(100, 8), 8), content });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}

function text(path: string): string {
  return readFileSync(new URL(path, VECTORS), "utf8");
}
