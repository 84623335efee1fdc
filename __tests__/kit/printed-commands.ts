// Which commands of ours a text prints, told by their declarations: a word of prose ends one.
import type { Command } from "../../src/commands/command.ts";
import { cliOptions } from "../../src/commands/options/door-options.ts";
import { commandNames, registry } from "../../src/commands/registry.ts";
import type { OptionDeclaration, OptionDeclarations } from "../../src/context/declaration.ts";

export interface Printed {
  readonly where: string;
  readonly command: Command;
  readonly words: readonly string[];
}

/** The words of each command in a text: a word of prose ends it. */
export function printedIn(where: string, text: string, commands: ReadonlyMap<string, Command>): Printed[] {
  const found: Printed[] = [];
  for (const { index } of text.matchAll(/factory-tuf (?=[a-z])/g)) {
    // An example is a command and nothing else.
    const isWhole = index === 0 && !/[.,;] /.test(text);
    const tokens = text.slice(index + "factory-tuf ".length).match(/<[^<>]*>|'[^']*'|[^\s'<]+/g) ?? [];
    const two = `${bare(tokens[0])} ${bare(tokens[1])}`;
    const name = [two, bare(tokens[0])].find((known) => commands.has(known));
    const ends = (token: string | undefined) => token === undefined || token !== bare(token);
    if (name === undefined) continue;
    const command = commands.get(name)!;
    const length = name.split(" ").length;
    const words: string[] = [];
    const left = [...command.args];
    const isPosition = (token: string) => {
      const declared = command.options[left.shift() ?? ""];
      if (!declared) return false;
      return isWhole || /^<|^'|^-$|\d|[./]|^latest$/.test(token) || declared.choices?.includes(token) === true;
    };
    for (let at = length, ended = ends(tokens[length - 1]); at < tokens.length && !ended; at++) {
      const token = bare(tokens[at]);
      const isFlag = token.startsWith("--");
      const option = isFlag ? declarationOf(command, token) : undefined;
      if (!isFlag && !isPosition(token)) break;
      words.push(token);
      ended = ends(tokens[at]);
      if (option && option.kind !== "switch" && !token.includes("=") && !ended) {
        words.push(bare(tokens[++at]));
        ended = ends(tokens[at]);
      }
    }
    found.push({ where, command, words });
  }
  return found;
}

/** Without what ends a sentence, or sets a word apart in it. */
function bare(token = ""): string {
  return token.replace(/[`"),;:]+$|\.$|[`"),;:]\.$|\.\.\.$/g, "");
}

export function optionsOf({ options }: Command): OptionDeclarations {
  return { ...options, ...cliOptions };
}

function declarationOf(command: Command, flag: string): OptionDeclaration | undefined {
  const name = flag
    .slice(2)
    .split("=")[0]!
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return optionsOf(command)[name];
}

export async function allCommands(): Promise<ReadonlyMap<string, Command>> {
  return new Map(await Promise.all(commandNames.map(async (name) => [name, await registry[name]!()] as const)));
}
