// The expressions of GitHub in a text. One ends at its own `}}`: in a string, which single quotes enclose, braces mean
// nothing.

export interface Expression {
  /** Of `${{`. */
  readonly start: number;
  /** After `}}`. */
  readonly end: number;
  /** What stands between. */
  readonly text: string;
}

/** In order. One that never ends is none: GitHub does not run such a file. */
export function* expressionsIn(text: string): Generator<Expression> {
  for (let start = text.indexOf("${{"); start >= 0; ) {
    const close = closingBraces(text, start + 3);
    if (close < 0) return;
    const end = close + 2;
    yield { start, end, text: text.slice(start + 3, close) };
    start = text.indexOf("${{", end);
  }
}

function closingBraces(text: string, from: number): number {
  const mark = /'|\}\}/g;
  mark.lastIndex = from;
  let isQuoted = false;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    // A doubled quote in a string closes and opens it again.
    if (found[0] === "'") isQuoted = !isQuoted;
    else if (!isQuoted) return found.index;
    // Of three braces in a string the last two may be the end of something else.
    else mark.lastIndex = found.index + 1;
  }
  return -1;
}
