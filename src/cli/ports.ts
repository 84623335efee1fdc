// The ports that the command line gives to a command: questions on the terminal, messages on stderr.
import type { Command } from "../commands/command.ts";
import type { DoorPorts } from "../commands/setup/prepare.ts";
import { encodeText } from "../report/encode-text.ts";
import { ToolError } from "../tuf/errors.ts";
import type { Presenter } from "./present.ts";
import { type Asking, askForLine, askForName, askForSecret, askToGoOn } from "./questions.ts";
import { readAll } from "./standard-input.ts";
import { canAsk, type World } from "./world.ts";

/** What cannot be undone by another command is agreed to by typing the Factory's name (INTERFACE, asking). */
const BY_NAME = new Set(["keys rotate", "keys rotate-all", "root resign"]);

export interface PortSettings {
  readonly yes: boolean;
  readonly world: World;
  readonly show: Presenter;
  readonly onWrite: () => void;
  /** Asked for only once the context is made. */
  readonly factoryName: () => string;
}

export function openPorts(command: Pick<Command, "name" | "runs">, settings: PortSettings): DoorPorts {
  const { yes, world, show, onWrite, factoryName } = settings;
  const asking: Asking = { input: world.stdin, output: world.stderr, signal: world.interrupted };
  return {
    now: world.now,
    env: world.env,
    cwd: world.cwd,
    interrupted: world.interrupted,
    onWrite,
    mask: () => {},
    log: { warning: (message) => show.warning(message), info: (message) => show.info(message) },
    progress: (step) => show.progress.step(step),
    announce: (document, text) => show.announce(document, text),
    confirm: async (about, question) => {
      if (question === null) return;
      if (!yes && !canAsk(world)) {
        if (command.runs === "anywhere") return;
        throw confirmationNeeded(command.name);
      }
      show.progress.pause();
      await show.before(about);
      if (yes) return;
      if (BY_NAME.has(command.name)) await askForName(question, factoryName(), asking);
      else await askToGoOn(question, asking);
    },
    typing: {
      line: canAsk(world)
        ? (question, problem) => {
            show.progress.pause();
            return askForLine(question, problem, asking);
          }
        : null,
      all: () => readAll(world.stdin, world.interrupted),
    },
    ...(canAsk(world) && !yes
      ? {
          askSecret: (question) => {
            show.progress.pause();
            return askForSecret(question, asking);
          },
        }
      : {}),
    ...(canAsk(world)
      ? {
          askPassphrase: (archive, wrong) => {
            show.progress.pause();
            if (wrong) show.warning(`That passphrase does not open ${archive}.`);
            return askForSecret(`Passphrase of ${encodeText(archive)}:`, asking);
          },
        }
      : {}),
  };
}

function confirmationNeeded(name: string): ToolError {
  return new ToolError("confirmation-needed", {
    happened: `${name} asks before it goes on, and there is no terminal to ask on.`,
    next: "Run it on a terminal, or give --yes when you have seen what it will do.",
  });
}
