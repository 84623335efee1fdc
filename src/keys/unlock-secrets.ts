// The two secrets that open an encrypted archive, as users paste them: an age identity (a line, or the whole
// file of age-keygen) and a passphrase. Decides whether they have the right form; quotes nothing of them (T19).
import { ToolError } from "../tuf/errors.ts";

/** Shorter ones are guessed (T18). */
export const MIN_PASSPHRASE_LENGTH = 12;

const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}$/;
const COPY_LINE = "Copy the whole line that begins with AGE-SECRET-KEY-1, and nothing else.";

/**
 * The identities in `text`, comment lines dropped.
 * @throws {ToolError} `keys-identity-malformed`, or `keys-public` for a recipient.
 */
export function parseIdentities(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.some((line) => /^age1[a-z0-9]/.test(line))) {
    throw new ToolError("keys-public", {
      happened: "The age identity is a recipient (age1...), which is public and opens nothing.",
      next: COPY_LINE,
    });
  }
  const broken = lines.findIndex((line) => !IDENTITY.test(line));
  if (lines.length === 0 || broken >= 0) {
    const which = lines.length > 1 ? ` (line ${broken + 1} of ${lines.length})` : "";
    throw new ToolError("keys-identity-malformed", {
      happened: `The age identity has not the form AGE-SECRET-KEY-1 and 58 characters${which}.`,
      next: COPY_LINE,
    });
  }
  return lines;
}

/** A passphrase without the line end that files and secrets gather. Blanks at its ends belong to it. */
export function trimPassphrase(text: string): string {
  return text.replace(/[\r\n]+$/, "");
}

/** @throws {ToolError} `keys-passphrase-weak` below {@link MIN_PASSPHRASE_LENGTH} characters. */
export function requireStrongPassphrase(passphrase: string): void {
  if ([...passphrase].length >= MIN_PASSPHRASE_LENGTH) return;
  throw new ToolError("keys-passphrase-weak", {
    happened: `The passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} characters, so it can be guessed and cannot be masked safely.`,
    next: "Encrypt the archive again, best to an age identity (age-keygen), else with a generated passphrase.",
  });
}
