// One run of the Action: inputs to a command, its result to outputs, summary and annotations. What is refused is
// refused in this order: command, event, inputs, and only then anything that looks at a secret.
import type { Command, Log, Outcome } from "../commands/command.ts";
import { registry, signingCommandNames } from "../commands/registry.ts";
import { endingOfError, endingOfOutcome, failureOf } from "../commands/result/exit-status.ts";
import { failureDocument, resultDocument } from "../commands/result/result-json.ts";
import { requireKeyEvent } from "../commands/setup/key-events.ts";
import { prepareContext } from "../commands/setup/prepare.ts";
import type { ReportDocument } from "../report/document.ts";
import { failureReport } from "../report/failure-report.ts";
import { requireFitsSummary } from "../report/markdown.ts";
import { environmentNotices } from "./connection-notices.ts";
import type { Environment } from "./inputs.ts";
import { textInput } from "./inputs.ts";
import { logReport } from "./log-report.ts";
import { setOutputs } from "./outputs.ts";
import { readOptions } from "./read-options.ts";
import { requireActionCommand, requireRunsInAction } from "./refused-commands.ts";
import { writeSummary } from "./summary.ts";
import { type Annotations, annotations, type Toolkit } from "./toolkit.ts";
import { withWithheldReason } from "./withheld-secrets.ts";

export interface ActionPorts {
  readonly env: Environment;
  /** The workspace: what relative paths are relative to. */
  readonly cwd: string;
  readonly now: Date;
  readonly toolkit: Toolkit;
  /** Aborted when the run is cancelled. */
  readonly interrupted: AbortSignal;
  /** Called when a write to the Factory begins. */
  readonly onWrite?: () => void;
  readonly loadCommand?: (name: string) => Promise<Command>;
}

/** @returns the exit status (INTERFACE, outcomes). Never throws. */
export async function runAction(ports: ActionPorts): Promise<number> {
  const notes = annotations(ports.toolkit);
  const run = { name: textInput(ports.env, "command"), wrote: false };
  const onWrite = () => {
    run.wrote = true;
    ports.onWrite?.();
  };
  try {
    run.name = requireActionCommand(run.name);
    if (signingCommandNames.includes(run.name) && textInput(ports.env, "dry-run") !== "true") {
      requireKeyEvent(ports.env.GITHUB_EVENT_NAME, run.name);
    }
    const command = await (ports.loadCommand ?? loadFromRegistry)(run.name);
    requireRunsInAction(command);
    const outcome = await execute(command, { ...ports, onWrite }, notes);
    return await presentOutcome(command, outcome, ports, notes);
  } catch (error) {
    return await presentFailure(run.name || "factory-tuf", error, run.wrote, ports, notes);
  } finally {
    notes.end();
  }
}

function loadFromRegistry(name: string): Promise<Command> {
  return registry[name]!();
}

async function execute(
  command: Command,
  ports: ActionPorts & { readonly onWrite: () => void },
  notes: Annotations,
): Promise<Outcome<unknown>> {
  const { env, cwd, now, toolkit } = ports;
  const log: Log = notes;
  const mask = (secret: string) => toolkit.setSecret(secret);
  const options = await readOptions(command, env, now, mask);
  if (command.needs !== "nothing") {
    for (const notice of environmentNotices(env)) log.warning(notice);
  }
  const ctx = await prepareContext(
    { command, options, door: "action" },
    {
      env,
      cwd,
      now,
      log,
      mask,
      interrupted: ports.interrupted,
      onWrite: ports.onWrite,
      progress: (step) => log.info(step),
      announce: (_, text) => log.info(text),
      confirm: showWhole,
    },
  );
  return command.run(ctx, options as never);
}

/** Nobody is asked in the Action; but what would be shown must fit where it is shown (T25). */
async function showWhole(about: ReportDocument): Promise<void> {
  requireFitsSummary(about);
}

async function presentOutcome(
  command: Command,
  outcome: Outcome<unknown>,
  { env, toolkit }: ActionPorts,
  notes: Annotations,
): Promise<number> {
  if (outcome.failure) notes.error(`${outcome.failure.message} (${outcome.failure.code})`);
  const report = command.report(outcome);
  await writeSummary(report, outcome.changed === "no" ? "fail" : "cut", env);
  await setOutputs(toolkit, resultDocument(command.name, outcome), outcome.outputs, env);
  logReport(report, notes);
  return endingOfOutcome(outcome).exit;
}

async function presentFailure(
  name: string,
  thrown: unknown,
  wrote: boolean,
  { env, toolkit }: ActionPorts,
  notes: Annotations,
): Promise<number> {
  const error = await withWithheldReason(thrown, env);
  const failure = failureOf(error, wrote);
  const { exit, status } = endingOfError(error, wrote);
  notes.error(`${failure.message} (${failure.code})`);
  try {
    await writeSummary(failureReport(`${name.slice(0, 60)}: ${status}`, failure), "cut", env);
    await setOutputs(toolkit, failureDocument(name, error, wrote), {}, env);
  } catch (unwritten) {
    // The failure itself has been said above; that it cannot be written down must not hide it.
    notes.warning(`The summary or the outputs of this step could not be written (${errorName(unwritten)}).`);
  }
  return exit;
}

function errorName(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : "unknown";
}
