// action.yml, written from the declarations of the commands that the Action runs.
import type { Command } from "../src/commands/command.ts";
import { actionInputs } from "../src/commands/options/common-options.ts";
import { optionFlag } from "../src/commands/options/options.ts";
import type { OptionDeclaration } from "../src/context/declaration.ts";
import { ACTION_OUTPUTS } from "./action-outputs.ts";

/** The whole file. Every input says which commands take it. */
export function actionYml(commands: readonly Command[]): string {
  const runnable = commands.filter(({ runs }) => runs === "anywhere");
  const inputs = inputsOf(runnable).map(([name, meanings]) => {
    const lines = [`  ${name}:`, `    description: ${quoted(descriptionOf(meanings, runnable.length))}`];
    if (name === "command") lines.push("    required: true");
    if (name === "github-token") lines.push(`    default: ${String(meanings[0]!.declaration.default)}`);
    return lines.join("\n");
  });
  const outputs = ACTION_OUTPUTS.map(([name, help]) => `  ${name}:\n    description: ${quoted(help)}`);
  return `# Generated from the declarations in src/commands by npm run generate.
name: factory-tuf
description: Verify, sign and promote the TUF targets (Waves) of a FoundriesFactory.
author: the factory-tuf authors
branding:
  icon: check-circle
  color: blue
inputs:
${inputs.join("\n")}
outputs:
${outputs.join("\n")}
runs:
  using: node24
  main: dist/main.js
`;
}

/** What an input means to some commands; one that means the same to all has one of these. */
interface Meaning {
  readonly declaration: OptionDeclaration;
  /** Names of commands; empty for the Action's own inputs. */
  readonly takenBy: string[];
}

/** The Action's own inputs first, then those of the commands in the order in which they first appear. */
function inputsOf(commands: readonly Command[]): [name: string, meanings: Meaning[]][] {
  const inputs = new Map<string, Meaning[]>();
  for (const [name, declaration] of Object.entries(actionInputs)) inputs.set(name, [{ declaration, takenBy: [] }]);
  for (const command of commands) {
    for (const [name, declaration] of Object.entries(command.options)) {
      if (declaration.only === "cli" || Object.hasOwn(actionInputs, name)) continue;
      const meanings = inputs.get(name) ?? [];
      const same = meanings.find((meaning) => sentence(meaning.declaration) === sentence(declaration));
      if (same) same.takenBy.push(command.name);
      else meanings.push({ declaration, takenBy: [command.name] });
      inputs.set(name, meanings);
    }
  }
  return [...inputs].map(([name, meanings]) => [optionFlag(name), meanings]);
}

function descriptionOf(meanings: readonly Meaning[], commands: number): string {
  const [first, ...others] = meanings;
  if (others.length > 0) {
    return meanings.map((meaning) => `For ${meaning.takenBy.join(", ")}: ${sentence(meaning.declaration)}`).join(" ");
  }
  const { declaration, takenBy } = first!;
  if (takenBy.length === 0) return sentence(declaration);
  return `${sentence(declaration)} For ${takenBy.length === commands ? "every command" : takenBy.join(", ")}.`;
}

function sentence({ help, kind, choices, default: fallback }: OptionDeclaration): string {
  const notes = [
    choices ? `one of ${choices.join(", ")}` : "",
    kind === "switch" ? "true or false" : "",
    kind === "list" || kind === "uuids" ? "separated by commas or lines" : "",
    fallback === undefined || String(fallback).startsWith("${{") ? "" : `without it ${fallback}`,
  ].filter(Boolean);
  return notes.length > 0 ? `${help} (${notes.join("; ")})` : help;
}

/** A double-quoted YAML scalar; JSON's escapes are among YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
