// Collects everything that speaks against a release before anything is changed, so that a person sees all
// blockers at once and not one a run.
import { ToolError } from "../errors/tool-error.ts";

/** Failures of the connection, and a signer that signs nothing: what fails ten times for one reason is one blocker. */
const ONE_OF_A_KIND = new Set([
  "http-unauthorized",
  "http-rate-limited",
  "http-redirect",
  "http-server-error",
  "network-failed",
  "deadline-exceeded",
  "response-not-json",
  "signer-too-small",
]);

export class Checks {
  readonly #blockers: ToolError[] = [];
  readonly #warnings: string[] = [];
  readonly #notes: string[] = [];

  get blockers(): readonly ToolError[] {
    return this.#blockers;
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** What is no reason to act today. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** The value, or undefined when it could not be had; why not is then among the blockers. */
  async fetched<T>(promise: Promise<T>): Promise<T | undefined> {
    try {
      return await promise;
    } catch (error) {
      this.block(error);
      return undefined;
    }
  }

  /** The proven value, or undefined when the check failed; why is then among the blockers. */
  proven<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      this.block(error);
      return undefined;
    }
  }

  /** @throws the error itself when it is not a {@link ToolError}: a bug is no blocker. */
  block(error: unknown): void {
    if (!(error instanceof ToolError)) throw error;
    const known = this.#blockers.some(
      ({ code, message }) => message === error.message || (code === error.code && ONE_OF_A_KIND.has(code)),
    );
    if (!known) this.#blockers.push(error);
  }

  warn(message: string): void {
    if (!this.#warnings.includes(message)) this.#warnings.push(message);
  }

  note(message: string): void {
    if (!this.#notes.includes(message)) this.#notes.push(message);
  }

  /**
   * By a wrong clock nothing else that is said here can be relied on, so it is the one that is thrown.
   * @throws {ToolError} the one blocker, or all of them: under their code where they share it, else `blocked`.
   */
  throwIfBlocked(): void {
    const [first, ...others] = this.#blockers;
    if (!first) return;
    const clock = this.#blockers.find(({ code }) => code === "clock-wrong");
    if (clock) throw clock;
    if (others.length === 0) throw first;
    const code = others.every((other) => other.code === first.code) ? first.code : "blocked";
    const oneRemedy = others.every(({ next }) => next === first.next);
    throw new ToolError(code, {
      happened: `There are ${this.#blockers.length} blockers. ${this.#blockers
        .map(({ code, happened }, index) => `(${index + 1}) ${code}: ${happened}`)
        .join(" ")}`,
      next: oneRemedy ? first.next : this.#blockers.map(({ next }, index) => `(${index + 1}) ${next}`).join(" "),
    });
  }
}

/** What is shown where the token may see it: a narrower token is no reason to stop, and gives null. */
export async function unlessForbidden<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ToolError && (error.code === "http-forbidden" || error.code === "http-not-found")) return null;
    throw error;
  }
}
