// An action.yml as the runner reads it: which inputs there are, what they are when a step gives none, and what is started.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { ActionFolder } from "../../src/text/command-actions.ts";

/** Where an Action lies in our repository: `.` is the one for every command. */
export type ActionPlace = "." | ActionFolder;

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const read = new Map<ActionPlace, ActionFile>();

export function actionAt(place: ActionPlace): ActionFile {
  const known = read.get(place) ?? (parse(readFileSync(fileOf(place), "utf8")) as ActionFile);
  read.set(place, known);
  return known;
}

/** The program that the runner starts. */
export function mainScriptOf(place: ActionPlace): string {
  return new URL(actionAt(place).runs.main, fileOf(place)).pathname;
}

function fileOf(place: ActionPlace): URL {
  return new URL(`../../${place}/action.yml`, import.meta.url);
}

/** INPUT_… for every declared input, and for those a step gives although nobody declared them. */
export function inputVariables(
  given: Readonly<Record<string, string>>,
  githubToken: string,
  place: ActionPlace = ".",
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, declared] of Object.entries(actionAt(place).inputs)) {
    variables[variableOf(name)] = (declared.default ?? "").replace(/^\$\{\{ github\.token \}\}$/, githubToken);
  }
  for (const [name, value] of Object.entries(given)) variables[variableOf(name)] = value;
  return variables;
}

/** As the runner forms it: upper case, blanks to underscores, hyphens kept. */
function variableOf(input: string): string {
  return `INPUT_${input.replaceAll(" ", "_").toUpperCase()}`;
}
