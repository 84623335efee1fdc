// From raw flags or inputs to the typed values of a command's declaration: which are known, which may stand
// together, which are missing. How one value is read stands in option-value.ts.

import type { OptionDeclarations, OptionValue, OptionValues } from "../../context/declaration.ts";
import { isSecretOption, keyInputNames, signerInputNames } from "../../context/secret-options.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { nearest } from "../../text/nearest.ts";
import { type Door, optionFlag, optionName, optionWord, spelled } from "../../text/option-names.ts";
import { quoted } from "../../text/quoted.ts";
import { parseValue, type RawValue } from "./option-value.ts";

export type RawOptions = Readonly<Record<string, RawValue>>;

/** Of each group at most one may be given. */
const EXCLUSIVE: readonly (readonly string[])[] = [signerInputNames, ["expiresDays", "expiresAt"]];

/**
 * @param raw by name, as typed (`source-tag`) or as declared (`sourceTag`). In the Action an empty text is
 *   an input that was not given.
 * @param now the clock that `expires-at` must be ahead of.
 * @throws {ToolError} `unknown-option`, `options-conflict`, `value-missing` or `value-invalid`, all of which
 *   are exit status 2. A secret is never quoted.
 */
export function parseOptions<O extends OptionDeclarations>(
  declarations: O,
  raw: RawOptions,
  door: Door,
  now: Date,
): OptionValues<O> {
  const given = new Map<string, RawValue>();
  for (const [typed, value] of Object.entries(raw)) {
    if (door === "action" && value === "") continue;
    requireKnownOptions(declarations, [typed], door);
    given.set(optionName(typed), value);
  }
  requireExclusive(declarations, given, door);
  const values: Record<string, OptionValue | undefined> = {};
  for (const [name, declaration] of Object.entries(declarations)) {
    if (!isOffered(declarations, name, door)) {
      if (declaration.kind === "switch") values[name] = false;
      continue;
    }
    const value = given.get(name) ?? (declaration.default === undefined ? undefined : String(declaration.default));
    if (value !== undefined) {
      const reading = { name, door, now, secret: isSecretOption(name, door) };
      values[name] = parseValue(declaration, value, reading);
    } else if (declaration.kind === "switch") {
      values[name] = false;
    } else if (declaration.required) {
      throw missing(name, declaration.help, door);
    }
  }
  // A cast, for the compiler follows no loop over declarations: each value was read by its own, which is what the type says.
  return values as OptionValues<O>;
}

/** @throws {ToolError} `unknown-option` for the first name that is none of the declared, with the nearest that is. */
export function requireKnownOptions(declarations: OptionDeclarations, typed: readonly string[], door: Door): void {
  const unknown = typed.find((name) => !isOffered(declarations, optionName(name), door));
  if (unknown !== undefined) throw unknownOption(declarations, unknown, optionName(unknown), door);
}

/** Options of these declarations that a door offers, as the user writes them there. */
export function offeredFlags(declarations: OptionDeclarations, door: Door): string[] {
  return Object.keys(declarations)
    .filter((name) => isOffered(declarations, name, door))
    .map(optionFlag);
}

function isOffered(declarations: OptionDeclarations, name: string, door: Door): boolean {
  if (!Object.hasOwn(declarations, name)) return false;
  const only = declarations[name]?.only;
  return only === undefined || only === door;
}

function unknownOption(declarations: OptionDeclarations, typed: string, name: string, door: Door): ToolError {
  const word = optionWord(door);
  const shown = quoted(optionFlag(typed));
  if (Object.hasOwn(declarations, name)) {
    return new ToolError("unknown-option", {
      happened: `The ${word} ${shown} exists only ${door === "cli" ? "in the Action" : "on the command line"}.`,
      next: declarations[name]?.help ?? "",
    });
  }
  const near = nearest(optionFlag(typed), offeredFlags(declarations, door));
  const known = offeredFlags(declarations, door).map((flag) => (door === "cli" ? `--${flag}` : flag));
  return new ToolError("unknown-option", {
    happened: `This command has no ${word} ${shown}.`,
    next: near
      ? `Did you mean ${door === "cli" ? "--" : ""}${near}?`
      : `It takes ${known.length ? known.join(", ") : `no ${word}s`}.`,
  });
}

function requireExclusive(declarations: OptionDeclarations, given: ReadonlyMap<string, RawValue>, door: Door): void {
  const besides = keyInputNames.filter((name) => !declarations[name]?.beside);
  for (const group of [besides, ...EXCLUSIVE]) {
    const both = group.filter((name) => given.has(name));
    if (both.length < 2) continue;
    throw new ToolError("options-conflict", {
      happened: `${both.map((name) => spelled(name, door)).join(" and ")} cannot be used together.`,
      next: "Leave all but one of them out.",
    });
  }
}

function missing(name: string, help: string, door: Door): ToolError {
  return new ToolError("value-missing", {
    happened: `The ${optionWord(door)} ${spelled(name, door)} is missing.`,
    next: `Give it: ${help}`,
  });
}
