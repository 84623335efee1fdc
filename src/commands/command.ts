// A command is data plus a function. From the data come the CLI, action.yml, the help texts and
// docs/reference.md; the function takes its ports and returns a typed result. It never prints, never reads
// `process`, and does not know who called it.
import type { Context, LocalContext } from "../context/context.ts";
import type { CommandFacts, CommandNeeds, Needs, OptionDeclarations, OptionValues } from "../context/declaration.ts";
import type { Outcome } from "../context/outcome.ts";
import type { ReportDocument } from "../report/document.ts";

export interface Command<O extends OptionDeclarations = OptionDeclarations, D = unknown, N extends Needs = Needs>
  extends CommandNeeds<O, N> {
  /** Where it stands among the others in help, reference and action.yml: the lower, the earlier. */
  readonly order: number;
  readonly summary: string;
  /** A paragraph for `--help` and the reference. */
  readonly details?: string;
  readonly examples: readonly string[];
  /** Options that may be given by position, in order. */
  readonly args: readonly (keyof O & string)[];
  /** The shape of `data`, one line a field, for docs/reference.md. */
  readonly dataHelp: readonly string[];
  /** What the CLI prints on stdout where that is not the report: a root.json, a completion script. Null: the report. */
  stdout?(outcome: Outcome<D>): string | null;
  /** Says on a terminal, on stderr, what `stdout` prints there. */
  readonly stdoutIs?: string;
  run(ctx: N extends "nothing" ? LocalContext : Context, options: OptionValues<O>): Promise<Outcome<D>>;
  report(outcome: Outcome<D>): ReportDocument;
}

/** Gives the declaration its types: option values follow from `options`, the ports of a run from `needs`. */
export function command<const O extends OptionDeclarations, D, const N extends Needs>(
  declaration: Command<O, D, N>,
): Command<O, D, N> {
  return declaration;
}

/** Every command by name, loaded only when it is asked for. */
export type Registry = Readonly<Record<string, () => Promise<Command>>>;

export function allOf(registry: Registry): Promise<readonly Command[]> {
  return Promise.all(Object.values(registry).map((load) => load()));
}

/** A line of the generated table. A command that describes all the others is made from their registry. */
export interface TableEntry extends CommandFacts {
  readonly load: (registry: Registry) => Promise<Command>;
}

// biome-ignore lint/suspicious/noExplicitAny: option types differ per command; the front doors parse by declaration
export const anyCommand = (loaded: Command<any, any, any>): Command => loaded;
