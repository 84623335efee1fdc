// The two secrets that open an encrypted archive, as users paste them: an age identity (a line, or the whole
// file of age-keygen) and a passphrase. Decides whether they have the right form; quotes nothing of them (T19).
import { ToolError } from "../../errors/tool-error.ts";
import { type Damage, textDamage } from "./damage.ts";

/** Shorter ones are guessed (T18). */
const MIN_PASSPHRASE_LENGTH = 12;

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
      happened: "The age identity is a recipient (age1...). That is a public key, and opens nothing.",
      next: COPY_LINE,
    });
  }
  const broken = lines.findIndex((line) => !IDENTITY.test(line));
  if (lines.length === 0 || broken >= 0) {
    const which = lines.length > 1 ? ` (line ${broken + 1} of ${lines.length})` : "";
    const { says, next } = identityMistake(text.trim()) ?? {
      says: `is not AGE-SECRET-KEY-1 and 58 more characters${which}`,
      next: COPY_LINE,
    };
    throw new ToolError("keys-identity-malformed", { happened: `The age identity ${says}.`, next });
  }
  return lines;
}

/** Null where nothing is recognised. */
function identityMistake(text: string): Damage | null {
  const decoded = Buffer.from(text, "base64").toString("latin1").trim();
  for (const form of [text, decoded]) {
    if (/^(?:age-encryption\.org\/|\x1f\x8b|-----BEGIN AGE )/.test(form)) {
      return {
        says: "is an archive or another encrypted file, not an identity",
        next: "Put the archive into keys, and the identity (AGE-SECRET-KEY-1...) here.",
      };
    }
  }
  if (/^(?:# created: |AGE-SECRET-KEY-)/.test(decoded)) {
    return { says: "is base64 of an identity", next: "Give the identity itself: base64 -d." };
  }
  if (/^#.*\s(?:# public key: |AGE-SECRET-KEY-)/.test(text) && !/[\r\n\\]/.test(text)) {
    return { says: "has lost its line ends, so that all of it is a comment", next: COPY_LINE };
  }
  if (text !== "" && text.split(/\r?\n/).every((line) => /^\s*(?:#(?!.*AGE-SECRET-KEY-)|$)/.test(line))) {
    return { says: "holds nothing but comments", next: COPY_LINE };
  }
  if (/^-----BEGIN .*PRIVATE KEY-----/.test(text)) {
    return { says: "is a private key of another program", next: "Make an age identity: age-keygen -o identity.txt." };
  }
  if (/^AGE-PLUGIN-/i.test(text)) {
    return {
      says: "is one of a plugin, and plugins are not run here",
      next: "Decrypt the archive with age itself, in a program that keys-command names.",
    };
  }
  if (/^age-secret-key-/.test(text)) {
    return { says: "is in small letters, and age writes capitals", next: COPY_LINE };
  }
  return textDamage(text);
}

export interface GivenSecrets {
  readonly identity?: string | undefined;
  readonly passphrase?: string | undefined;
}

/**
 * Nobody may believe that an archive is locked with a passphrase that was never used (T33).
 * @param what lies open, e.g. `The archive targets.tgz`.
 * @throws {ToolError} `keys-secret-unused` where a secret was given.
 */
export function requireNoSecretFor(
  what: string,
  { identity, passphrase }: GivenSecrets,
  next = "Leave the secret out, or name the archive that it opens. To encrypt an archive: factory-tuf keys encrypt --keys <archive>.",
): void {
  if (!identity && !passphrase) return;
  throw new ToolError("keys-secret-unused", {
    happened: `${what} is not encrypted, so the ${passphrase ? "passphrase" : "age identity"} is not needed.`,
    next,
  });
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
