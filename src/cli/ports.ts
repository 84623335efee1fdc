// The ports that the command line gives to a command: questions on the terminal, messages on stderr.
import type { Command } from "../commands/command.ts";
import type { DoorPorts } from "../context/prepare.ts";
import type { Trace } from "../context/trace.ts";
import { ToolError } from "../errors/tool-error.ts";
import { nodeFetch } from "../http/fetch.ts";
import { encodeText } from "../text/encode-text.ts";
import type { Presenter } from "./present.ts";
import { canAsk, type ProcessPorts } from "./process-ports.ts";
import { type Asking, askForAnswer, askForLine, askForName, askForSecret, askToGoOn, askYesNo } from "./questions.ts";
import { readAll } from "./standard-input.ts";

export interface PortSettings {
  readonly yes: boolean;
  readonly processPorts: ProcessPorts;
  /** Of the run: that of the process, but for a rehearsal. */
  readonly now: Date;
  readonly show: Presenter;
  readonly onWrite: () => void;
  /** Asked for only once the context is made. */
  readonly factoryName: () => string;
  /** With --verbose. */
  readonly trace: Trace | null;
}

export function openPorts(command: Pick<Command, "name" | "confirms" | "options">, settings: PortSettings): DoorPorts {
  const { yes, processPorts, now, show, onWrite, factoryName, trace } = settings;
  const asking: Asking = { input: processPorts.stdin, output: processPorts.stderr, signal: processPorts.interrupted };
  return {
    now,
    env: processPorts.env,
    cwd: processPorts.cwd,
    interrupted: processPorts.interrupted,
    ...(processPorts.wait && { wait: processPorts.wait }),
    onWrite,
    mask: () => {},
    log: {
      warning: (message) => show.warning(message),
      info: (message) => show.info(message),
      ...(trace && { debug: trace.debug }),
    },
    fetch: show.progress.counting(trace?.fetch ?? nodeFetch(processPorts.env)),
    progress: (step) => show.progress.step(step),
    announce: (document, text) => show.announce(document, text),
    confirm: async (about, question) => {
      const isAgreed = yes || question === null;
      if (!isAgreed && !canAsk(processPorts)) throw confirmationNeeded(command);
      show.progress.pause();
      await show.before(about);
      if (isAgreed) return;
      if (command.confirms === "factory-name") await askForName(question, factoryName(), asking);
      else await askToGoOn(question, asking);
    },
    typing: {
      line: canAsk(processPorts)
        ? (question, problem) => {
            show.progress.pause();
            return askForLine(question, problem, asking);
          }
        : null,
      all: () => readAll(processPorts.stdin, processPorts.interrupted),
    },
    ...(canAsk(processPorts) && !yes
      ? {
          askSecret: (question) => {
            show.progress.pause();
            return askForSecret(question, asking);
          },
          ask: (question, about) => {
            show.progress.pause();
            return askForAnswer(question, about ?? {}, asking);
          },
          offer: (question) => {
            show.progress.pause();
            return askYesNo(question, asking);
          },
        }
      : {}),
    ...(canAsk(processPorts)
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

function confirmationNeeded({ name, options }: Pick<Command, "name" | "options">): ToolError {
  const digest = "expectDigest" in options ? ", or --expect-digest with the digest that was approved" : "";
  return new ToolError("confirmation-needed", {
    happened: `${name} asks before it goes on, and there is no terminal to ask on.`,
    next: `Run it on a terminal, or give --yes when you have seen what it will do${digest}.`,
  });
}
