// Shows on a terminal what is being waited for, once it has taken a second, with the count of answers that are there and
// one that is not, and leaves no trace of it.
import type { Fetch } from "../http/fetch.ts";
import { watchedFetch } from "../http/watched-fetch.ts";
import { encodeText } from "../text/encode-text.ts";

export interface Progress {
  /** Names the step that has begun. */
  step(what: string): void;
  /** The same `fetch`, whose requests are counted. */
  counting(fetch: Fetch): Fetch;
  /** Removes the line before something else is written; it comes back with the next tick. */
  clear(): void;
  /** Removes the line until the next step: somebody is being asked. */
  pause(): void;
  /** Removes the line for good. */
  done(): void;
}

export interface ProgressTerminal {
  write(text: string): void;
  readonly columns: number;
}

const CLEAR_LINE = "\r\u001b[2K";
const TICK_MS = 1000;

/** @param terminal null where nobody looks: nothing is ever written. */
export function createProgress(terminal: ProgressTerminal | null): Progress {
  if (!terminal) return { step() {}, counting: (fetch) => fetch, clear() {}, pause() {}, done() {} };
  const calls = countCalls();
  let current = "";
  let seconds = 0;
  let shown = false;
  let timer: NodeJS.Timeout | undefined;
  let finished = false;

  const clear = () => {
    if (shown) terminal.write(CLEAR_LINE);
    shown = false;
  };
  const draw = () => {
    const line = encodeText(`${current} (${[`${seconds} s`, ...calls.words()].join(", ")})`);
    terminal.write(`${CLEAR_LINE}${line.slice(0, Math.max(terminal.columns - 1, 20))}`);
    shown = true;
  };
  const pause = () => {
    clearInterval(timer);
    timer = undefined;
    clear();
  };
  return {
    step(what) {
      if (finished) return;
      current = what;
      calls.startAgain();
      if (shown) draw();
      timer ??= setInterval(() => {
        seconds++;
        draw();
      }, TICK_MS).unref();
    },
    counting: calls.counting,
    clear,
    pause,
    done() {
      finished = true;
      pause();
    },
  };
}

/** How many answers of a step have come, and what the oldest of the others is. */
function countCalls() {
  let asked = 0;
  const open = new Set<string>();
  return {
    /** A call that is still open belongs to the next step as well. */
    startAgain() {
      asked = open.size;
    },
    words(): string[] {
      const [oldest] = open;
      const counts = asked > 0 ? [`${asked - open.size} of ${asked} answers`] : [];
      return oldest === undefined ? counts : [...counts, `waiting for ${oldest.slice(oldest.indexOf(" ") + 1)}`];
    },
    counting: (fetch: Fetch): Fetch => {
      let number = 0;
      return watchedFetch(fetch, (_, url) => {
        // The number makes it its own.
        const call = `${++number} ${nameOf(url)}`;
        asked++;
        open.add(call);
        return () => open.delete(call);
      });
    },
  };
}

/** `targets.json of api.foundries.io` */
function nameOf({ pathname, host }: URL): string {
  const document = pathname.split("/").findLast((part) => part !== "");
  return document === undefined ? host : `${document} of ${host}`;
}
