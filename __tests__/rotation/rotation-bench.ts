// What the tests of rotations share: the owner's archives in a folder, and what is true of both afterwards.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { UnlockSecrets } from "../../src/keys/age/protection.ts";
import { openArchiveFile } from "../../src/keys/archive/archive-file.ts";
import type { Bench } from "../kit/workbench.ts";

export const ROOT = { role: "root", keys: "root.tgz" } as const;
export const TARGETS = { role: "targets", keys: "root.tgz", "targets-keys": "targets.tgz" } as const;
export const ALL = { keys: "root.tgz", "targets-keys": "targets.tgz" } as const;

/** The folder as it was at first: the owner's archives, nothing beside them. */
export function freshFolder(bench: Bench): void {
  for (const name of readdirSync(bench.folder)) {
    if (name !== ".factory-tuf") rmSync(join(bench.folder, name), { recursive: true });
  }
  const { root, targets } = bench.factory.archives;
  if (root) bench.file("root.tgz", root);
  if (targets) bench.file("targets.tgz", targets);
}

/** Name and content of every file beside `.factory-tuf`. */
export function filesOf(bench: Bench): Record<string, string> {
  const entries = readdirSync(bench.folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map(({ name }) => name);
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(bench.folder, name), "base64")]));
}

export const keyidsIn = async (bench: Bench, name: string, secrets: UnlockSecrets = {}) =>
  (await openArchiveFile(join(bench.folder, name), secrets)).archive.keys.map(({ keyid }) => keyid);

/** Neither the Factory nor any file is other than before. */
export async function unchangedBy(bench: Bench, work: () => Promise<unknown>): Promise<void> {
  const [state, files] = [bench.factory.snapshot(), filesOf(bench)];
  await work();
  const { ciRoots, prodRoots, transaction, prodTargets } = bench.factory.state;
  assert.deepEqual(
    { ciRoots, prodRoots, transaction, prodTargets },
    {
      ciRoots: state.ciRoots,
      prodRoots: state.prodRoots,
      transaction: state.transaction,
      prodTargets: state.prodTargets,
    },
  );
  assert.deepEqual(filesOf(bench), files);
}
