// One run of every command: what must be there before it, and how it is called. A command without one fails the tests that
// walk the table of commands.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandTable } from "../../src/commands/command-table.ts";
import type { RawOptions } from "../../src/commands/options/options.ts";
import { writeBundle } from "../kit/offline-bundle.ts";
import { needThreeSignatures } from "../kit/three-signatures.ts";
import type { Bench } from "../kit/workbench.ts";
import { ALL, ROOT } from "../rotation/rotation-bench.ts";

export interface CommandCase {
  readonly raw: RawOptions;
  /** Brings the Factory and the folder to where the command has something to do; may say further options. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to say
  readonly first?: (bench: Bench) => Promise<RawOptions | void>;
}

const KEYS = { keys: "targets.tgz" };
const OWNER = { keys: "root.tgz" };
const RELEASE = { version: "6", tag: "production" };

const withWave = async (bench: Bench) => {
  await bench.run("wave init", { wave: "w6", ...RELEASE, ...KEYS });
};
const REQUEST = { folder: "to-sign", wave: "w6" };
/** What a second signer, who has no machine of ours, is asked for. */
const requested = async (bench: Bench) => {
  const { key } = needThreeSignatures(bench);
  await withWave(bench);
  return key;
};
const answered = async (bench: Bench) => {
  const { keyid, privateKey } = await requested(bench);
  await bench.run("sign request", REQUEST);
  bench.file("w6.sig", sign(null, readFileSync(join(bench.folder, "to-sign/targets.bytes")), privateKey));
  return { keyid, signature: "w6.sig" };
};
const begun = async (bench: Bench) => {
  await bench.run("updates init", { changelog: "a test" });
};
const added = (role: "root" | "targets") => async (bench: Bench) => {
  await begun(bench);
  await bench.run("updates add-offline-key", { role, keys: "added.tgz" });
};
const staged = async (bench: Bench) => {
  await begun(bench);
  await bench.run("updates rotate-offline-key", ROOT);
};
const signed = async (bench: Bench) => {
  await staged(bench);
  await bench.run("updates sign", OWNER);
};
const interrupted = async (bench: Bench) => {
  bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
  await assert.rejects(bench.run("keys rotate", ROOT));
  bench.factory.clearFaults();
};

const bundled = async ({ factory, folder }: Bench) => writeBundle(factory, join(folder, "bundle"));

export const commandCases: Readonly<Record<string, CommandCase>> = {
  "wave plan": { raw: RELEASE },
  "wave init": { raw: { wave: "w6", ...RELEASE, ...KEYS } },
  "wave sign": {
    raw: { wave: "w6" },
    first: async (bench) => {
      const { keys } = needThreeSignatures(bench);
      await withWave(bench);
      return keys;
    },
  },
  "wave rollout": { raw: { wave: "w6", group: "us-east", limit: "1" }, first: withWave },
  "wave complete": { raw: { wave: "w6" }, first: withWave },
  "wave cancel": { raw: { wave: "w6" }, first: withWave },
  "wave status": { raw: { wave: "w6" }, first: withWave },
  "wave list": { raw: {}, first: withWave },
  "wave show": { raw: { wave: "w6" }, first: withWave },
  promote: { raw: { ...RELEASE, ...KEYS } },
  "sign request": { raw: REQUEST, first: async (bench) => void (await requested(bench)) },
  "sign answer": { raw: REQUEST, first: answered },
  "device check": { raw: {} },
  "targets list": { raw: {} },
  "bundle show": { raw: { folder: "bundle" }, first: bundled },
  "bundle sign": { raw: { folder: "bundle", ...KEYS }, first: bundled },
  doctor: { raw: KEYS },
  review: { raw: { "fail-on": "never" } },
  remind: { raw: { "dry-run": "true", "fail-days": "0" } },
  "root show": { raw: {} },
  "root pin": { raw: { file: "pinned.json" } },
  "root download": { raw: { archive: "roots.tgz" } },
  "root resign": { raw: OWNER },
  "updates init": { raw: { changelog: "a test" } },
  "updates add-offline-key": { raw: { role: "targets", keys: "added.tgz" }, first: begun },
  "updates delete-offline-key": { raw: { role: "root", keys: "added.tgz" }, first: added("root") },
  "updates rotate-offline-key": { raw: { ...ROOT, sign: "true" }, first: begun },
  "updates rotate-online-key": { raw: { role: "timestamp", sign: "true", ...OWNER }, first: begun },
  "updates set-threshold": { raw: { threshold: "2", role: "targets", sign: "true", ...OWNER }, first: begun },
  "updates set-expiry": { raw: { sign: "true", ...OWNER }, first: begun },
  "updates sign": { raw: OWNER, first: staged },
  "updates sign-prod-targets": { raw: { keys: "added.tgz" }, first: added("targets") },
  "updates review": { raw: {}, first: staged },
  "updates apply": { raw: {}, first: signed },
  "updates cancel": { raw: {}, first: staged },
  "keys rotate": { raw: ROOT },
  "keys rotate-all": { raw: ALL },
  "keys resume": { raw: OWNER, first: interrupted },
  ...casesOfCustody(),
  init: {
    raw: { "action-ref": "f".repeat(40), "print-secrets": "true", ...KEYS },
    first: async ({ folder }) => void execFileSync("git", ["init", "-q", folder]),
  },
  emulate: { raw: { archives: "simulated" } },
  completion: { raw: { shell: "bash" } },
  "completion install": { raw: { shell: "bash" } },
};

/** Each works on files of a person's own machine. */
function casesOfCustody(): Readonly<Record<string, CommandCase>> {
  return {
    "keys list": { raw: OWNER },
    "keys copy-targets": { raw: { ...KEYS, to: "copy.tgz" } },
    "keys encrypt": { raw: { ...OWNER, "new-identity": "identity.txt" } },
    "keys decrypt": {
      raw: { ...OWNER, "keys-identity-file": "identity.txt" },
      first: async (bench) => {
        await bench.run("keys encrypt", { ...OWNER, "new-identity": "identity.txt" });
      },
    },
    "keys backup": { raw: { ...OWNER, extract: "root.sec" } },
    "keys restore": { raw: { from: "root.tgz", keys: "restored.tgz" } },
  };
}

/** Custody on a person's own machine: these work on files, and ask the Factory which key is active. */
const isCustody = (name: string) => /^keys (?:list|copy-targets|encrypt|decrypt|backup|restore)$/.test(name);

/** By the table of commands: everything that speaks to a Factory and may change it. */
export function commandsOnAFactory(): string[] {
  return Object.entries(commandTable)
    .filter(([name, { needs }]) => needs !== "nothing" && !isCustody(name))
    .map(([name]) => name);
}
