// The next steps of a report as this person must type them: what was said of the Factory, the credentials and the trusted root
// by option holds for the next command as well.

import { factoryOptions, trustOptions } from "../commands/options/connection-options.ts";
import type { RawOptions } from "../commands/options/options.ts";
import { registry } from "../commands/registry.ts";
import type { NextStep, ReportDocument } from "../report/document.ts";
import { optionFlag } from "../text/option-names.ts";
import { shellWord } from "../text/shell-word.ts";

/** What of the place and of the trust is about this run alone. */
const OF_THIS_RUN: ReadonlySet<string> = new Set(["timeout", "policy", "trustOnFirstUse"]);
/** Where the Factory is, who asks, and what is trusted. */
const PLACE = Object.keys({ ...factoryOptions, ...trustOptions }).filter((name) => !OF_THIS_RUN.has(name));
const KEYS = ["keysCommand", "keysIdentityFile", "keysPassphraseFile"];

/** @param typed the options of this run as they were typed. */
export async function withTypedOptions(report: ReportDocument, typed: RawOptions): Promise<ReportDocument> {
  const blocks = report.blocks.map(async (block) =>
    block.kind === "next"
      ? { ...block, steps: await Promise.all(block.steps.map((step) => again(step, typed))) }
      : block,
  );
  return { ...report, blocks: await Promise.all(blocks) };
}

async function again(step: NextStep, typed: RawOptions): Promise<NextStep> {
  const names = [...PLACE, ...(step.sameKeys ? KEYS : [])].filter((name) => typed[name] !== undefined);
  const takes = names.length > 0 ? await optionsOf(step.command) : {};
  const added = names
    .filter((name) => Object.hasOwn(takes, name) && !step.command.includes(` --${optionFlag(name)} `))
    .map((name) => ` --${optionFlag(name)} ${wordOf(typed[name])}`);
  return { ...step, command: withKeys(step, typed) + added.join("") };
}

/** The archive that was named takes the place of the blank; a program that prints it needs none. */
function withKeys({ command, sameKeys }: NextStep, { keys, keysCommand }: RawOptions): string {
  if (!sameKeys) return command;
  if (keysCommand !== undefined) return command.replace(" --keys <archive>", "");
  return keys === undefined ? command : command.replace("<archive>", () => wordOf(keys));
}

/** Of the command that a line begins with. */
async function optionsOf(line: string): Promise<object> {
  const [, first = "", second = ""] = line.split(" ");
  const name = [`${first} ${second}`, first].find((known) => Object.hasOwn(registry, known));
  return name === undefined ? {} : (await registry[name]!()).options;
}

function wordOf(value: RawOptions[string] | undefined): string {
  const text = typeof value === "object" ? value.at(-1) : value;
  return shellWord(typeof text === "string" ? text : "");
}
