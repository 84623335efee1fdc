// What could not be read, said once for each document: an unread document is not a clean one, and the review says so.

import { ToolError } from "../errors/tool-error.ts";
import type { Unavailable } from "../review/engine/snapshot.ts";

/** After these there is nothing to go on with. */
const ENDS_THE_RUN: ReadonlySet<string> = new Set(["interrupted"]);

export class UnreadInputs {
  readonly #unavailable: Unavailable[] = [];

  get unavailable(): readonly Unavailable[] {
    return this.#unavailable;
  }

  /**
   * The value, or undefined when it could not be had; why is then noted under `subject`.
   * @throws what is no {@link ToolError}, and what ends the run.
   */
  async orNote<T>(subject: string, call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      this.note(subject, error);
      return undefined;
    }
  }

  /** @throws as {@link orNote}. */
  note(subject: string, error: unknown): void {
    if (!(error instanceof ToolError) || ENDS_THE_RUN.has(error.code)) throw error;
    this.missing(subject, error.happened.replace(/\.$/, ""));
  }

  /** @param why sentence without a full stop. */
  missing(subject: string, why: string): void {
    this.#unavailable.push({ subject, why });
  }
}
