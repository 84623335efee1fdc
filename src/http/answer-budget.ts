// How much the answers of one run may hold, whatever a server sends (T32): values are counted in the text before a
// document is built of it, and the bytes of answers that come at once are bounded together.
import { ToolError } from "../errors/tool-error.ts";

/** In one text: eight documents of 8 MiB have 2,020,000. `{}` alone takes 64 bytes of memory. */
export const MAX_VALUES = 2_200_000;
/** In all large texts of a run. */
const MAX_VALUES_OF_RUN = 2_500_000;
/** Bytes of answers that are received at once and not read yet. */
const MAX_BYTES_AT_ONCE = 128 * 1024 * 1024;
/** Bytes of all large answers of a run: what they hold may be kept to its end. */
const MAX_BYTES_OF_RUN = 96 * 1024 * 1024;
/** Answers with less of both may be asked for again and again, while a Wave is waited for. */
const LARGE_BYTES = 1024 * 1024;
const MANY_VALUES = 20_000;

/** What one answer may have. */
export interface AnswerLimits {
  readonly maxBytes?: number;
  /** One of many that may be kept to the end of the run. */
  readonly isKept?: boolean;
}

/** Twice the targets.json that a device takes. */
export const ONE_DOCUMENT: AnswerLimits = { maxBytes: 16 * 1024 * 1024 };
/** As many as any answer may have. */
export const MANY_DOCUMENTS: AnswerLimits = {};
/** Sixteen times what a device reads. A chain is many at once, whose keys are decided on before any of them is trusted. */
export const ONE_OF_MANY_ROOTS: AnswerLimits = { maxBytes: 1024 * 1024, isKept: true };

/** Of one run. What it refuses is refused with `response-too-large`. */
export class AnswerBudget {
  #atOnce = 0;
  #bytes = 0;
  #values = 0;

  /** More bytes have come. */
  take(bytes: number, where: string): void {
    this.#atOnce += bytes;
    if (this.#atOnce > MAX_BYTES_AT_ONCE) {
      throw tooMuch(`${where} and other calls at the same time`, `${MAX_BYTES_AT_ONCE} bytes together`);
    }
  }

  /** They have been read, or thrown away. */
  giveBack(bytes: number): void {
    this.#atOnce -= bytes;
  }

  /**
   * Before a document is built of `text`, which came as so many bytes.
   * @param isKept small ones count too: a thousand of them may be kept to the end.
   */
  admit(text: string, bytes: number, where: string, isKept = false): void {
    const values = requireCountable(text, where);
    if (!isKept && bytes < LARGE_BYTES && values < MANY_VALUES) return;
    // One character beyond Latin makes every character of a text take two bytes of memory.
    this.#bytes += text.length === bytes ? bytes : 2 * bytes;
    this.#values += values;
    if (this.#bytes > MAX_BYTES_OF_RUN) throw tooMuch(`${where} and calls before it`, `${MAX_BYTES_OF_RUN} bytes`);
    if (this.#values > MAX_VALUES_OF_RUN) throw tooMuch(`${where} and calls before it`, `${MAX_VALUES_OF_RUN} values`);
  }
}

/**
 * At least as many values as the JSON text has: each follows a comma or an opening bracket, or is the first. Those
 * within strings count too. A tenth of the time that JSON.parse takes.
 * @throws {ToolError} `response-too-large` above {@link MAX_VALUES}.
 */
export function requireCountable(text: string, where: string): number {
  let values = 1;
  for (const before of [",", "{", "["]) {
    for (let at = text.indexOf(before); at !== -1; at = text.indexOf(before, at + 1)) {
      if (++values > MAX_VALUES) throw tooMuch(where, `${MAX_VALUES} values`);
    }
  }
  return values;
}

/** A Factory has a handful of tags and active Waves; each name asks for more calls. */
const MAX_NAMES = 1000;

/** @throws {ToolError} `response-too-large` for a map with more names than anybody gave. */
export function requireFewNames(count: number, where: string): void {
  if (count > MAX_NAMES) throw tooMuch(where, `${MAX_NAMES} names`);
}

function tooMuch(where: string, what: string): ToolError {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${what}, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor.",
  });
}
