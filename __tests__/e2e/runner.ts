// A job on a runner: what a step left behind is read as the runner reads it.
import type { ResultDocument } from "../../src/commands/result/result-json.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { ActionPlace } from "../kit/action-declaration.ts";
import { type JobLog, readLog } from "../kit/job-log.ts";
import { type JobStep, startStep } from "../kit/job-step.ts";
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

export type StepOptions = Omit<JobStep, "inputs">;

/** One step of a job in `workspace`, with the inputs as a workflow gives them. */
export async function runStep(
  { path, temp, elsewhere }: Workspace,
  inputs: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Promise<StepResult> {
  const folders = { workspace: path, temp, home: elsewhere, files: temp };
  const { exit, stdout, stderr, outputs, summary, left } = await startStep(folders, { ...options, inputs });
  if (left !== "") throw new Error("the step changed the environment of later steps");
  if (stderr !== "") throw new Error(`the step wrote to stderr: ${stderr}`);
  const result = JSON.parse(outputs["result"] ?? "null") as StepResult["result"];
  return { action: options.action ?? ".", exit, outputs, result, summary, log: readLog(stdout), raw: stdout };
}

/** The inputs that say which Factory, and as whom. */
export function connectionInputs({ factory, url, tokens }: EmbeddedFactory): Record<string, string> {
  return { factory, "api-url": url, token: tokens.owner };
}
