// The command line tool as a person or a script starts it: dist/cli.js, its two streams and its exit status.

import type { ResultDocument } from "../../src/commands/result/result-json.ts";
import type { EmbeddedFactory } from "../../src/emulator/factory.ts";
import { runScript, type Spawned } from "./spawned.ts";
import type { Workspace } from "./workspace.ts";

const script = new URL("../../dist/cli.js", import.meta.url).pathname;

export interface Shell {
  (...args: string[]): Promise<Spawned>;
  /** The same with --json: the document on stdout. */
  json(...args: string[]): Promise<Spawned & { readonly document: ResultDocument & { readonly data: never } }>;
}

/** A shell in `workspace` in which the Factory's name, address and token are set, unless `env` says otherwise. */
export function shellIn(
  workspace: Workspace,
  factory: EmbeddedFactory | null,
  env: Readonly<Record<string, string>> = {},
): Shell {
  const connection: Record<string, string> = factory
    ? { FACTORY: factory.factory, FACTORY_TOKEN: factory.tokens.owner }
    : {};
  const all = { PATH: process.env["PATH"] ?? "", HOME: workspace.elsewhere, ...connection, ...env };
  const run = (...args: string[]) =>
    runScript(script, [...args, ...(factory ? ["--api-url", factory.url] : [])], { cwd: workspace.path, env: all });
  return Object.assign(run, {
    json: async (...args: string[]) => {
      const spawned = await run(...args, "--json");
      return { ...spawned, document: JSON.parse(spawned.stdout) };
    },
  });
}
