// Is a JSON text in canonical form already (RFC 8785, inside the portable domain of PROTOCOL §1)? Says so by its characters
// alone: then nothing was lost in parsing it, and it need not be written again to be hashed or verified. Half of what else
// has to be done with a large document falls away.

/** A value's text within a text of which nothing is lost when it is parsed. */
export class TextPart {
  readonly #text: string;
  readonly #members: ReadonlyMap<string, TextPart>;
  readonly start: number;
  readonly end: number;
  /** False where names of its outer objects are not in order; all else is. */
  readonly isCanonical: boolean;

  constructor(
    text: string,
    [start, end]: readonly [number, number],
    { members, isCanonical }: { readonly members: ReadonlyMap<string, TextPart>; readonly isCanonical: boolean },
  ) {
    this.#text = text;
    this.#members = members;
    this.start = start;
    this.end = end;
    this.isCanonical = isCanonical;
  }

  /** The canonical form of the value, ASCII; null where this is another form of it. */
  get canonical(): string | null {
    return this.isCanonical ? this.#text.slice(this.start, this.end) : null;
  }

  /** A member of the outermost object, or of one directly within it; null for anything else. */
  member(name: string): TextPart | null {
    return this.#members.get(name) ?? null;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** How the three words begin. */
const [TRUE, FALSE, NULL] = [0x74, 0x66, 0x6e];
/** `"`, `\`, n, r, t: what else is escaped could be written otherwise, or is not portable. */
const ESCAPED = new Set([QUOTE, BACKSLASH, 0x6e, 0x72, 0x74]);
/** Every integer of so many digits is exact. */
const SAFE_DIGITS = 15;
/** Members of objects this far out are remembered, and may come in any order: a document's two members, a map of documents. */
const OUTER_LEVELS = 2;
/** No honest answer has more in its outer objects. */
const MAX_OUTER_NAMES = 1000;

/** An outer object that is being read. */
interface Outer {
  readonly members: Map<string, TextPart>;
  isCanonical: boolean;
  /** The member that is being read, and where its value begins. */
  name: string;
  value: number;
}

/** What has no members to remember. */
const PLAIN = { members: new Map<string, TextPart>(), isCanonical: true } as const;

/**
 * @param text that `JSON.parse` accepts.
 * @returns null where anything could be written otherwise: white space between tokens, a name that has an escape, occurs
 *   twice or (but for outer objects) is not above the one before it, a number that is not a plain integer below 2^53, text
 *   that is not printable ASCII with the shortest escapes; and where it is nested deeper than `maxDepth`.
 */
export function wholeText(text: string, maxDepth: number): TextPart | null {
  const { length } = text;
  // White space between tokens is found below; raw control characters within strings are no JSON.
  if (Buffer.byteLength(text) !== length || text.includes("\x7f")) return null;
  const isObject = new Uint8Array(maxDepth + 1);
  /** Where the last name of each open object begins and ends; an end of 0: it has none yet. */
  const starts = new Int32Array(maxDepth + 1);
  const ends = new Int32Array(maxDepth + 1);
  const outer: Outer[] = [];
  let slash = nextSlash(text, 0);
  let at = 0;
  let depth = 0;
  for (;;) {
    if (depth > 0 && isObject[depth] === 1) {
      if (text.charCodeAt(at) !== QUOTE) return null;
      const start = at + 1;
      const end = text.indexOf('"', start);
      if (end === -1 || slash < end || text.charCodeAt(end + 1) !== COLON) return null;
      const isInOrder = ends[depth] === 0 || isAbove(text, start, end, starts[depth]!, ends[depth]!);
      if (depth <= OUTER_LEVELS) {
        const object = outer[depth - 1]!;
        object.name = text.slice(start, end);
        object.value = end + 2;
        if (!isInOrder) object.isCanonical = false;
        if (object.members.has(object.name) || object.members.size === MAX_OUTER_NAMES) return null;
      } else if (!isInOrder) return null;
      starts[depth] = start;
      ends[depth] = end;
      at = end + 2;
    }
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      let end = text.indexOf('"', at + 1);
      while (slash < end) {
        if (!ESCAPED.has(text.charCodeAt(slash + 1))) return null;
        if (slash + 1 === end) end = text.indexOf('"', end + 1);
        slash = nextSlash(text, slash + 2);
      }
      if (end === -1) return null;
      at = end + 1;
    } else if (char === OPEN_OBJECT || char === OPEN_ARRAY) {
      if (depth === maxDepth) return null;
      depth++;
      isObject[depth] = char === OPEN_OBJECT ? 1 : 0;
      ends[depth] = 0;
      if (depth <= OUTER_LEVELS) outer[depth - 1] = { members: new Map(), isCanonical: true, name: "", value: 0 };
      at++;
      if (text.charCodeAt(at) !== (char === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)) continue;
    } else if (char === MINUS || (char >= ZERO && char <= NINE)) {
      at = endOfInteger(text, at);
      if (at === -1) return null;
    } else if (char === TRUE || char === NULL) at += 4;
    else if (char === FALSE) at += 5;
    else return null;
    // A value has ended, or nothing stands between two brackets: more ends, then a comma or the end of the text.
    let ended: Pick<Outer, "members" | "isCanonical"> = PLAIN;
    let isEmpty = char === OPEN_OBJECT || char === OPEN_ARRAY;
    for (;;) {
      if (depth === 0) return at === length ? new TextPart(text, [0, length], ended) : null;
      if (depth <= OUTER_LEVELS && !isEmpty) {
        const parent = outer[depth - 1]!;
        if (!ended.isCanonical) parent.isCanonical = false;
        if (isObject[depth] === 1) parent.members.set(parent.name, new TextPart(text, [parent.value, at], ended));
      }
      isEmpty = false;
      const behind = text.charCodeAt(at);
      at++;
      if (behind === COMMA) break;
      if (behind !== (isObject[depth] === 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) return null;
      ended = depth <= OUTER_LEVELS ? outer[depth - 1]! : PLAIN;
      depth--;
    }
  }
}

/** The next backslash, or the end. */
function nextSlash(text: string, at: number): number {
  const found = text.indexOf("\\", at);
  return found === -1 ? text.length : found;
}

/** Whether the one name is above the other, by UTF-16 units, as RFC 8785 sorts. */
function isAbove(text: string, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  let [at, other] = [start, otherStart];
  for (; at < end && other < otherEnd; at++, other++) {
    const difference = text.charCodeAt(at) - text.charCodeAt(other);
    if (difference !== 0) return difference > 0;
  }
  return end - start > otherEnd - otherStart;
}

/** -1 for a number that is written in any other way, or may not be exact. */
function endOfInteger(text: string, start: number): number {
  const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
  let at = first;
  for (;;) {
    const char = text.charCodeAt(at);
    if (char < ZERO || char > NINE || at >= text.length) break;
    at++;
  }
  if (at === first || (text.charCodeAt(first) === ZERO && (at > first + 1 || first > start))) return -1;
  const char = text.charCodeAt(at);
  if (char === 0x2e || char === 0x45 || char === 0x65) return -1;
  return at - first <= SAFE_DIGITS || Number.isSafeInteger(Number(text.slice(start, at))) ? at : -1;
}
