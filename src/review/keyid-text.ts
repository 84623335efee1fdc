// Key ids in sentences: short, and only so many. The full ones stand in a finding's properties.

const SHOWN_CHARACTERS = 12;
const SHOWN_KEYIDS = 2;
const KEPT_KEYIDS = 100;

export function shortKeyid(keyid: string): string {
  return keyid.slice(0, SHOWN_CHARACTERS);
}

/** `0f6549a448d2, 5496e91e0b6c and 3 more` */
export function keyidList(keyids: readonly string[]): string {
  const more = keyids.length - SHOWN_KEYIDS;
  return keyids.slice(0, SHOWN_KEYIDS).map(shortKeyid).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** For the properties of a finding, which stay bounded whatever a root lists. */
export function keptKeyids(keyids: readonly string[]): readonly string[] {
  return keyids.slice(0, KEPT_KEYIDS);
}
