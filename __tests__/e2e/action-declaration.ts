// action.yml as the runner reads it: which inputs there are and what they are when a step gives none.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const { inputs, outputs, runs } = parse(readFileSync(new URL("../../action.yml", import.meta.url), "utf8")) as {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, unknown>;
  runs: { using: string; main: string };
};

export const mainScript = new URL(`../../${runs.main}`, import.meta.url).pathname;
export const declaredOutputs: ReadonlySet<string> = new Set(Object.keys(outputs));

/** INPUT_… for every declared input, and for those a step gives although nobody declared them. */
export function inputVariables(given: Readonly<Record<string, string>>, githubToken: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, declared] of Object.entries(inputs)) {
    variables[variableOf(name)] = (declared.default ?? "").replace(/^\$\{\{ github\.token \}\}$/, githubToken);
  }
  for (const [name, value] of Object.entries(given)) variables[variableOf(name)] = value;
  return variables;
}

/** As the runner forms it: upper case, blanks to underscores, hyphens kept. */
function variableOf(input: string): string {
  return `INPUT_${input.replaceAll(" ", "_").toUpperCase()}`;
}
