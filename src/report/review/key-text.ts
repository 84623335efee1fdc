// Key ids and their owners as people compare them.
import type { Text } from "../document.ts";

/** The first 12 characters: enough to tell keys apart; the JSON document has all of them. */
export function shortKeyid(keyid: string): Text {
  return { code: keyid.slice(0, 12) };
}

/** Key ids with commas between them. */
export function keyidList(keyids: readonly string[]): Text[] {
  return keyids.flatMap((keyid, index) => (index === 0 ? [shortKeyid(keyid)] : [", ", shortKeyid(keyid)]));
}
