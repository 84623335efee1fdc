// Help: the list of commands, and for one command its usage, arguments, options in groups, and examples. All of it
// comes from the declarations; commander lays it out.
import { Option, Command as Parser } from "commander";
import type { Command } from "../commands/command.ts";
import { factoryOptions, trustOptions } from "../commands/options/connection-options.ts";
import { cliOptions } from "../commands/options/door-options.ts";
import { keyOptions } from "../commands/options/key-options.ts";
import { digestOption } from "../commands/options/release-options.ts";
import { commandNames, registry } from "../commands/registry.ts";
import type { OptionDeclaration } from "../context/declaration.ts";
import { optionFlag } from "../text/option-names.ts";
import { commandsBeginning } from "./find-command.ts";
import { optionSyntax } from "./option-syntax.ts";
import { hasColours, type ProcessPorts, widthOf } from "./process-ports.ts";

interface HelpPage {
  /** Columns, or null where nobody's terminal limits them. */
  readonly width: number | null;
  readonly bold: (text: string) => string;
}

const GROUPS: readonly { readonly title: string; readonly names: ReadonlySet<string> }[] = [
  { title: "Keys:", names: new Set([...Object.keys(keyOptions), ...Object.keys(digestOption)]) },
  { title: "Trust:", names: new Set(Object.keys(trustOptions)) },
  { title: "Factory:", names: new Set(Object.keys(factoryOptions)) },
  { title: "Program:", names: new Set([...Object.keys(cliOptions), "help"]) },
];

/** Loads what a page needs: one command, the commands behind one word, or all of them. @param topic a command, the first word of several, or null for all. */
export async function showHelp(topic: string | null, { stdout, env }: ProcessPorts): Promise<string> {
  const page: HelpPage = {
    width: widthOf(stdout),
    bold: hasColours(stdout, env) ? (text) => `\u001b[1m${text}\u001b[0m` : (text) => text,
  };
  if (topic !== null && Object.hasOwn(registry, topic)) return commandHelp(await registry[topic]!(), page);
  const names = topic === null ? commandNames : commandsBeginning(topic, commandNames);
  const commands: Command[] = await Promise.all(names.map((name) => registry[name]!()));
  return overview(commands, page);
}

/** The page of one command. */
function commandHelp(command: Command, page: HelpPage): string {
  const parser = layout(new Parser(`factory-tuf ${command.name}`), page).helpOption(false);
  const positions = command.args.map((name) => {
    const { required, help } = command.options[name]!;
    const flag = optionFlag(name);
    parser.argument(required ? `<${flag}>` : `[${flag}]`, help);
    return required ? `<${flag}>` : `[${flag}]`;
  });
  parser.usage([...positions, "[options]"].join(" "));
  parser.description([command.summary, command.details].filter(Boolean).join("\n\n"));
  const entries: [string, OptionDeclaration][] = Object.entries({ ...command.options, ...cliOptions });
  const offered = entries
    .filter(([, { only }]) => only !== "action")
    .map(([name, declaration]) => option(name, declaration));
  offered.push(new Option("--help", "Show this page.").helpGroup("Program:"));
  for (const title of ["Options:", ...GROUPS.map((group) => group.title)]) {
    for (const one of offered) if (one.helpGroupHeading === title) parser.addOption(one);
  }
  const examples = command.examples.map((example) => `  ${example}`).join("\n");
  return `${parser.helpInformation()}\n${page.bold("Examples:")}\n${examples}\n${notes(command)}`;
}

/** The list of commands: all of them, or those that begin with one word. */
function overview(commands: readonly Command[], page: HelpPage): string {
  const parser = layout(new Parser("factory-tuf"), page).helpOption(false).helpCommand(false);
  parser.usage("<command> [arguments] [options]");
  parser.description("Verify, sign and promote the TUF targets of a Factory.");
  for (const { name, summary, needs, runs } of commands) {
    parser.addCommand(new Parser(name).description(summary).helpGroup(groupOf(name, needs, runs)));
  }
  return `${parser.helpInformation()}\nfactory-tuf <command> --help shows options and examples.\n`;
}

function groupOf(name: string, needs: Command["needs"], runs: Command["runs"]): string {
  if (runs === "offline") return "Root and keys, on their owner's machine:";
  if (needs === "nothing") return "To try and to test:";
  return name.startsWith("root ") || name.startsWith("keys ") ? "Root:" : "Releases:";
}

function option(name: string, declaration: OptionDeclaration): Option {
  const { help, choices, default: fallback } = declaration;
  const notes = [
    choices ? `one of ${choices.join(", ")}` : "",
    fallback === undefined ? "" : `default ${fallback}`,
    declaration.kind === "list" || declaration.kind === "uuids" ? "repeat it, or use commas" : "",
  ].filter(Boolean);
  const text = notes.length > 0 ? `${help} (${notes.join("; ")})` : help;
  const group = GROUPS.find(({ names }) => names.has(name))?.title ?? "Options:";
  return new Option(optionSyntax(name, declaration), text).helpGroup(group);
}

function notes(command: Command): string {
  return [asksText(command), RUNS[command.runs]]
    .filter(Boolean)
    .map((note) => `\n${note}\n`)
    .join("");
}

const RUNS: Readonly<Record<Command["runs"], string>> = {
  anywhere: "",
  machine: "Runs on a person's machine: the Action refuses it.",
  offline: "Runs on the key owner's machine only: it is refused under GitHub Actions.",
};

/** How a command asks, in the same words in help and reference; empty where it does not. */
export function asksText({ confirms, options }: Pick<Command, "confirms" | "options">): string {
  if (!confirms) return "";
  const skips = "expectDigest" in options ? "--yes or --expect-digest" : "--yes";
  return `${ASKS[confirms]} ${skips} skips the question, and is needed if there is no terminal.`;
}

const ASKS: Readonly<Record<NonNullable<Command["confirms"]>, string>> = {
  yes: "Before it signs, publishes or hands out a key it shows what it will do and asks (y/N).",
  "factory-name": "Before it signs or publishes it shows what it will do, and you type the Factory's name to go on.",
};

const WITHOUT_TERMINAL = 10_000;

function layout(parser: Parser, { width, bold }: HelpPage): Parser {
  // Through a pipe each option has one line: it can be searched.
  const columns = width === null ? WITHOUT_TERMINAL : Math.min(Math.max(width, 60), 120);
  return parser
    .configureHelp({
      helpWidth: columns,
      styleTitle: bold,
      subcommandTerm: (command) => command.name(),
    })
    .configureOutput({ getOutHasColors: () => true, getOutHelpWidth: () => columns });
}
