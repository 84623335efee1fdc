// Breaks text into lines of a given width. Texts are printable ASCII: one character, one column.

export interface Span<M> {
  readonly text: string;
  /** Comes back with every piece of the text. */
  readonly mark: M;
  /** To be copied: its blanks are no places to break it. */
  readonly isWhole?: boolean;
}

/** Breaks between words only; a word wider than `width` has a line of its own. Never no line at all. */
export function wrapWords<M>(spans: readonly Span<M>[], width: number): Span<M>[][] {
  const lines: Span<M>[][] = [[]];
  let used = 0;
  for (const word of unbreakable(spans)) {
    const length = word.reduce((total, { text }) => total + text.length, 0);
    const isBlank = word.every(({ text }) => text.trim() === "");
    if (used > 0 && used + length > width) {
      dropTrailingBlank(lines.at(-1)!);
      lines.push([]);
      used = 0;
    }
    // No line but the first begins with the blank that it was broken at.
    if (isBlank && used === 0 && lines.length > 1) continue;
    lines.at(-1)!.push(...word);
    used += length;
  }
  return lines;
}

/** Lines of at most `width` characters: between words where possible, else after a hyphen or the like inside a name. */
export function wrapCell(text: string, width: number): string[] {
  return wrapWords([{ text, mark: null }], width)
    .map((line) => line.map((span) => span.text).join(""))
    .flatMap((line) => (line.length <= width ? [line] : atJoints(line, width)));
}

/** Where a name may be broken: it goes on in the next line. */
const JOINTS = /(?<=[-_/,@])/;

/** The length of the longest part of a text that {@link wrapCell} never breaks. */
export function longestPiece(text: string): number {
  return Math.max(0, ...text.split(" ").flatMap((word) => word.split(JOINTS).map((piece) => piece.length)));
}

/**
 * Narrows the widest columns, evenly, until all fit into `room`.
 * @param least what a column needs so that nothing in it is broken.
 * @returns null where they do not fit so.
 */
export function fitColumns(natural: readonly number[], room: number, least: readonly number[]): number[] | null {
  const widths = natural.map((width) => Math.max(1, width));
  let excess = widths.reduce((total, width) => total + width, 0) - room;
  while (excess > 0) {
    const wide = widths.filter((width, column) => width > least[column]!);
    if (wide.length === 0) return null;
    const widest = Math.max(...wide);
    const column = widths.findLastIndex((width, at) => width === widest && width > least[at]!);
    const next = Math.max(least[column]!, ...widths.filter((width, at) => at !== column && width > least[at]!));
    const cut = Math.min(excess, Math.max(1, widest - next));
    widths[column] = widest - cut;
    excess -= cut;
  }
  return widths;
}

/** Runs of blanks and runs of non-blanks; a word may go over several spans (`Wave **w1**.`). */
function unbreakable<M>(spans: readonly Span<M>[]): Span<M>[][] {
  const words: Span<M>[][] = [];
  let lastIsWord = false;
  for (const { text, mark, isWhole } of spans) {
    for (const piece of (isWhole ? [text] : text.match(/ +|[^ ]+/g)) ?? []) {
      const isWord = piece[0] !== " ";
      if (isWord && lastIsWord) words.at(-1)!.push({ text: piece, mark });
      else words.push([{ text: piece, mark }]);
      lastIsWord = isWord;
    }
  }
  return words;
}

function dropTrailingBlank<M>(line: Span<M>[]): void {
  if (line.at(-1)?.text.trim() === "") line.pop();
}

function atJoints(word: string, width: number): string[] {
  const lines = [""];
  for (const piece of word.split(JOINTS)) {
    const line = lines.at(-1)!;
    if (line !== "" && line.length + piece.length > width) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines;
}
