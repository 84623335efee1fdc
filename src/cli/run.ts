// The command line's front door: words in; one command prepared and run; its result on stdout, everything else on
// stderr; an exit status out.

import type { Command } from "../commands/command.ts";
import { DEFAULT_TIMEOUT } from "../commands/options/connection-options.ts";
import { cliOptions } from "../commands/options/door-options.ts";
import { parseOptions, type RawOptions } from "../commands/options/options.ts";
import { commandNames, offlineCommandNames, registry } from "../commands/registry.ts";
import { exitStatusOfError, exitStatusOfOutcome } from "../commands/result/exit-status.ts";
import { startDeadline } from "../context/deadline.ts";
import type { Outcome } from "../context/outcome.ts";
import { AdmittedRun, prepareContext } from "../context/prepare.ts";
import { timeOfRun } from "../context/rehearsal.ts";
import { startTrace } from "../context/trace.ts";
import { ToolError } from "../errors/tool-error.ts";
import { withDeviceFiles } from "./device-file.ts";
import { findCommand } from "./find-command.ts";
import { showHelp } from "./help.ts";
import { openPorts } from "./ports.ts";
import { Presenter } from "./present.ts";
import { type ProcessPorts, workingFolder } from "./process-ports.ts";
import { readArguments } from "./read-arguments.ts";
import { version } from "./version.ts";

export { interruption, workingFolder };

/** @returns the exit status (INTERFACE, outcomes). Never throws. */
export async function runCli(argv: readonly string[], processPorts: ProcessPorts): Promise<number> {
  const show = new Presenter(processPorts, wantsJson(argv));
  const { exit, changed } = await runAndShow(argv, processPorts, show);
  const error = await show.notPrinted();
  if (error === null) return exit;
  // What was done, or refused, stays the result; where nothing was, what is printed is the result.
  show.notPrintedBecause(error, changed);
  return exit === 0 && !changed ? 1 : exit;
}

interface RunResult {
  readonly exit: number;
  readonly changed: boolean;
}

async function runAndShow(argv: readonly string[], processPorts: ProcessPorts, show: Presenter): Promise<RunResult> {
  let name = "";
  const failed: { wrote: boolean; readsOnly: boolean | undefined } = { wrote: false, readsOnly: false };
  try {
    refuseInCi(argv, processPorts.env);
    const wanted = findCommand(argv, commandNames);
    if (wanted.kind === "version") return { exit: show.text(version), changed: false };
    if (wanted.kind === "help") return { exit: show.help(await showHelp(wanted.topic, processPorts)), changed: false };
    name = wanted.name;
    const command = await registry[name]!();
    failed.readsOnly = command.readsOnly;
    requireRunsHere(command, processPorts.env);
    const typed = await read(command, wanted.args, processPorts);
    const outcome = await run(command, typed, processPorts, show, () => {
      failed.wrote = true;
    });
    await show.outcome(command, outcome, typed);
    return { exit: exitStatusOfOutcome(outcome).exit, changed: outcome.changed === "yes" };
  } catch (error) {
    await show.failure(name, error, failed);
    return { exit: exitStatusOfError(error, failed.wrote).exit, changed: failed.wrote };
  }
}

function read(command: Command, words: readonly string[], { cwd, interrupted }: ProcessPorts): Promise<RawOptions> {
  const declarations = { ...command.options, ...cliOptions };
  const raw = readArguments(command, declarations, words);
  // A list of devices may be a pipe, and is waited for no longer than the command may take.
  const { timeout } = raw;
  const { signal } = startDeadline(typeof timeout === "string" ? timeout : DEFAULT_TIMEOUT, interrupted);
  return withDeviceFiles(raw, declarations, cwd, signal);
}

async function run(
  command: Command,
  raw: RawOptions,
  processPorts: ProcessPorts,
  show: Presenter,
  onWrite: () => void,
): Promise<Outcome<unknown>> {
  const declarations = { ...command.options, ...cliOptions };
  const [address] = [raw["apiUrl"]].flat();
  const apiUrl = typeof address === "string" ? address : undefined;
  const now = await timeOfRun({ now: processPorts.now, env: processPorts.env, door: "cli", command, apiUrl });
  const options = parseOptions(declarations, raw, "cli", now);
  const admitted = AdmittedRun.admit(command, "cli", options, processPorts.env);
  let factory = "";
  const factoryName = () => factory;
  using trace = options.verbose
    ? startTrace((message) => show.debug(message), processPorts.clock, processPorts.env)
    : null;
  const ports = openPorts(command, { yes: options.yes, processPorts, now, show, onWrite, factoryName, trace });
  if (command.needs !== "nothing") show.progress.step("Asking the Factory");
  try {
    const context = await prepareContext({ run: admitted, options }, ports);
    if ("factory" in context) factory = context.factory.factory;
    return await command.run(context, options);
  } finally {
    show.progress.done();
  }
}

/** Known before anything is parsed: a document is printed for every failure, also of parsing. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end === -1 ? argv.length : end).includes("--json");
}

/** @throws {ToolError} `offline-command-in-ci` when the words name such a command and a runner is around. */
export function refuseInCi(argv: readonly string[], env: ProcessPorts["env"]): void {
  if (env["GITHUB_ACTIONS"] !== "true") return;
  const words = argv.filter((word) => !word.startsWith("-"));
  const name = [words.slice(0, 2).join(" "), words[0] ?? ""].find((typed) => offlineCommandNames.includes(typed));
  if (name !== undefined) throw refusal(name);
}

/** @throws {ToolError} `offline-command-in-ci` by what the command itself declares, whatever is listed. */
export function requireRunsHere({ name, runs }: Pick<Command, "name" | "runs">, env: ProcessPorts["env"]): void {
  if (runs === "offline" && env["GITHUB_ACTIONS"] === "true") throw refusal(name);
}

function refusal(name: string): ToolError {
  return new ToolError("offline-command-in-ci", {
    happened: `${name} works with root keys, and this is a GitHub Actions job.`,
    next: "Run it on the key owner's own machine; root keys never belong in CI.",
  });
}

// What Ctrl-C does: the first one lets the command end in order, the second ends it at once.
interface Interruptible {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): never;
}

/** 128 + SIGINT, as shells have it. */
const EXIT_INTERRUPTED = 130;

/** Aborted with a {@link ToolError} `interrupted` at the first signal. */
function interruption(process: Interruptible): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    controller.abort(
      new ToolError("interrupted", {
        happened: "The command was interrupted.",
        next: "Run it again: what is done already is recognised.",
      }),
    );
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return controller.signal;
}
