// A step in folders of its own: a log of which the mask commands are consumed, and every file that was left behind.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { withoutMasks } from "../kit/job-log.ts";
import { startStep } from "../kit/job-step.ts";
import { runScript } from "../kit/run-script.ts";
import type { Inputs } from "./play.ts";
import { blockerCodes, type StepResult } from "./result.ts";

export interface Ran extends StepResult {
  readonly exit: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** All that the step wrote, mask commands taken out. Nothing is masked: what is here was written. */
  readonly log: string;
  /** The same with the mask commands in their places. */
  readonly raw: string;
  /** Of `::add-mask::` commands, in order. */
  readonly masks: readonly string[];
  readonly summary: string;
  /** Every file below workspace, temp and runner folders afterwards: path to content, the given files left out. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Step {
  readonly inputs: Inputs;
  /** Folder with `.factory-tuf/`, copied into the workspace. */
  readonly from?: string;
  /** More files of the workspace. */
  readonly workspace?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: object;
}

const DIST = resolve(import.meta.dirname, "../../dist");

export async function run({ inputs, from, workspace = {}, env = {}, event = {} }: Step): Promise<Ran> {
  const base = await mkdtemp(join(tmpdir(), "runner-"));
  const at = (...path: string[]) => join(base, ...path);
  try {
    for (const folder of ["workspace/.factory-tuf", "temp", "runner", "home"])
      await mkdir(at(folder), { recursive: true });
    for (const [path, content] of Object.entries(workspace)) await writeFile(at("workspace", path), content);
    if (from) await copyPolicy(from, at("workspace"));
    const given = new Set(await paths(base));
    const folders = { workspace: at("workspace"), temp: at("temp"), home: at("home"), files: at("runner") };
    const there = { TMPDIR: at("temp"), ...env };
    const { exit, raw, outputs, summary } = await startStep(folders, { inputs, payload: event, env: there });
    const { lines, masks } = withoutMasks(raw);
    const result = JSON.parse(outputs.result ?? "{}") as StepResult["result"];
    return {
      exit,
      outputs,
      result,
      codes: blockerCodes(result),
      message: result.error?.message ?? "",
      log: lines.join("\n"),
      raw,
      masks,
      summary,
      files: await contents(base, given),
    };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** The built command line tool, with this environment and nothing else. */
export async function runCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ exit: number; raw: string }> {
  return runScript(join(DIST, "cli.js"), args, { cwd, env: { PATH: process.env.PATH ?? "", HOME: cwd, ...env } });
}

async function copyPolicy(from: string, to: string): Promise<void> {
  for (const file of await readdir(join(from, ".factory-tuf"))) {
    await writeFile(join(to, ".factory-tuf", file), await readFile(join(from, ".factory-tuf", file)));
  }
}

async function paths(base: string): Promise<string[]> {
  const entries = await readdir(base, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The runner's own files are written by the step, so they count. */
async function contents(base: string, given: ReadonlySet<string>): Promise<Map<string, string>> {
  const written = (await paths(base)).filter((path) => !given.has(path) || path.startsWith(join(base, "runner/")));
  const read = written.map(
    async (path): Promise<[string, string]> => [path.slice(base.length + 1), await readFile(path, "latin1")],
  );
  return new Map(await Promise.all(read));
}
