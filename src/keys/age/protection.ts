// How an archive lies on a disk: plain, or locked with age to recipients or a passphrase. Locks and opens bytes so
// that what was read in one way can be written again in the same way. Secrets stay in memory.

import { createCipheriv, randomBytes } from "node:crypto";
import type { Recipient } from "age-encryption";
import { ToolError } from "../../errors/tool-error.ts";
import { agreeing, counted } from "../../text/sentence.ts";
import { readKeyInput } from "../sources/input-form.ts";
import { type AgeHeader, mixedWarning, readAgeHeader } from "./age-header.ts";
import { requireNewPassphrase } from "./passphrase.ts";
import { type AskPassphrase, openWithTyped } from "./typed-passphrase.ts";
import { parseIdentities, trimPassphrase } from "./unlock-secrets.ts";

/** What may open an archive, as the user gave it. */
export interface UnlockSecrets {
  /** An age identity, or the file of age-keygen. */
  readonly identity?: string | undefined;
  readonly passphrase?: string | undefined;
  /** Used when the archive needs a passphrase and none was given. */
  readonly ask?: AskPassphrase | undefined;
  /** Called with what a person should know of an archive that was opened. */
  readonly warn?: ((message: string) => void) | undefined;
  /** Ends the wait for an archive that is a pipe: the deadline of the run. */
  readonly signal?: AbortSignal | undefined;
}

export type Protection =
  | { readonly kind: "plain" }
  | {
      readonly kind: "recipients";
      readonly recipients: readonly string[];
      /** Whoever may read it beside those: `recipients` does not name them all, so it cannot be written again. */
      readonly others: number;
      /** Open it; none where only others can. */
      readonly identities: readonly string[];
      readonly armored: boolean;
    }
  | { readonly kind: "passphrase"; readonly passphrase: string; readonly logN: number; readonly armored: boolean };

/** age's own default: about a second. */
export const DEFAULT_LOG_N = 18;

/**
 * @param file as it lies on the disk. @param what how messages call it, e.g. "The archive `x.tgz`".
 * @param name how the question for its passphrase calls it.
 * @returns the gzip'd tar, and how the file was protected.
 * @throws {ToolError} a `keys-…` code; no secret, no library text, no cause.
 */
export async function openProtected(
  file: Uint8Array,
  what: string,
  secrets: UnlockSecrets,
  name = what.replace(/^The /, "the "),
): Promise<{ readonly packed: Uint8Array; readonly protection: Protection }> {
  const input = readKeyInput(file, what);
  if (input.form === "plain") return { packed: input.bytes, protection: { kind: "plain" } };
  const header = readAgeHeader(input.bytes);
  const armored = input.bytes !== file;
  const { decryptAge, deriveScryptKey } = await import("./age.ts");
  if (header.scrypt) {
    const { scrypt } = header;
    return withPassphrase({ what, name }, secrets, async (passphrase) => {
      const packed = await decryptAge(input.bytes, { scryptKey: await deriveScryptKey(scrypt, passphrase) });
      return { packed, protection: { kind: "passphrase", passphrase, logN: scrypt.logN, armored } };
    });
  }
  const identities = identitiesOf(what, secrets);
  const packed = await decryptAge(input.bytes, { identities });
  const opening = await openingOf(input.bytes, [...new Set(identities)]);
  const recipients = await recipientsOf(opening);
  const others = Math.max(0, countRecipients(input.bytes, header) - recipients.length);
  if (header.mixed) secrets.warn?.(mixedWarning(what));
  return { packed, protection: { kind: "recipients", recipients, others, identities: opening, armored } };
}

/**
 * The bytes of a file that holds `packed` under `protection`.
 * @throws {ToolError} `keys-recipients-unknown` where somebody who could read it would be locked out;
 *   `keys-recipient-malformed`.
 */
export async function lockProtected(packed: Uint8Array, protection: Protection): Promise<Uint8Array> {
  if (protection.kind === "plain") return packed;
  const { Encrypter, armor } = await import("age-encryption");
  const encrypter = new Encrypter();
  if (protection.kind === "passphrase") {
    encrypter.addRecipient(await scryptRecipient(protection.passphrase, protection.logN));
  } else {
    if (protection.others > 0) throw recipientsUnknown(protection.others);
    for (const recipient of protection.recipients) addRecipient(encrypter, recipient);
  }
  const file = await encrypter.encrypt(packed);
  return protection.armored ? Buffer.from(`${armor.encode(file).trimEnd()}\n`, "latin1") : file;
}

/**
 * How an archive that is not there yet will lie on the disk: locked with what its owner gave to open it, else plain.
 * @throws {ToolError} `keys-passphrase-weak`, `keys-identity-malformed`, `keys-recipients-mixed`.
 */
export async function protectionFor({ identity, passphrase }: UnlockSecrets): Promise<Protection> {
  if (identity) {
    const identities = parseIdentities(identity);
    const recipients = await recipientsOf(identities);
    requireOneStrength(recipients);
    return { kind: "recipients", recipients, others: 0, identities, armored: false };
  }
  if (!passphrase) return { kind: "plain" };
  const chosen = trimPassphrase(passphrase);
  requireNewPassphrase(chosen);
  return { kind: "passphrase", passphrase: chosen, logN: DEFAULT_LOG_N, armored: false };
}

/** The recipients that belong to identities. */
export async function recipientsOf(identities: readonly string[]): Promise<string[]> {
  const { identityToRecipient } = await import("age-encryption");
  try {
    return await Promise.all(identities.map((identity) => identityToRecipient(identity)));
  } catch {
    throw new ToolError("keys-identity-malformed", {
      happened: "The age identity is damaged: its checksum is wrong.",
      next: "Copy the whole line that begins with AGE-SECRET-KEY-1 again.",
    });
  }
}

/**
 * One classic recipient undoes what post-quantum ones are for. age itself refuses such a file.
 * @throws {ToolError} `keys-recipients-mixed`.
 */
export function requireOneStrength(recipients: readonly string[]): void {
  const postQuantum = recipients.filter((recipient) => /^age1(?:tag)?pq1/.test(recipient)).length;
  if (postQuantum === 0 || postQuantum === recipients.length) return;
  throw new ToolError("keys-recipients-mixed", {
    happened: `${postQuantum} of the ${recipients.length} recipients ${agreeing(postQuantum, "is", "are")} post-quantum (age1pq1...), and the others are classic (age1...). The archive would be only as strong as the classic ones.`,
    next: "Give recipients of one kind: all of them post-quantum (age-keygen -pq), or all classic.",
  });
}

/** A word for messages and reports. */
export function protectionWords(protection: Protection): string {
  if (protection.kind === "plain") return "not encrypted";
  if (protection.kind === "passphrase") return "encrypted with a passphrase";
  return `encrypted to ${protection.recipients.join(", ")}`;
}

function addRecipient(encrypter: { addRecipient(recipient: string): void }, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new ToolError("keys-recipient-malformed", {
      happened: `The recipient ${JSON.stringify(shownRecipient(recipient))} is not an age recipient (age1...).`,
      next: "Give the public key that age-keygen printed, whole; it begins with age1.",
    });
  }
}

/** A secret pasted into the wrong option is not repeated. */
function shownRecipient(recipient: string): string {
  return /^age1[a-z0-9]*$/.test(recipient) ? recipient.slice(0, 80) : "(not shown)";
}

/** Over crypto.scrypt: the library's own blocks for over a second and takes 340 MB. */
async function scryptRecipient(passphrase: string, logN: number): Promise<Recipient> {
  const { Stanza } = await import("age-encryption");
  const { deriveScryptKey } = await import("./age.ts");
  const salt = randomBytes(16);
  const key = await deriveScryptKey({ salt, logN }, passphrase);
  return {
    wrapFileKey: (fileKey) => {
      // The salt is fresh, so this key wraps one file key only and the fixed nonce of the format is safe.
      const cipher = createCipheriv("chacha20-poly1305", key, Buffer.alloc(12), { authTagLength: 16 });
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      const saltText = salt.toString("base64").replace(/=+$/, "");
      return [new Stanza(["scrypt", saltText, String(logN)], new Uint8Array(body))];
    },
  };
}

/** Those that open the file, each by itself: one that does not is no recipient, and hides none. */
async function openingOf(file: Uint8Array, identities: readonly string[]): Promise<readonly string[]> {
  if (identities.length < 2) return identities;
  const { decryptAge } = await import("./age.ts");
  const opens = (identity: string) =>
    decryptAge(file, { identities: [identity] }).then(
      () => true,
      () => false,
    );
  const opened = await Promise.all(identities.map(opens));
  return identities.filter((_, at) => opened[at]);
}

/** Stanzas of the header, without those that tools add for the sake of noise. */
function countRecipients(file: Uint8Array, header: AgeHeader): number {
  if (header.scrypt) return 1;
  const lines = Buffer.from(file.subarray(0, 64 * 1024))
    .toString("latin1")
    .split("\n");
  const end = lines.findIndex((line) => line.startsWith("---"));
  return lines.slice(0, end).filter((line) => /^-> (?!\S*-grease(?: |$))/.test(line)).length;
}

/** What `open` makes of the passphrase that was given, or else is typed. */
async function withPassphrase<T>(
  { what, name }: { readonly what: string; readonly name: string },
  { passphrase, ask, identity }: UnlockSecrets,
  open: (passphrase: string) => Promise<T>,
): Promise<T> {
  const given = trimPassphrase(passphrase || "");
  if (given) return open(given);
  const opened = ask ? await openWithTyped(ask, name, open) : null;
  if (opened !== null) return opened;
  throw new ToolError(identity ? "keys-wrong-identity" : "keys-secret-missing", {
    happened: `${what} needs a passphrase, but none was given.`,
    next: "Give it with --keys-passphrase-file or FACTORY_TUF_PASSPHRASE, or run this on a terminal to be asked.",
  });
}

function identitiesOf(what: string, { identity, passphrase }: UnlockSecrets): readonly string[] {
  if (identity) return parseIdentities(identity);
  throw new ToolError(passphrase ? "keys-wrong-passphrase" : "keys-secret-missing", {
    happened: `${what} needs an age identity, but none was given.`,
    next: "Give it with --keys-identity-file or FACTORY_TUF_IDENTITY.",
  });
}

function recipientsUnknown(others: number): ToolError {
  return new ToolError("keys-recipients-unknown", {
    happened: `The archive is also encrypted to ${counted(others, "other recipient")}. An age file does not say who they are, so writing it again would lock ${agreeing(others, "that one", "them")} out.`,
    next: "Encrypt it once with all of them: factory-tuf keys encrypt --keys <archive> --recipient <age1...,age1...>; or give all identities.",
  });
}
