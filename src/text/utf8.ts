// Bytes that others wrote, as text: they are UTF-8 or no text at all. What a lenient reader puts U+FFFD for could have been
// anything, so that two different files read alike.

/** Null when the bytes are not UTF-8. A byte order mark is kept: it is no JSON. */
export function utf8(bytes: Uint8Array): string | null {
  return decoded(bytes, true);
}

/** The same for a file that people edit: the byte order mark, which some editors write in front, is no part of its text. */
export function utf8WithoutMark(bytes: Uint8Array): string | null {
  return decoded(bytes, false);
}

function decoded(bytes: Uint8Array, keepsMark: boolean): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: keepsMark }).decode(bytes);
  } catch {
    return null;
  }
}
