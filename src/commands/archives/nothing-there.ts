// Files that may hold keys are never overwritten: looked at early, before anybody is asked for anything.
import { systemDisk } from "../../keys/disk.ts";
import { ToolError } from "../../tuf/errors.ts";

/** @throws {ToolError} `file-unwritable` when something of that name is there. */
export async function requireNothingThere(path: string): Promise<void> {
  if (!(await systemDisk.exists(path))) return;
  throw new ToolError("file-unwritable", {
    happened: `${path} is there already, and a file that may hold keys is never overwritten.`,
    next: "Name another file, or move that one away.",
  });
}
