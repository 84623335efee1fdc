// The inputs of one step as the typed options of its command. The order is the point: names first, then the
// event (T14), then masks (T18), and values only after that.
import type { Command } from "../commands/command.ts";
import { actionInputs, isSecretOption, keyMaterialNames, secretOptions } from "../commands/options/common-options.ts";
import { optionFlag, optionName, parseOptions, requireKnownOptions } from "../commands/options/options.ts";
import { requireKeyEvent } from "../commands/setup/key-events.ts";
import { usesKeys } from "../commands/setup/uses-keys.ts";
import { maskForms } from "../keys/masks.ts";
import { type Environment, givenInputs, rawInput, textInput } from "./inputs.ts";

/**
 * @param mask is called with every form of every secret input before anything else is done with it.
 * @throws {ToolError} `unknown-option`, `event-refused`, then what `parseOptions` throws.
 */
export async function readOptions(
  command: Pick<Command, "name" | "needs" | "options">,
  env: Environment,
  now: Date,
  mask: (secret: string) => void,
): Promise<Readonly<Record<string, unknown>>> {
  const given = givenInputs(env).filter((input) => !isOwnInput(input));
  requireKnownOptions(command.options, given, "action");
  if (usesKeys(command, namesOnly(given, env))) requireKeyEvent(env.GITHUB_EVENT_NAME, command.name);
  // A dry run opens no key, so it reads none.
  const read = usesKeys(command, namesOnly(given, env)) ? given : given.filter((input) => !isKeyMaterial(input));
  await maskSecrets([...read, optionFlag("githubToken")], env, mask);
  const raw = Object.fromEntries(read.map((input) => [input, inputValue(env, input)]));
  return parseOptions(command.options, raw, "action", now) as Readonly<Record<string, unknown>>;
}

function isOwnInput(input: string): boolean {
  return Object.hasOwn(actionInputs, optionName(input));
}

function isKeyMaterial(input: string): boolean {
  return (keyMaterialNames as readonly string[]).includes(optionName(input));
}

/** Enough to tell whether keys are used: which inputs are there, and the one switch that decides. */
function namesOnly(given: readonly string[], env: Environment): Record<string, string> {
  return Object.fromEntries(
    given.map((input) => [optionName(input), input === "dry-run" ? textInput(env, input) : "given"]),
  );
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
