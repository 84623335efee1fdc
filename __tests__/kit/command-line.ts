// The command line tool in this process, with streams that are kept as text.
import { PassThrough, Writable } from "node:stream";
import type { Output, ProcessPorts } from "../../src/cli/process-ports.ts";
import { runCli } from "../../src/cli/run.ts";

export interface Printed {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were printed: what a terminal shows. */
  readonly raw: string;
}

export interface ProcessOptions {
  readonly env?: ProcessPorts["env"];
  readonly cwd?: string;
  /** Terminal on stdout and stderr, and somebody at the keyboard. */
  readonly terminal?: boolean;
  /** Of that terminal. Default: 80. */
  readonly columns?: number;
  readonly interrupted?: AbortSignal;
  /** Pauses between attempts, which by default pass. */
  readonly wait?: NonNullable<ProcessPorts["wait"]>;
  /** Default: {@link PROCESS_NOW}. */
  readonly now?: Date;
}

/** What the clock of such a process says. */
export const PROCESS_NOW = new Date("2026-06-01T00:00:00Z");

/** Runs the tool in this process with `argv` and hands back what it printed. */
export async function cli(argv: readonly string[], options: ProcessOptions = {}): Promise<Printed> {
  const { processPorts, printed } = fakeProcess(options);
  const exit = await runCli(argv, processPorts);
  return { exit, ...printed() };
}

export function fakeProcess(options: ProcessOptions = {}): {
  processPorts: ProcessPorts;
  printed: () => Omit<Printed, "exit">;
} {
  const terminal = options.terminal === true;
  let raw = "";
  const also = (text: string) => {
    raw += text;
  };
  const columns = options.columns ?? 80;
  const out = captured(terminal, columns, also);
  const err = captured(terminal, columns, also);
  const processPorts: ProcessPorts = {
    env: options.env ?? {},
    cwd: options.cwd ?? import.meta.dirname,
    now: options.now ?? PROCESS_NOW,
    clock: () => performance.now(),
    stdin: Object.assign(new PassThrough(), { isTTY: terminal }),
    stdout: out.stream,
    stderr: err.stream,
    interrupted: options.interrupted ?? new AbortController().signal,
    ...(options.wait && { wait: options.wait }),
  };
  return { processPorts, printed: () => ({ stdout: out.text(), stderr: err.text(), raw }) };
}

function captured(
  isTTY: boolean,
  columns: number,
  also: (text: string) => void,
): { stream: Output; text: () => string } {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      also(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns }), text: () => text };
}
