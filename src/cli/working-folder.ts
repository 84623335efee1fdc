// Where the program was started, which may be gone by now.
import { ToolError } from "../tuf/errors.ts";

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
