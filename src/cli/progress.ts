// Shows on a terminal what is being waited for, once it has taken a second, and leaves no trace of it.

export interface Progress {
  /** Names the step that has begun. */
  step(what: string): void;
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
  if (!terminal) return { step() {}, clear() {}, pause() {}, done() {} };
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
    const line = `${current} (${seconds} s)`;
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
      if (shown) draw();
      timer ??= setInterval(() => {
        seconds++;
        draw();
      }, TICK_MS).unref();
    },
    clear,
    pause,
    done() {
      finished = true;
      pause();
    },
  };
}
