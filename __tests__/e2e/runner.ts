// A job on a runner: each step starts the built Action as GitHub's runner does, with a clean environment and real
// files, and what it left behind is read as the runner reads it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ResultDocument } from "../../src/commands/result/result-json.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { runScript } from "../kit/run-script.ts";
import { type ActionPlace, inputVariables, mainScriptOf } from "./action-declaration.ts";
import { type JobLog, readLog, readOutputFile } from "./job-log.ts";
import type { Workspace } from "./workspace.ts";

export interface StepResult {
  readonly action: ActionPlace;
  readonly exit: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** The output `result`, parsed. */
  readonly result: ResultDocument & { readonly data: never };
  readonly summary: string;
  readonly log: JobLog;
  /** Everything the step wrote to its two streams, in which mask commands still stand. */
  readonly raw: string;
}

export interface StepOptions {
  /** Which Action; by default the one for every command. */
  readonly action?: ActionPlace;
  /** Default `workflow_dispatch`. */
  readonly event?: string;
  /** What stands in GITHUB_EVENT_PATH. */
  readonly payload?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** Cancels the run once this resolves. */
  readonly cancelled?: Promise<void>;
}

/** What GitHub puts into `github.token`. */
export const GITHUB_TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";

const FILES = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_STATE", "GITHUB_ENV", "GITHUB_PATH"] as const;

let steps = 0;

/** One step of a job in `workspace`, with the inputs as a workflow gives them. */
export async function runStep(
  workspace: Workspace,
  inputs: Readonly<Record<string, string>>,
  { action = ".", event = "workflow_dispatch", payload = {}, env = {}, cancelled }: StepOptions = {},
): Promise<StepResult> {
  const files = await commandFiles(workspace, ++steps);
  const eventPath = join(workspace.temp, `event-${steps}.json`);
  await writeFile(eventPath, JSON.stringify(payload));
  const { exit, stdout, stderr } = await runScript(mainScriptOf(action), [], {
    cwd: workspace.path,
    cancelled,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: workspace.elsewhere,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_ACTOR: "octocat",
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_REF: "refs/heads/main",
      GITHUB_REF_PROTECTED: "true",
      GITHUB_REPOSITORY: "acme/firmware",
      GITHUB_WORKSPACE: workspace.path,
      RUNNER_TEMP: workspace.temp,
      ...files,
      ...inputVariables(inputs, GITHUB_TOKEN, action),
      ...env,
    },
  });
  const [output = "", summary = "", ...others] = await Promise.all(FILES.map((name) => readFile(files[name]!, "utf8")));
  if (others.some((text) => text !== "")) throw new Error("the step changed the environment of later steps");
  if (stderr !== "") throw new Error(`the step wrote to stderr: ${stderr}`);
  const outputs = readOutputFile(output);
  const result = JSON.parse(outputs["result"] ?? "null") as StepResult["result"];
  return { action, exit, outputs, result, summary, log: readLog(stdout), raw: stdout };
}

/** The inputs that say which Factory, and as whom. */
export function connectionInputs({ factory, url, tokens }: EmbeddedFactory): Record<string, string> {
  return { factory, "api-url": url, token: tokens.owner };
}

/** The files through which a step talks to the runner: there, and empty. */
async function commandFiles(workspace: Workspace, step: number): Promise<Record<string, string>> {
  const paths = FILES.map((name) => [name, join(workspace.temp, `${name.toLowerCase()}_${step}`)] as const);
  await Promise.all(paths.map(([, path]) => writeFile(path, "")));
  return Object.fromEntries(paths);
}
