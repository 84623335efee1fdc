// Why a program did not do its work, as both that are run here say it: completing "the program …". Nothing of it is quoted.
import { ToolError } from "../../errors/tool-error.ts";

/** @param error what the attempt to start it threw. */
export function startFault(error: unknown): string {
  const said = String(error);
  if (/\bEACCES\b/.test(said)) return "could not be started: it is not executable";
  // The toolkit looks for it first, and takes a file without the right to run it for none.
  if (said.includes("Unable to locate executable file")) {
    return "could not be started: it was not found, or is not executable";
  }
  // A script whose interpreter is missing is told apart by nothing.
  if (/\bENOENT\b/.test(said)) {
    return "could not be started: it was not found, or the interpreter that its first line names";
  }
  return "could not be started";
}

/** @param signal that ended it. */
export function endedBy({ reason }: AbortSignal): string {
  return reason instanceof ToolError && reason.code === "deadline-exceeded"
    ? "did not finish within the time limit of this run (`timeout`), and was stopped"
    : "was stopped before it had finished";
}
