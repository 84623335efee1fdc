// One step of a job, started as GitHub's runner starts it: the built Action with INPUT_* and GITHUB_* in its environment and
// nothing else of this machine, real files for outputs, summary and event.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ActionPlace, inputVariables, mainScriptOf } from "./action-declaration.ts";
import { readOutputFile } from "./job-log.ts";
import { runScript, type Spawned } from "./run-script.ts";

/** What GitHub puts into `github.token`. */
export const GITHUB_TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";

/** Folders that are there. */
export interface JobFolders {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  /** Where the files lie through which step and runner talk. */
  readonly files: string;
}

export interface JobStep {
  readonly inputs: Readonly<Record<string, string>>;
  /** Which Action; by default the one for every command. */
  readonly action?: ActionPlace | undefined;
  /** Default `workflow_dispatch`. */
  readonly event?: string | undefined;
  /** What stands in GITHUB_EVENT_PATH. */
  readonly payload?: object | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Cancels the run once this resolves. */
  readonly cancelled?: Promise<void> | undefined;
}

export interface EndedStep extends Spawned {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What it left for later steps: environment, path, state. */
  readonly left: string;
}

const FILES = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_STATE", "GITHUB_ENV", "GITHUB_PATH"] as const;

let steps = 0;

export async function startStep(folders: JobFolders, step: JobStep): Promise<EndedStep> {
  const { inputs, action = ".", event = "workflow_dispatch", payload = {}, env = {}, cancelled } = step;
  const number = ++steps;
  const fileOf = (name: string) => join(folders.files, `${name.toLowerCase()}_${number}`);
  await Promise.all(FILES.map((name) => writeFile(fileOf(name), "")));
  await writeFile(fileOf("event"), JSON.stringify(payload));
  const spawned = await runScript(mainScriptOf(action), [], {
    cwd: folders.workspace,
    cancelled,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: folders.home,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_ACTOR: "octocat",
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: fileOf("event"),
      GITHUB_REF: "refs/heads/main",
      GITHUB_REF_PROTECTED: "true",
      GITHUB_REPOSITORY: "acme/firmware",
      GITHUB_WORKSPACE: folders.workspace,
      RUNNER_TEMP: folders.temp,
      ...Object.fromEntries(FILES.map((name) => [name, fileOf(name)])),
      ...inputVariables(inputs, GITHUB_TOKEN, action),
      ...env,
    },
  });
  const [output = "", summary = "", ...left] = await Promise.all(FILES.map((name) => readFile(fileOf(name), "utf8")));
  return { ...spawned, outputs: readOutputFile(output), summary, left: left.join("") };
}
