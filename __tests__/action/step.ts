// One step as the runner sees it, without the runner: environment in, recorded toolkit calls and files out.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { CommandAction } from "../../src/action/command-actions.ts";
import { runAction } from "../../src/action/run.ts";
import { type Command, command } from "../../src/commands/command.ts";
import { factoryOptions, trustOptions } from "../../src/commands/options/connection-options.ts";
import { keyOptions } from "../../src/commands/options/key-options.ts";
import { digestOption } from "../../src/commands/options/release-options.ts";
import type { Context } from "../../src/context/context.ts";
import type { OptionDeclarations } from "../../src/context/declaration.ts";
import type { Outcome } from "../../src/context/outcome.ts";
import { NOW } from "../kit/now.ts";

export interface StepResult {
  readonly exit: number;
  /** Every call of the toolkit in order, `[kind, …]`. */
  readonly calls: readonly (readonly string[])[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly masks: readonly string[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly log: readonly string[];
}

export interface Step {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly command?: Command;
  readonly cwd?: string;
  /** The Action whose command is fixed. */
  readonly own?: CommandAction;
  readonly loadCommand?: (name: string) => Promise<Command>;
}

export async function runStep({ inputs, env = {}, command, cwd, own, loadCommand }: Step): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), "step-test-"));
  after(() => rm(folder, { recursive: true }));
  const calls: string[][] = [];
  const record =
    (kind: string) =>
    (...args: string[]) => {
      calls.push([kind, ...args]);
    };
  const exit = await runAction({
    own: own ?? null,
    env: {
      GITHUB_EVENT_NAME: "push",
      GITHUB_REF_PROTECTED: "true",
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      RUNNER_TEMP: folder,
      ...env,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
    cwd: cwd ?? folder,
    now: NOW,
    clock: () => performance.now(),
    toolkit: {
      setSecret: record("mask"),
      setOutput: record("output"),
      error: record("error"),
      warning: record("warning"),
      info: record("info"),
      debug: record("debug"),
    },
    interrupted: new AbortController().signal,
    ...(loadCommand ? { loadCommand } : command ? { loadCommand: async () => command } : {}),
  });
  const of = (kind: string) => calls.filter(([called]) => called === kind).map(([, text]) => text ?? "");
  return {
    exit,
    calls,
    outputs: Object.fromEntries(calls.filter(([kind]) => kind === "output").map(([, name, value]) => [name, value])),
    summary: await readFile(join(folder, "summary.md"), "utf8").catch(() => ""),
    masks: of("mask"),
    errors: of("error"),
    warnings: of("warning"),
    log: of("info"),
  };
}

interface Behaviour {
  readonly name?: string;
  readonly needs?: Command["needs"];
  readonly run?: (ctx: Context, options: Record<string, unknown>) => Outcome<unknown> | Promise<Outcome<unknown>>;
  readonly report?: Command["report"];
}

/** A command with the options of `wave init` that does what a test wants. */
export function commandThat({
  name = "wave init",
  needs = "keys",
  run = () => nothingDone,
  report,
}: Behaviour): Command {
  const options: OptionDeclarations = {
    wave: { kind: "wave", help: "The Wave." },
    tag: { kind: "tag", help: "The tag." },
    dryRun: { kind: "switch", help: "Show only." },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions,
    ...keyOptions,
  };
  return command({
    name,
    order: 1,
    summary: "",
    examples: [],
    args: [],
    options,
    runs: "anywhere",
    needs,
    confirms: "yes",
    dataHelp: [],
    run: async (ctx, values) => {
      if (!("factory" in ctx)) throw new Error("the test's command is given no Factory");
      return run(ctx, values as Record<string, unknown>);
    },
    report: report ?? (({ status }) => ({ title: `It is ${status}`, blocks: [] })),
  });
}

export const nothingDone: Outcome<unknown> = { status: "unchanged", changed: "no", outputs: {}, data: {} };
