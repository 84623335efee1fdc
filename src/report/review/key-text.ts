// Key ids and their owners as people compare them.
import type { Text } from "../document.ts";

/** The first 12 characters: enough to tell keys apart; the JSON document has all of them. */
export function keyidCode(keyid: string): Text {
  return { code: keyid.slice(0, 12) };
}
