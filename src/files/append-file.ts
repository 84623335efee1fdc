// What is added to a file that the runner handed over: only to a regular file, so that a named pipe or a device in its
// place is an error and no wait (T29, T31). Such a file is the runner's; it is never replaced.
import { closeSync, constants, fstatSync, openSync, writeFileSync } from "node:fs";
import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { diskFailed } from "./disk.ts";
import { kindOf } from "./target.ts";

const NEXT = "Find out why this job cannot write its own files, then run it again.";

/**
 * @param name what messages call the file, e.g. `GITHUB_STEP_SUMMARY`.
 * @param contentFor the text to add, for a file that already has so many bytes.
 * @throws {ToolError} `file-unwritable`, and whatever `contentFor` throws; nothing was added then, or a part on a full disk.
 */
export function appendToFile(path: string, name: string, contentFor: (size: number) => string): void {
  const file = opened(path, name);
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw refused(path, name, `is ${kindOf(facts)}, not a regular file`);
    const content = contentFor(facts.size);
    try {
      writeFileSync(file, content);
    } catch (error) {
      throw failed(error, path, name);
    }
  } finally {
    closeSync(file);
  }
}

function opened(path: string, name: string): number {
  try {
    // Opening a named pipe would wait for its reader.
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (codeOf(error) === "ENXIO") throw refused(path, name, "is a named pipe, not a regular file");
    throw failed(error, path, name);
  }
}

function refused(path: string, name: string, why: string): ToolError {
  return new ToolError("file-unwritable", { happened: `The file ${name} (${path}) ${why}.`, next: NEXT });
}

function failed(error: unknown, path: string, name: string): ToolError {
  return diskFailed(error, `The file ${name} (${path}) could not be written`, NEXT);
}
