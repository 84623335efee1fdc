// What the command line tool sees of the outside: its streams, environment and clock, read once by main.ts.
import type { Wait } from "../context/deadline.ts";
import { ToolError } from "../errors/tool-error.ts";
export interface ProcessPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reading it throws a ToolError where that folder is gone. */
  readonly cwd: string;
  readonly now: Date;
  /** Milliseconds since any moment, to measure how long something took. */
  readonly clock: () => number;
  /** How the pauses between attempts are waited for; by default they pass. */
  readonly wait?: Wait;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Can a person be asked? The answer comes from stdin, the question goes to stderr. */
export function canAsk({ stdin, stderr, env }: ProcessPorts): boolean {
  return stdin.isTTY === true && stderr.isTTY === true && env["TERM"] !== "dumb";
}

/** Colours are for terminals, and never with NO_COLOR. */
export function hasColours(output: Output, env: ProcessPorts["env"]): boolean {
  return output.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Null where no terminal limits the width. */
export function widthOf(output: Output): number | null {
  return output.isTTY === true ? output.columns || 80 : null;
}

/** @throws {ToolError} `folder-missing` when the folder was deleted while somebody stood in it. */
export function workingFolder({ cwd }: { cwd(): string }): string {
  try {
    return cwd();
  } catch (cause) {
    throw new ToolError(
      "folder-missing",
      {
        happened: "The folder in which factory-tuf was started does not exist any more.",
        next: "Change into another folder, and run the command again.",
      },
      { cause },
    );
  }
}
