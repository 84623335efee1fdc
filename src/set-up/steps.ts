// The steps of a set-up: each is shown and agreed to before it changes anything, and what was done is remembered, so that
// whatever ends the set-up says how far it got.
import type { LocalContext } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { ReportDocument } from "../report/document.ts";

export type How = "done" | "unchanged" | "declined" | "planned" | "open";

export interface StepResult {
  readonly what: string;
  readonly how: How;
  /** In words: written, set, there already. */
  readonly says: string;
}

export class Steps {
  readonly results: StepResult[] = [];
  /** What remains for a person to do. */
  readonly open: string[] = [];
  readonly #ctx: Pick<LocalContext, "confirm" | "offer" | "signal">;
  readonly isDry: boolean;

  constructor(ctx: Pick<LocalContext, "confirm" | "offer" | "signal">, isDry: boolean) {
    this.#ctx = ctx;
    this.isDry = isDry;
  }

  get changed(): boolean {
    return this.results.some(({ how }) => how === "done");
  }

  /**
   * Shows what would be done, and asks. False for a no, and in a dry run.
   * @throws {ToolError} `confirmation-needed` where nobody can be asked, `declined` when the question is left.
   */
  async agreed(about: ReportDocument, question: string): Promise<boolean> {
    const { confirm, offer, signal } = this.#ctx;
    signal.throwIfAborted();
    if (this.isDry || offer) await confirm(about, null);
    if (this.isDry) return false;
    if (offer) return offer(question);
    await confirm(about, question);
    return true;
  }

  /** For a step that was not agreed to. @param todo what a person can do about it. */
  refused(what: string, todo: string): void {
    this.record(what, this.isDry ? "planned" : "declined", this.isDry ? "would be done" : "declined");
    if (!this.isDry) this.open.push(todo);
  }

  record(what: string, how: How, says: string): void {
    this.results.push({ what, how, says });
  }

  /** What remains to do, and why it was not done here. */
  leave(what: string, says: string, todo: string): void {
    this.record(what, "open", says);
    this.open.push(todo);
  }

  /** The failure with what had been done by then. */
  failed(error: unknown): unknown {
    const done = this.results.filter(({ how }) => how === "done").map(({ what, says }) => `${what} (${says})`);
    if (!(error instanceof ToolError) || done.length === 0) return error;
    return error.extended({
      after: `Done by then: ${done.join(", ")}.`,
      changed: error.changed === "unknown" ? "unknown" : "yes",
      next: `${error.next} Then run init again: it continues from there.`,
    });
  }
}
