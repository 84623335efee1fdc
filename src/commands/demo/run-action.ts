// Starts the built Action exactly as GitHub's runner does: Node on dist/main.js, INPUT_* and GITHUB_* in the
// environment, real files for outputs and summary, the workspace as current folder.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { builtFile } from "./built-file.ts";

export interface ActionRun {
  readonly exit: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown of the job summary. */
  readonly summary: string;
  /** Everything the runner would show, masks applied. */
  readonly log: string;
}

export interface ActionJob {
  /** The checked-out repository. */
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  /** PATH of this machine. */
  readonly path: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Every input that action.yml declares: the runner sets all of them, empty when not given. */
  readonly declared: readonly string[];
  readonly signal: AbortSignal;
}

/** @throws {ToolError} `usage` when the Action was not built. */
export async function startAction({ workspace, temp, path, inputs, declared, signal }: ActionJob): Promise<ActionRun> {
  const files = await mkdtemp(join(temp, "step-"));
  const [output, summary, event] = ["output", "summary", "event.json"].map((name) => join(files, name));
  await Promise.all([writeFile(output!, ""), writeFile(summary!, ""), writeFile(event!, "{}")]);
  const env = {
    PATH: path,
    ...Object.fromEntries(declared.map((name) => [inputVariable(name), inputs[name] ?? ""])),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "workflow_dispatch",
    GITHUB_EVENT_PATH: event!,
    GITHUB_REF: "refs/heads/main",
    GITHUB_REF_PROTECTED: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output!,
    GITHUB_STEP_SUMMARY: summary!,
    RUNNER_TEMP: temp,
  };
  const child = spawn(process.execPath, [builtFile("main.js")], {
    cwd: workspace,
    env,
    signal,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const exit = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  return {
    exit,
    outputs: parseOutputs(await readFile(output!, "utf8")),
    summary: await readFile(summary!, "utf8"),
    log: masked(Buffer.concat(chunks).toString("utf8")),
  };
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}

/** `name<<DELIMITER`, lines, `DELIMITER`: the form of GITHUB_OUTPUT. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const start = /^([^<=]+)<<(.+)$/.exec(lines[at]!);
    if (!start) continue;
    const end = lines.indexOf(start[2]!, at + 1);
    outputs[start[1]!] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return outputs;
}

/** As the runner does: a mask line is consumed, and what it named is replaced from then on. */
function masked(log: string): string {
  const masks: string[] = [];
  const shown: string[] = [];
  for (const line of log.split(/\r?\n/)) {
    const mask = /^::add-mask::(.*)$/.exec(line)?.[1];
    if (mask !== undefined) masks.push(mask);
    else shown.push(masks.reduce((text, secret) => text.replaceAll(secret, "***"), line));
  }
  return shown.join("\n");
}
