// The command line tool as a person or a script starts it: its two streams and its exit status.
import type { ResultDocument } from "../../src/commands/result/result-json.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { cli, type Printed } from "../kit/command-line.ts";
import { runScript } from "../kit/run-script.ts";
import type { Workspace } from "./workspace.ts";

const script = new URL("../../dist/cli.js", import.meta.url).pathname;

export interface Shell {
  (...args: string[]): Promise<Printed>;
  /** The same with --json: the document on stdout. */
  json(...args: string[]): Promise<Printed & { readonly document: ResultDocument & { readonly data: never } }>;
}

type Environment = Readonly<Record<string, string>>;

/**
 * A shell in `workspace` in which the Factory's name, address and token are set, unless `env` says otherwise. Each command
 * is a process of dist/cli.js.
 */
export function shellIn(workspace: Workspace, factory: EmbeddedFactory | null, env: Environment = {}): Shell {
  const all = { PATH: process.env["PATH"] ?? "", ...environmentOf(workspace, factory), ...env };
  return shell(factory, (args) => runScript(script, args, { cwd: workspace.path, env: all }));
}

/** The same, its commands run from the sources in this process: a tenth of the time. */
export function quickShellIn(workspace: Workspace, factory: EmbeddedFactory, env: Environment = {}): Shell {
  const all = { ...environmentOf(workspace, factory), ...env };
  return shell(factory, (args) => cli(args, { cwd: workspace.path, env: all, now: factory.now() }));
}

function environmentOf({ elsewhere }: Workspace, factory: EmbeddedFactory | null): Record<string, string> {
  return { HOME: elsewhere, ...(factory && { FACTORY: factory.factory, FACTORY_TOKEN: factory.tokens.owner }) };
}

function shell(factory: EmbeddedFactory | null, start: (args: readonly string[]) => Promise<Printed>): Shell {
  const run = (...args: string[]) => start([...args, ...(factory ? ["--api-url", factory.url] : [])]);
  return Object.assign(run, {
    json: async (...args: string[]) => {
      const printed = await run(...args, "--json");
      return { ...printed, document: JSON.parse(printed.stdout) };
    },
  });
}
