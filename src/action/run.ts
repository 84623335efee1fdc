// One run of the Action: inputs to a command, its result to outputs, summary and annotations. What is refused is
// refused in this order: command, event, inputs, and only then anything that looks at a secret.

import type { Command } from "../commands/command.ts";
import { registry } from "../commands/registry.ts";
import {
  exitStatusOfError,
  exitStatusOfOutcome,
  type FailedRun,
  type Failure,
  failureOf,
} from "../commands/result/exit-status.ts";
import { failureDocument, resultDocument } from "../commands/result/result-json.ts";
import type { Outcome } from "../context/outcome.ts";
import { AdmittedRun, prepareContext } from "../context/prepare.ts";
import { timeOfRun } from "../context/rehearsal.ts";
import { startTrace } from "../context/trace.ts";
import { ToolError } from "../errors/tool-error.ts";
import { connectionNotices } from "../factory/endpoint.ts";
import { proxySecrets } from "../http/proxy.ts";
import { maskForms } from "../keys/age/masks.ts";
import type { ReportDocument } from "../report/document.ts";
import { requireFitsSummary } from "../report/markdown/markdown.ts";
import type { Environment } from "../text/environment.ts";
import { type CommandAction, requireOwnInputs } from "./command-actions.ts";
import { setOutputs } from "./outputs.ts";
import { givenInputs, givenOptions, readOptions, textInput } from "./read-options.ts";
import { requireActionCommand, requireRunsInAction } from "./refused-commands.ts";
import { failureReport, logReport, writeSummary } from "./summary.ts";
import { type Annotations, annotations, type Toolkit } from "./toolkit.ts";
import { withWithheldReason } from "./withheld-secrets.ts";

export interface ActionPorts {
  /** The Action whose command is fixed; without it the input `command` says what to run. */
  readonly own?: CommandAction | null;
  readonly env: Environment;
  /** The workspace: what relative paths are relative to. */
  readonly cwd: string;
  readonly now: Date;
  /** Milliseconds since any moment, to measure how long something took. */
  readonly clock: () => number;
  readonly toolkit: Toolkit;
  /** Aborted when the run is cancelled. */
  readonly interrupted: AbortSignal;
  /** Called when a write to the Factory begins. */
  readonly onWrite?: () => void;
  readonly loadCommand?: (name: string) => Promise<Command>;
}

/** What is known of a run as it goes on. */
interface Run extends FailedRun {
  name: string;
  wrote: boolean;
  readsOnly?: boolean | undefined;
}

/** @returns the exit status (INTERFACE, outcomes). Never throws. */
export async function runAction(ports: ActionPorts): Promise<number> {
  // The runner sets it where somebody asked for debug logging.
  const notes = annotations(ports.toolkit, ports.env.RUNNER_DEBUG === "1");
  const run: Run = { name: ports.own?.command ?? textInput(ports.env, "command"), wrote: false };
  const onWrite = () => {
    run.wrote = true;
    ports.onWrite?.();
  };
  try {
    run.name = requireActionCommand(run.name);
    const command = await (ports.loadCommand ?? loadFromRegistry)(run.name);
    run.readsOnly = command.readsOnly;
    requireRunsInAction(command);
    const outcome = await execute(command, { ...ports, onWrite }, notes);
    return await presentOutcome(command, outcome, ports, notes);
  } catch (error) {
    return await presentFailure(run, error, ports, notes);
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
  const { own, env, cwd, clock, toolkit } = ports;
  const mask = (secret: string) => toolkit.setSecret(secret);
  const run = AdmittedRun.admit(command, "action", givenOptions(env), env);
  if (own) requireOwnInputs(own, givenInputs(env));
  for (const secret of proxySecrets(env)) for (const form of maskForms(secret)) mask(form);
  const now = await timeOfRun({ now: ports.now, env, door: "action", command, apiUrl: textInput(env, "api-url") });
  const options = await readOptions(command, env, now, mask);
  // Only now: every secret input is masked.
  using trace = notes.debug ? startTrace(notes.debug, clock, env) : null;
  if (command.needs !== "nothing") {
    for (const notice of environmentNotices(env)) notes.warning(notice);
  }
  const ctx = await prepareContext(
    { run, options },
    {
      env,
      cwd,
      now,
      log: notes,
      mask,
      interrupted: ports.interrupted,
      onWrite: ports.onWrite,
      progress: (step) => notes.info(step),
      announce: async (_, text) => {
        notes.info(text);
        return true;
      },
      confirm: showWhole,
      ...(trace && { fetch: trace.fetch }),
    },
  );
  return await command.run(ctx, options);
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
  if (outcome.failure) tellFailure(failureOf(outcome.failure, command), notes);
  const report = command.report(outcome);
  const isAllThereIs = outcome.changed === "no" && !outcome.failure;
  // Of a command that changed nothing this is the result: without it there is none.
  const written = attempts(notes, isAllThereIs ? "needed" : "wanted");
  await written.try(() => writeSummary(report, outcome.changed === "no" ? "fail" : "cut", env));
  await written.try(() => setOutputs(toolkit, resultDocument(command, outcome), outcome.outputs, env));
  logReport(report, notes);
  return exitStatusOfOutcome(outcome).exit;
}

function tellFailure({ code, message }: Failure, { error }: Annotations): void {
  error(`${message} (${code})`);
}

async function presentFailure(
  run: Run,
  thrown: unknown,
  { env, toolkit }: ActionPorts,
  notes: Annotations,
): Promise<number> {
  const error = await withWithheldReason(thrown, env);
  const failure = failureOf(error, run);
  const { exit, status } = exitStatusOfError(error, run.wrote);
  const name = run.name || "factory-tuf";
  tellFailure(failure, notes);
  // The failure itself has been said above; that it cannot be written down must not hide it.
  const written = attempts(notes, "wanted", error);
  await written.try(() => writeSummary(failureReport(`${name.slice(0, 60)}: ${status}`, failure), "cut", env));
  await written.try(() => setOutputs(toolkit, failureDocument(name, error, run), {}, env));
  return exit;
}

/**
 * Writes one thing after the other. What cannot be written ends the run where it is `needed`; where it is only `wanted`,
 * the rest is still written, and a warning names the file (T31).
 * @param said has been told already, and is not said again.
 */
function attempts(notes: Annotations, kind: "needed" | "wanted", said?: unknown) {
  return {
    async try(write: () => void | Promise<void>): Promise<void> {
      try {
        await write();
      } catch (error) {
        if (kind === "needed" || !(error instanceof ToolError)) throw error;
        if (!(said instanceof ToolError && said.message === error.message)) notes.warning(error.happened);
      }
    },
  };
}

// What in the runner's environment changes whom we talk to, or how we run: said aloud (T20). Values are not
// repeated, for a proxy's address may hold a password.
function environmentNotices(env: Environment): string[] {
  const isSet = (name: string) => (env[name] ?? "") !== "" || (env[name.toLowerCase()] ?? "") !== "";
  const proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].filter(isSet);
  const notices = [...connectionNotices(env)];
  if (proxies.length > 0) {
    notices.push(`${proxies.join(" and ")} is set: requests over https go through the proxy in HTTPS_PROXY.`);
  }
  if (isSet("NODE_USE_SYSTEM_CA")) {
    notices.push("NODE_USE_SYSTEM_CA is set: certificates of the machine's own authorities are trusted.");
  }
  return notices;
}
