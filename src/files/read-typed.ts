// A public file that a person named with an option, on their own machine.

import { resolve } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { codeOf } from "./disk.ts";
import { readNamedFile, TooLarge } from "./read-file.ts";

/** A key or a signature has a few hundred. */
const MAX_BYTES = 64 * 1024;

/** Of a run: what relative paths are relative to, and what ends it. */
export interface TypedFrom {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** @throws {ToolError} `value-invalid`; the run's own reason when it ends while a pipe is waited for. */
export async function readTyped({ cwd, signal }: TypedFrom, path: string): Promise<Uint8Array> {
  try {
    return await readNamedFile(resolve(cwd, path), MAX_BYTES, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be read (${error instanceof TooLarge ? error.message : codeOf(error)}).`,
      next: "Check the path and its permissions.",
    });
  }
}
