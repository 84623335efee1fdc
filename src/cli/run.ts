// The command line's front door: words in; one command prepared and run; its result on stdout, everything else on
// stderr; an exit status out.
import type { Command, Context, Outcome } from "../commands/command.ts";
import { cliOptions } from "../commands/options/common-options.ts";
import { parseOptions } from "../commands/options/options.ts";
import { commandNames, registry } from "../commands/registry.ts";
import { endingOfError, endingOfOutcome } from "../commands/result/exit-status.ts";
import { prepareContext } from "../commands/setup/prepare.ts";
import { withDeviceFiles } from "./device-file.ts";
import { findCommand } from "./find-command.ts";
import { showHelp } from "./help-pages.ts";
import { interruption } from "./interruption.ts";
import { openPorts } from "./ports.ts";
import { Presenter } from "./present.ts";
import { readArguments } from "./read-arguments.ts";
import { refuseInCi, requireRunsHere } from "./refuse-in-ci.ts";
import { version } from "./version.ts";
import { workingFolder } from "./working-folder.ts";
import type { World } from "./world.ts";

export { interruption, workingFolder };

/** @returns the exit status (INTERFACE, outcomes). Never throws. */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  const show = new Presenter(world, wantsJson(argv));
  let name = "";
  let wrote = false;
  try {
    refuseInCi(argv, world.env);
    const wanted = findCommand(argv, commandNames);
    if (wanted.kind === "version") return show.text(version);
    if (wanted.kind === "help") return show.text(await showHelp(wanted.topic, world));
    name = wanted.name;
    const command = await registry[name]!();
    requireRunsHere(command, world.env);
    const outcome = await run(command, wanted.args, world, show, () => {
      wrote = true;
    });
    await show.outcome(command, outcome);
    return endingOfOutcome(outcome).exit;
  } catch (error) {
    await show.failure(name, error, wrote);
    return endingOfError(error, wrote).exit;
  }
}

async function run(
  command: Command,
  words: readonly string[],
  world: World,
  show: Presenter,
  onWrite: () => void,
): Promise<Outcome<unknown>> {
  const declarations = { ...command.options, ...cliOptions };
  const raw = await withDeviceFiles(readArguments(command, declarations, words), declarations, world.cwd);
  const options = parseOptions(declarations, raw, "cli", world.now);
  let context: Context | null = null;
  const factoryName = () => context?.factory.factory ?? "";
  const ports = openPorts(command, { yes: options.yes, world, show, onWrite, factoryName });
  if (command.needs !== "nothing") show.progress.step("Asking the Factory");
  try {
    context = await prepareContext({ command, options, door: "cli" }, ports);
    return await command.run(context, options as never);
  } finally {
    show.progress.done();
  }
}

/** Known before anything is parsed: a document is printed for every failure, also of parsing. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end === -1 ? argv.length : end).includes("--json");
}
