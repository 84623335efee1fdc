// Whether a text repeats a credential: what a server says must not print ours.

const WINDOW = 8;

/** True when `text` repeats eight or more characters of one of `secrets` in a row, or all of a shorter one. */
export function sharesWindow(text: string, secrets: Iterable<string>): boolean {
  for (const secret of secrets) {
    const length = Math.min(WINDOW, secret.length);
    for (let at = 0; at + length <= text.length; at++) {
      if (secret.includes(text.slice(at, at + length))) return true;
    }
  }
  return false;
}
