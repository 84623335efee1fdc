// What a command returns: its result as data. How it is shown is the front doors' business.
import type { ToolError } from "../errors/tool-error.ts";

export type Status = "done" | "unchanged" | "waiting";

/** What `run` returns. `outputs` are the Action's outputs and the top level of `--json`. */
export interface Outcome<D> {
  readonly status: Status;
  readonly changed: "no" | "yes";
  readonly outputs: Readonly<Record<string, string | number>>;
  readonly data: D;
  /**
   * Set when the command did its work and its verdict is no (doctor with blockers, the gate): the result is
   * shown in full, and the exit status and output `status` are this error's.
   */
  readonly failure?: ToolError;
}
