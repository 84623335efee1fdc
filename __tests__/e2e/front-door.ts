// The Action's front door in this process: the same inputs as a step, and what it tells the runner.
import { runAction } from "../../src/action/run.ts";
import type { ResultDocument } from "../../src/commands/result/result-json.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { inputVariables } from "../kit/action-declaration.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { connectionInputs } from "./runner.ts";
import type { Workspace } from "./workspace.ts";

export interface StepEnd {
  readonly exit: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly result: ResultDocument;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Everything that was told, mask commands aside, as one text. */
  readonly everything: string;
}

export async function runActionHere(
  factory: EmbeddedFactory,
  workspace: Workspace,
  inputs: Readonly<Record<string, string>>,
): Promise<StepEnd> {
  const outputs: Record<string, string> = {};
  const lines = { error: [] as string[], warning: [] as string[], info: [] as string[] };
  const exit = await runAction({
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "push",
      GITHUB_REF_PROTECTED: "true",
      RUNNER_TEMP: workspace.temp,
      ...inputVariables({ ...connectionInputs(factory), ...inputs }, GITHUB_TOKEN),
    },
    cwd: workspace.path,
    now: factory.now(),
    clock: () => performance.now(),
    interrupted: new AbortController().signal,
    toolkit: {
      error: (message) => lines.error.push(message),
      warning: (message) => lines.warning.push(message),
      info: (message) => lines.info.push(message),
      debug() {},
      setOutput: (name, value) => {
        outputs[name] = value;
      },
      setSecret() {},
    },
  });
  const result = JSON.parse(outputs["result"] ?? "null") as ResultDocument;
  const everything = [...Object.values(lines).flat(), ...Object.values(outputs)].join("\n");
  return { exit, outputs, result, errors: lines.error, warnings: lines.warning, everything };
}
