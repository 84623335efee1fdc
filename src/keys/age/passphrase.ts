// New passphrases for archives: makes them, and decides whether one that a person chose is strong enough to lie
// around offline for years (T24). Quotes nothing of them.
import { randomBytes } from "node:crypto";
import { ToolError } from "../../errors/tool-error.ts";

/** Of a passphrase that we make: 20 characters of 32. */
export const GENERATED_BITS = 100;
/** Estimated; a chosen one below is refused. */
export const MIN_BITS = 64;

/** What is strong enough, for messages: even of short words it takes no more. */
export const STRONG_PASSPHRASE = "eight or more randomly generated words";

/** Without 0, 1, l and o, which are mistaken for each other on paper. */
const ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz";
const GROUPS = 5;
const GROUP_LENGTH = 4;
const MAX_DRAWS = 50;

/** Five groups of four characters, e.g. `7hqe-…`. @param random gives that many fresh bytes. */
export function generatePassphrase(random: (bytes: number) => Uint8Array = randomBytes): string {
  // Once in a while chance looks like something a person would type; another draw costs next to no entropy.
  for (let draw = 1; draw < MAX_DRAWS; draw++) {
    const passphrase = drawn(random);
    if (estimateBits(passphrase) >= MIN_BITS) return passphrase;
  }
  return drawn(random);
}

function drawn(random: (bytes: number) => Uint8Array): string {
  // 256 is a multiple of 32: every character is as likely as any other.
  const characters = [...random(GROUPS * GROUP_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(""),
  ).join("-");
}

/** @throws {ToolError} `keys-passphrase-weak` when it would be found by trying. */
export function requireNewPassphrase(passphrase: string): void {
  const bits = Math.floor(estimateBits(passphrase));
  if (bits >= MIN_BITS) return;
  throw new ToolError("keys-passphrase-weak", {
    happened: `The new passphrase is too weak: it has about ${bits} bits, and needs ${MIN_BITS}, because the archive may be copied.`,
    next: `Use ${STRONG_PASSPHRASE}; the command \`keys encrypt\` makes a passphrase for you.`,
  });
}

/**
 * A cautious guess of how many bits of luck it takes to find `passphrase`: what people are known to type counts
 * little, what repeats or runs on counts once.
 */
export function estimateBits(passphrase: string): number {
  const text = shortestPeriod(passphrase.normalize("NFKC").trim());
  const words = text.split(/[\s\-_.,:;/]+/).filter((word) => word !== "");
  const distinct = [...new Set(words.map((word) => word.toLowerCase()))];
  return distinct.reduce((bits, word) => bits + bitsOfWord(word), 0);
}

/** One word of a list of 8,000, the largest that people have in their heads. */
const WORD_BITS = 13;
const COMMON =
  /pass(?:word|phrase|wort)?|secret|qwert[yz]?|asdf|letmein|welcome|admin|factory|foundries|fio|root|targets|key|tuf|love|monkey|dragon|iloveyou|hunter|correct|horse|battery|staple/g;

function bitsOfWord(word: string): number {
  let bits = 0;
  const rest = word.replace(COMMON, () => {
    bits += 5;
    return " ";
  });
  for (const piece of rest.split(" ")) bits += bitsOfPiece(withoutRuns(piece));
  return bits;
}

function bitsOfPiece(piece: string): number {
  if (piece === "") return 0;
  if (/^\p{L}+$/u.test(piece)) return piece.length <= 12 ? Math.min(WORD_BITS, piece.length * 3.5) : piece.length * 2.5;
  if (/^\d+$/.test(piece)) return /^(?:19|20)\d\d$/.test(piece) ? 7 : piece.length * 3;
  // Letters with digits or signs at an end are a word with an ornament; mixed all through, they look made by chance.
  const ornament = /^(\p{L}{3,})([^\p{L}]{1,4})$/u.exec(piece) ?? null;
  if (ornament) return bitsOfPiece(ornament[1]!) + ornament[2]!.length * 3;
  return new Set(piece).size * 4.5;
}

/** `abcabcabc` counts as `abc`. */
function shortestPeriod(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (
      text.startsWith(text.slice(length)) &&
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .startsWith(text)
    ) {
      return text.slice(0, length);
    }
  }
  return text;
}

/** `aaaa`, `1234` and `hgfe` count as their first two characters. */
function withoutRuns(text: string): string {
  let kept = "";
  let step: number | null = null;
  for (let at = 0; at < text.length; at++) {
    const next = at === 0 ? null : text.charCodeAt(at) - text.charCodeAt(at - 1);
    const runs = next !== null && Math.abs(next) <= 1 && next === step;
    if (!runs) kept += text[at];
    step = next;
  }
  return kept;
}
