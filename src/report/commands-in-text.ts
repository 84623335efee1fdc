// Finds our own commands in a sentence, so that they can be shown as what they are: something to copy.
import type { Text } from "./document.ts";

/** A program, the words of its command, and options with their values or placeholders. Prose ends it. */
const COMMAND =
  /factory-tuf (?:(?:wave|keys|root|updates) [a-z][a-z-]*|[a-z][a-z-]*)(?: (?:--(?:first-time|prod|sign|yes|update-pins)\b|--[a-z][a-z-]*(?:[ =](?:<[^<>]{1,40}>|[A-Za-z0-9][A-Za-z0-9_./-]*(?<![./])))?|<[^<>]{1,40}>|\d+\b))*/g;

/** The same characters in the same order, commands apart. */
export function commandsInText(sentence: string): Text[] {
  const texts: Text[] = [];
  let from = 0;
  for (const { 0: code, index } of sentence.matchAll(COMMAND)) {
    if (index > from) texts.push(sentence.slice(from, index));
    texts.push({ code });
    from = index + code.length;
  }
  if (from < sentence.length) texts.push(sentence.slice(from));
  return texts;
}
