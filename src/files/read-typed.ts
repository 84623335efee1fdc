// A public file that a person named with an option, on their own machine.

import { resolve } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { readNamed } from "./read-file.ts";

/** A key or a signature has a few hundred. */
const MAX_BYTES = 64 * 1024;

/** Of a run: what relative paths are relative to, and what ends it. */
export interface TypedFrom {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** @throws {ToolError} `value-invalid`; the run's own reason when it ends while a pipe is waited for. */
export async function readTyped({ cwd, signal }: TypedFrom, path: string): Promise<Uint8Array> {
  const read = await readNamed(resolve(cwd, path), MAX_BYTES, signal);
  if (read.kind === "read") return read.bytes;
  const why = read.kind === "too large" ? `more than ${MAX_BYTES} bytes` : read.code;
  throw new ToolError("value-invalid", {
    happened: `${path} cannot be read (${why}).`,
    next: "Check the path and its permissions.",
  });
}
