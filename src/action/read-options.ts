// The inputs of one step as the typed options of its command. The order is the point: which were given, on which the
// check of the event rests (T14); then their names, then masks (T18), and values only after that.
//
// GitHub sets INPUT_ for every input that action.yml declares, empty where the step gave none, and for undeclared ones
// too; names come in upper case, blanks as underscores.
import type { Command } from "../commands/command.ts";
import { actionInputs } from "../commands/options/door-options.ts";
import { parseOptions, requireKnownOptions } from "../commands/options/options.ts";
import type { AnyOptionValues } from "../context/declaration.ts";
import { isSecretOption, keyMaterialNames, secretOptions, usesKeys } from "../context/secret-options.ts";
import { maskForms } from "../keys/age/masks.ts";
import type { Environment } from "../text/environment.ts";
import { optionFlag, optionName } from "../text/option-names.ts";

/** The options that a step gives, by declared name: of their values only the switch that tells whether keys are used. */
export function givenOptions(env: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    givenInputs(env).map((input) => [optionName(input), input === "dry-run" ? textInput(env, input) : "given"]),
  );
}

/**
 * @param mask is called with every form of every secret input before anything else is done with it.
 * @throws {ToolError} `unknown-option`, then what `parseOptions` throws.
 */
export async function readOptions(
  command: Pick<Command, "name" | "needs" | "options">,
  env: Environment,
  now: Date,
  mask: (secret: string) => void,
): Promise<AnyOptionValues> {
  const given = givenInputs(env).filter((input) => !isOwnInput(input));
  requireKnownOptions(command.options, given, "action");
  // A dry run opens no key, so it reads none.
  const read = usesKeys(command, givenOptions(env)) ? given : given.filter((input) => !isKeyMaterial(input));
  await maskSecrets([...read, optionFlag("githubToken")], env, mask);
  const raw = Object.fromEntries(read.map((input) => [input, inputValue(env, input)]));
  return parseOptions(command.options, raw, "action", now);
}

function isOwnInput(input: string): boolean {
  return Object.hasOwn(actionInputs, optionName(input));
}

function isKeyMaterial(input: string): boolean {
  return keyMaterialNames.includes(optionName(input));
}

async function maskSecrets(inputs: readonly string[], env: Environment, mask: (secret: string) => void): Promise<void> {
  const secrets = inputs
    .filter((input) => isSecretOption(optionName(input), "action"))
    .map((input) => rawInput(env, input));
  if (!secrets.some((secret) => secret !== "")) return;
  for (const secret of secrets) for (const form of maskForms(secret)) mask(form);
}

/** White space around a secret may belong to it; who reads it decides. */
function inputValue(env: Environment, input: string): string {
  return secretOptions.has(optionName(input)) ? rawInput(env, input) : textInput(env, input);
}

const PREFIX = "INPUT_";

/** Names, in lower case, of the inputs that are not empty. Values stay unread. */
export function givenInputs(env: Environment): string[] {
  return Object.keys(env)
    .filter((variable) => variable.startsWith(PREFIX) && env[variable] !== "" && env[variable] !== undefined)
    .map((variable) => variable.slice(PREFIX.length).toLowerCase());
}

/** The value as given, with its white space; '' when there is none. */
function rawInput(env: Environment, name: string): string {
  return env[PREFIX + name.replaceAll(" ", "_").toUpperCase()] ?? "";
}

/** The value without white space around it, which YAML's blocks leave. */
export function textInput(env: Environment, name: string): string {
  return rawInput(env, name).trim();
}
