// The command line tool in this process, in a world whose streams are kept as text.
import { PassThrough, Writable } from "node:stream";
import { runCli } from "../../src/cli/run.ts";
import type { Output, World } from "../../src/cli/world.ts";

export interface Printed {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were printed: what a terminal shows. */
  readonly raw: string;
}

export interface WorldOptions {
  readonly env?: World["env"];
  readonly cwd?: string;
  /** Terminal on stdout and stderr, and somebody at the keyboard. */
  readonly terminal?: boolean;
  /** Of that terminal. Default: 80. */
  readonly columns?: number;
  readonly interrupted?: AbortSignal;
  /** Pauses between attempts, which by default pass. */
  readonly wait?: NonNullable<World["wait"]>;
  /** Default: {@link WORLD_NOW}. */
  readonly now?: Date;
}

/** What the clock of such a world says. */
export const WORLD_NOW = new Date("2026-06-01T00:00:00Z");

/** Runs the tool in this process with `argv` and hands back what it printed. */
export async function cli(argv: readonly string[], options: WorldOptions = {}): Promise<Printed> {
  const { world, printed } = fakeWorld(options);
  const exit = await runCli(argv, world);
  return { exit, ...printed() };
}

export function fakeWorld(options: WorldOptions = {}): { world: World; printed: () => Omit<Printed, "exit"> } {
  const terminal = options.terminal === true;
  let raw = "";
  const also = (text: string) => {
    raw += text;
  };
  const columns = options.columns ?? 80;
  const out = captured(terminal, columns, also);
  const err = captured(terminal, columns, also);
  const world: World = {
    env: options.env ?? {},
    cwd: options.cwd ?? import.meta.dirname,
    now: options.now ?? WORLD_NOW,
    clock: () => performance.now(),
    stdin: Object.assign(new PassThrough(), { isTTY: terminal }),
    stdout: out.stream,
    stderr: err.stream,
    interrupted: options.interrupted ?? new AbortController().signal,
    ...(options.wait && { wait: options.wait }),
  };
  return { world, printed: () => ({ stdout: out.text(), stderr: err.text(), raw }) };
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
