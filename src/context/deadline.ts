// The time that a whole command may take (`timeout`), which stands still while a person is asked.
import { ToolError } from "../errors/tool-error.ts";
import { own } from "../json/object.ts";
import { quoted } from "../text/quoted.ts";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../tuf/metadata/expiry.ts";

export interface Deadline {
  /** Aborted with a {@link ToolError} `deadline-exceeded`, or when the caller's own signal is. */
  readonly signal: AbortSignal;
  /** Runs `question` off the clock. */
  pausedFor<T>(question: () => Promise<T>): Promise<T>;
}

const UNIT_MS = { s: 1000, m: MS_PER_MINUTE, h: MS_PER_HOUR } as const;
/** setTimeout's own limit, 24.8 days. */
const MAX_MS = 2_147_483_647;

/** `90s`, `5m` or `1h` in milliseconds. @throws {ToolError} `value-invalid`. */
export function parseDuration(text: string): number {
  const [, digits, unit = ""] = /^([1-9]\d{0,6})(s|m|h)$/.exec(text) ?? [];
  const ms = Number(digits) * (own<number>(UNIT_MS, unit) ?? Number.NaN);
  if (ms > 0 && ms <= MAX_MS) return ms;
  throw new ToolError("value-invalid", {
    happened: `The timeout is ${quoted(text)}, which is not a number and s, m or h.`,
    next: "Give it like 90s, 5m or 1h.",
  });
}

/** @param interrupted the caller's own signal, e.g. Ctrl-C. */
export function startDeadline(text: string, interrupted?: AbortSignal): Deadline {
  let leftMs = parseDuration(text);
  const expired = new AbortController();
  const signal = interrupted ? AbortSignal.any([expired.signal, interrupted]) : expired.signal;
  const expire = () =>
    expired.abort(
      new ToolError("deadline-exceeded", {
        happened: `The command did not finish within its timeout of ${text}.`,
        next: "Run it again. Give it more time with `timeout` if the network is slow.",
      }),
    );
  let startedAt = 0;
  let timer: NodeJS.Timeout;
  const start = () => {
    startedAt = performance.now();
    timer = setTimeout(expire, leftMs);
    // What waits for the network keeps the process alive; the deadline alone must not.
    timer.unref();
  };
  const stop = () => {
    clearTimeout(timer);
    leftMs = Math.max(1, leftMs - (performance.now() - startedAt));
  };
  start();
  return {
    signal,
    pausedFor: async (question) => {
      stop();
      try {
        return await question();
      } finally {
        start();
      }
    },
  };
}

/** Waits so many milliseconds, or until `signal` ends it, with whose reason it then rejects. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Resolves after `ms`; rejects with the reason of `signal` when that is aborted first. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
