// The clock of one run: this machine's, as it was read at the start, and what the Factory's answers say of it (T28).
import { ToolError } from "../errors/tool-error.ts";
import type { AnswerClock, DatedAnswer } from "../http/http.ts";
import { type ClockVerdict, clockVerdict, type RecordedTime } from "./clock-verdict.ts";

/** A run gets a few hundred answers at most; what says the time of more says nothing new. */
const MAX_ANSWERS = 200;

export class RunClock implements AnswerClock {
  readonly #startMs: number;
  readonly #elapsedMs: () => number;
  readonly #answers: DatedAnswer[] = [];
  readonly #recorded: RecordedTime[] = [];
  readonly #said = new Set<string>();
  #hasWritten = false;
  #dating: Date | null = null;
  readonly #isRehearsal: boolean;

  /**
   * @param now the front door's reading. @param clock milliseconds since any moment.
   * @param isRehearsal the Factory's clock is the right one, however fast it runs (`emulate --speed`).
   */
  constructor(now: Date, clock: () => number = () => performance.now(), isRehearsal = false) {
    const begun = clock();
    this.#isRehearsal = isRehearsal;
    this.#startMs = now.getTime();
    this.#elapsedMs = () => clock() - begun;
  }

  /** Milliseconds since 1970 as this machine counts them. It goes on while a person is asked. */
  read(): number {
    return this.#startMs + this.#elapsedMs();
  }

  answered(answer: DatedAnswer): void {
    if (this.#answers.length < MAX_ANSWERS) this.#answers.push(answer);
  }

  /** What the Factory has recorded; `at` in any form that a document has. What is no time is left out. */
  recorded(what: string, at: unknown): void {
    const atMs = typeof at === "string" ? Date.parse(at) : Number.NaN;
    if (!Number.isNaN(atMs)) this.#recorded.push({ what, atMs });
  }

  /** Have two answers told their time, which is what a verdict needs? */
  get isTold(): boolean {
    return this.#answers.length > 1;
  }

  verdict(): ClockVerdict {
    const last = this.#answers.at(-1);
    if (this.#isRehearsal) return { level: "right", says: "", aheadMs: last ? last.dateMs - last.receivedMs : 0 };
    return clockVerdict({ answers: this.#answers, recorded: this.#recorded, nowMs: this.read() });
  }

  /** The Factory's time now, as far as its answers agree on it; else this machine's. Milliseconds since 1970. */
  factoryTime(): number {
    return this.read() + this.verdict().aheadMs;
  }

  /**
   * The time by which root work is dated, the same throughout a run: this machine's at the start of it. Minutes that it
   * is known to be behind are added, for they would be taken from every device.
   */
  get dating(): Date {
    const { level, aheadMs } = this.verdict();
    this.#dating ??= new Date(this.#startMs + (level === "wrong" ? 0 : Math.max(0, aheadMs)));
    return this.#dating;
  }

  /** What is to be warned of, once a run; null where there is nothing, or it was said. */
  warning(): string | null {
    const { level, says } = this.verdict();
    if (level === "right" || this.#said.has(level)) return null;
    this.#said.add(level);
    return level === "wrong" ? `${says} Until that is corrected, nothing is signed.` : says;
  }

  /** Null where the clock is not wrong. */
  error(): ToolError | null {
    const { level, says } = this.verdict();
    return level === "wrong" ? clockWrong(says) : null;
  }

  /**
   * The last door: whatever a command has looked at, it changes nothing at the Factory by a wrong clock. What is begun
   * is seen through, whatever later answers say.
   * @throws {ToolError} `clock-wrong`. Nothing was sent.
   */
  readonly beforeWrite = (): void => {
    const error = this.#hasWritten ? null : this.error();
    if (error) throw error;
    this.#hasWritten = true;
  };
}

function clockWrong(happened: string): ToolError {
  return new ToolError("clock-wrong", {
    happened,
    next: "With a clock that is off by an hour or more, nothing is signed. Set the clock of this machine (best from the network), then run this again. For a rehearsal with `factory-tuf emulate`, set FACTORY_TUF_CLOCK=factory.",
  });
}
