// Tells what a user's key input is, whatever it was wrapped in for its journey: age or a plain archive, armored
// or binary, base64 around either, CRLF, blanks at the end. Decrypts nothing.
import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import { base64Bytes } from "../../text/base64.ts";
import { utf8WithoutMark } from "../../text/utf8.ts";
import { bytesDamage, type Damage, textDamage } from "../age/damage.ts";
import { groupsInPage, readGroups } from "../paper/paper-groups.ts";
import { isScan } from "../paper/paper-scan.ts";

export interface KeyInput {
  readonly form: "age" | "plain";
  /** The binary age file, or the gzip'd tar. */
  readonly bytes: Uint8Array;
}

/** A 1 MiB archive, encrypted, armored, and wrapped in base64 once more, fits. */
export const MAX_INPUT_BYTES = 2 * 1024 * 1024;

const AGE_INTRO = "age-encryption.org/";
const ARMOR_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOR_END = "-----END AGE ENCRYPTED FILE-----";
const COPY_ALL_AGAIN = "Copy the whole of it again, from its first to its last line.";
const MAKE_ARCHIVE = "On your own machine `factory-tuf keys restore <file> --keys <archive>` makes an archive of it.";
/** Where the text may be the path of a file. */
const NOT_A_PATH = "`keys` takes the archive's content. To give a path, use `keys-file`.";
const EXPECTED = "Give an age-encrypted archive, armored or as base64: age -a -r age1... -o keys.age targets.keys.tgz.";

/**
 * @param what how messages call the input, e.g. `The input keys`.
 * @throws {ToolError} `keys-empty`, `keys-too-large`, `keys-encoding`, `keys-not-age`, `keys-public` or
 *   `keys-truncated`. Nothing of the input is quoted.
 */
export function readKeyInput(input: Uint8Array, what: string): KeyInput {
  if (input.length > MAX_INPUT_BYTES) {
    throw refused("keys-too-large", `${what} has ${input.length} bytes, more than ${MAX_INPUT_BYTES}.`, EXPECTED);
  }
  const binary = readBinary(input);
  if (binary) return binary;
  const lost = bytesDamage(input);
  if (lost) throw damaged(what, lost);
  const text = utf8WithoutMark(input);
  if (text === null) throw refused("keys-not-age", `${what} is binary data, but no age file and no archive.`, EXPECTED);
  const trimmed = text.trim();
  if (trimmed === "") {
    throw refused(
      "keys-empty",
      `${what} is empty.`,
      "Check where it comes from. A GitHub secret is empty in pull requests from forks and by Dependabot, and if its name is misspelled.",
    );
  }
  if (trimmed.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(trimmed, what) };
  const known = knownMistake(trimmed, what);
  if (known) throw known;
  if (trimmed.includes(ARMOR_BEGIN)) {
    throw damaged(
      what,
      textDamage(trimmed) ?? {
        says: `has something before its first line \`${ARMOR_BEGIN}\``,
        next: "Leave it out.",
      },
    );
  }
  return readBase64(trimmed, what);
}

function readBinary(bytes: Uint8Array): KeyInput | null {
  if (startsWith(bytes, AGE_INTRO)) return { form: "age", bytes };
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { form: "plain", bytes };
  return null;
}

function readBase64(text: string, what: string): KeyInput {
  const compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    const damage = textDamage(text);
    if (damage) throw damaged(what, damage);
    throw refused(
      "keys-encoding",
      `${what} is not an age-encrypted archive in armored or base64 form.`,
      `${EXPECTED} ${NOT_A_PATH}`,
    );
  }
  const bytes = Buffer.from(compact, "base64");
  const binary = readBinary(bytes);
  if (binary) return binary;
  const inner = utf8WithoutMark(bytes)?.trim() ?? "";
  if (inner.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(inner, what) };
  const lost = bytesDamage(bytes);
  if (lost) throw damaged(what, lost);
  if (isEncodedAgain(inner)) {
    throw damaged(what, {
      says: "was encoded as base64 more than once",
      next: "Encode the file once: base64 -w0 <file>.",
    });
  }
  if (compact.length % 4 !== 0) {
    throw refused(
      "keys-encoding",
      `${what} is not an age-encrypted archive in armored form, and not complete base64.`,
      `${EXPECTED} ${NOT_A_PATH}`,
    );
  }
  throw (
    knownMistake(inner, what) ??
    refused("keys-not-age", `${what} is base64 of something that is not an age file.`, EXPECTED)
  );
}

/** Does base64 inside base64 hold what we know? Looked for as deep as people err. */
function isEncodedAgain(text: string, depth = 0): boolean {
  if (depth > 3 || !/^[A-Za-z0-9+/=\s]+$/.test(text)) return false;
  const bytes = Buffer.from(text, "base64");
  const inner = utf8WithoutMark(bytes)?.trim() ?? "";
  return readBinary(bytes) !== null || inner.startsWith(ARMOR_BEGIN) || isEncodedAgain(inner, depth + 1);
}

/** White space is dropped wherever it stands: terminals and forms wrap, indent and rewrite line ends. */
function readArmor(text: string, what: string): Uint8Array {
  if (!text.endsWith(ARMOR_END)) {
    const damage = textDamage(text);
    if (damage) throw damaged(what, damage);
    if (text.includes(ARMOR_END)) {
      throw damaged(what, { says: `has something after its last line \`${ARMOR_END}\``, next: "Leave it out." });
    }
    throw refused(
      "keys-truncated",
      `${what} is cut off: it does not end with the line \`${ARMOR_END}\`.`,
      COPY_ALL_AGAIN,
    );
  }
  const body = text.slice(ARMOR_BEGIN.length, -ARMOR_END.length).replace(/\s+/g, "");
  const damage = textDamage(body);
  if (damage) throw damaged(what, damage);
  const bytes = base64Bytes(body);
  if (!bytes) {
    throw refused(
      "keys-truncated",
      `${what} is damaged: the text between its first and last line is not complete base64.`,
      COPY_ALL_AGAIN,
    );
  }
  if (!startsWith(bytes, AGE_INTRO))
    throw refused("keys-not-age", `${what} is armored, but not an age file.`, EXPECTED);
  return bytes;
}

/** Things that people paste into the wrong field. */
function knownMistake(text: string, what: string): ToolError | null {
  if (
    /^(?:age1[a-z0-9]|ssh-(?:ed25519|rsa) |-----BEGIN (?:RSA )?PUBLIC KEY-----)/.test(text) ||
    isKeyJson(text, "public")
  ) {
    return refused("keys-public", `${what} is a public key, not an archive of private ones.`, EXPECTED);
  }
  if (/^(?:# created: |AGE-SECRET-KEY-|AGE-PLUGIN-)/i.test(text)) {
    return refused(
      "keys-not-age",
      `${what} is an age identity, not an encrypted archive.`,
      "Put the identity into keys-identity and the encrypted archive here.",
    );
  }
  if (isKeyJson(text, "private")) {
    return refused(
      "keys-not-age",
      `${what} is a bare private key, not an archive.`,
      `${MAKE_ARCHIVE} If it ever left that machine, treat it as exposed.`,
    );
  }
  if (isPaper(text)) {
    return refused(
      "keys-not-age",
      `${what} is the page of a private key, or its text, not an archive.`,
      `${MAKE_ARCHIVE} If it ever left that machine, treat the key as exposed.`,
    );
  }
  if (/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) {
    return refused(
      "keys-not-age",
      `${what} is a bare private key, not an encrypted archive. It has been outside its archive: treat it as exposed.`,
      EXPECTED,
    );
  }
  if (/^<(?:!doctype|html)/i.test(text))
    return refused("keys-not-age", `${what} is an HTML page.`, "It is probably a login page. Download the file again.");
  return null;
}

/** What `keys backup --print` writes, or what was typed or scanned of it: no base64 of an archive begins so. */
function isPaper(text: string): boolean {
  if (text.startsWith("<")) return groupsInPage(text) !== "";
  const first = /^(?:\d{1,3}[.:)]\s*)?(A[ER][2-9A-Z]{3})/i.exec(text)?.[1];
  return isScan(text) || (first !== undefined && "symbols" in readGroups(first));
}

function isKeyJson(text: string, half: "public" | "private"): boolean {
  return text.startsWith("{") && text.includes(`"keyval"`) && text.includes(`"${half}"`);
}

function startsWith(bytes: Uint8Array, ascii: string): boolean {
  return Buffer.from(bytes.subarray(0, ascii.length)).toString("latin1") === ascii;
}

function damaged(what: string, { says, next }: Damage): ToolError {
  return refused("keys-encoding", `${what} ${says}.`, next);
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
