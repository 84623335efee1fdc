// A command in this process, prepared as the Action prepares it, with two ports replaced: pauses between attempts
// take no time, and a deadline comes when the test says so.
import type { Command } from "../../src/commands/command.ts";
import { parseOptions } from "../../src/commands/options/options.ts";
import { registry } from "../../src/commands/registry.ts";
import { type ExitStatus, exitStatusOfError, exitStatusOfOutcome } from "../../src/commands/result/exit-status.ts";
import type { Context } from "../../src/context/context.ts";
import type { AnyOptionValues } from "../../src/context/declaration.ts";
import type { Outcome } from "../../src/context/outcome.ts";
import { AdmittedRun, prepareContext } from "../../src/context/prepare.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { createFactoryClient } from "../../src/factory/client.ts";
import type { FactoryClient } from "../../src/factory/types.ts";
import { nodeFetch } from "../../src/http/fetch.ts";
import type { Workspace } from "./workspace.ts";

export interface Run {
  readonly exitStatus: ExitStatus;
  readonly outcome: Outcome<unknown> | null;
  /** What was thrown; null where nothing was. */
  readonly error: unknown;
  /** Pauses asked for, in milliseconds. */
  readonly pauses: readonly number[];
  /** Requests in the order in which they were made. */
  readonly requests: readonly MadeRequest[];
}

export interface MadeRequest {
  readonly by: "command" | "read back";
  readonly method: string;
  readonly path: string;
}

/** Ends what a command may use: its own time, or that of the reads after a lost answer. */
export class Deadlines {
  readonly #command = new AbortController();
  readonly #readBack = new AbortController();

  get command(): AbortSignal {
    return this.#command.signal;
  }

  get readBack(): AbortSignal {
    return this.#readBack.signal;
  }

  pass(whose: MadeRequest["by"]): void {
    if (whose === "command") this.#passCommand();
    else this.#readBack.abort(new DOMException("timed out", "TimeoutError"));
  }

  #passCommand(): void {
    this.#command.abort(
      new ToolError("deadline-exceeded", {
        happened: "The command did not finish within its timeout.",
        next: "Run it again.",
      }),
    );
  }
}

export async function runHere(
  name: string,
  inputs: Readonly<Record<string, string>>,
  factory: EmbeddedFactory,
  workspace: Workspace,
  deadlines = new Deadlines(),
): Promise<Run> {
  const command = await registry[name]!();
  const pauses: number[] = [];
  const requests: MadeRequest[] = [];
  let wrote = false;
  const onWrite = () => {
    wrote = true;
  };
  try {
    const prepared = await prepare(command, inputs, factory, workspace);
    const client = (by: MadeRequest["by"], signal: AbortSignal, onWrite?: () => void) =>
      clientOf(factory, signal, pauses, (method, path) => requests.push({ by, method, path }), onWrite);
    const context: Context = {
      ...prepared,
      factory: client("command", deadlines.command, onWrite),
      readBack: client("read back", deadlines.readBack),
      signal: deadlines.command,
    };
    const outcome = await command.run(context, optionsOf(command, inputs, factory));
    return { exitStatus: exitStatusOfOutcome(outcome), outcome, error: null, pauses, requests };
  } catch (error) {
    return { exitStatus: exitStatusOfError(error, wrote), outcome: null, error, pauses, requests };
  }
}

async function prepare(
  command: Command,
  inputs: Readonly<Record<string, string>>,
  factory: EmbeddedFactory,
  workspace: Workspace,
): Promise<Context> {
  const env = { GITHUB_EVENT_NAME: "push", GITHUB_REF_PROTECTED: "true" };
  const options = optionsOf(command, inputs, factory);
  const ctx = await prepareContext(
    { run: AdmittedRun.admit(command, "action", options, env), options },
    {
      env,
      cwd: workspace.path,
      now: factory.now(),
      log: { warning() {}, info() {} },
      mask() {},
      progress() {},
      announce: async () => true,
      confirm: async () => {},
    },
  );
  if (!("factory" in ctx)) throw new Error(`${command.name} needs no Factory`);
  return ctx;
}

function optionsOf(
  command: Command,
  inputs: Readonly<Record<string, string>>,
  factory: EmbeddedFactory,
): AnyOptionValues {
  const connection = { factory: factory.factory, token: factory.tokens.owner, "api-url": factory.url };
  return parseOptions(command.options, { ...connection, ...inputs }, "action", factory.now());
}

/** One for all runs: they share its connections. */
const request = nodeFetch({});

function clientOf(
  factory: EmbeddedFactory,
  signal: AbortSignal,
  pauses: number[],
  onRequest: (method: string, path: string) => void,
  onWrite?: () => void,
): FactoryClient {
  return createFactoryClient({
    factory: factory.factory,
    apiUrl: factory.url,
    oauthUrl: `${factory.url}/oauth`,
    credentials: { kind: "token", origin: "given", token: factory.tokens.owner },
    signal,
    now: factory.now(),
    wait: async (ms) => void pauses.push(ms),
    onWrite,
    fetch: (url, init) => {
      onRequest(init.method ?? "GET", url.slice(factory.url.length));
      return request(url, init);
    },
  });
}
