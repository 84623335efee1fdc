// States of a Factory and of its owner's folder in which something is printed.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Blanks, PrintedBench } from "./printed.ts";

/** Brings a released Factory and its folder into the state of a finding; what it gives fills in further blanks. */
export type State = (bench: PrintedBench) => Promise<Blanks | undefined>;

export const steady: State = async () => undefined;
const all =
  (...commands: readonly string[]): State =>
  async ({ done }) => {
    for (const command of commands) await done(command);
    return undefined;
  };
export const open = all("updates init --changelog test");
export const staged = all("updates init --changelog test", "updates set-threshold 2 --role targets");
const signed = all("updates init --changelog test", "updates sign --keys root.tgz");
export const wave = all("wave init w6 6 production --keys targets.tgz");
export const withOtherRootKey: State = async (bench) => {
  await open(bench);
  await bench.done("updates add-offline-key --role root --keys other.tgz");
  await bench.done("updates sign --keys root.tgz");
  await bench.done("updates apply");
  const { keyids } = bench.factory.state.prodRoots.at(-1)!.signed.roles.root;
  return { "<id>": keyids.at(-1)! };
};
export const expiredRoot: State = async ({ factory }) => {
  factory.expireRoot();
  return undefined;
};
/** A second offline targets key, whose signature is asked for. */
const threeSigners: State = async ({ factory, folder }) => {
  const { archive } = factory.addTargetsKey("other", { threshold: 2 });
  await writeFile(join(folder, "other.tgz"), archive);
  return undefined;
};
export const waiting: State = async (bench) => {
  const { archive } = bench.factory.addTargetsKey("other", { threshold: 3 });
  await writeFile(join(bench.folder, "other.tgz"), archive);
  // Production of before has two signatures, and is asked for three from now on.
  bench.factory.setProduction("production", null);
  await bench.done("wave init w6 6 production --new-tag production --keys targets.tgz");
  return undefined;
};
export const strands: State = async (bench) => {
  await threeSigners(bench);
  await open(bench);
  return undefined;
};
export const applying: State = async (bench) => {
  await signed(bench);
  bench.factory.interruptApply();
  for (const n of [2, 3, 4, 5, 6]) bench.factory.addFault({ method: "POST", path: "*/updates/apply", n, status: 503 });
  const { exit } = await bench.run("factory-tuf updates apply");
  assert.equal(exit, 4);
  bench.factory.clearFaults();
  return undefined;
};
export const backup: State = async ({ done }) => {
  await done("keys backup --keys root.tgz --copy drawer");
  return { "<backup>": "drawer/root.tgz", "<archive>": "restored.tgz" };
};
export const bothKeys: State = async ({ done }) => {
  await done("keys rotate --role targets --keys root.tgz --targets-keys targets.tgz");
  return { "<archive>": "targets.tgz" };
};
export const leftover: State = async (bench) => {
  await writeFile(join(bench.folder, "root.tgz.tmp"), bench.factory.archives.root!);
  return undefined;
};
