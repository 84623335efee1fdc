// What a secret suffers on its way through forms, shells and programs that take bytes for text. Only tells what has
// happened; nothing of the secret is quoted.

export interface Damage {
  /** Goes on from a name: `The input keys ...`. */
  readonly says: string;
  readonly next: string;
}

/** What age writes, and what holds an archive: they tell a damaged secret from another kind of text. */
const KNOWN_BEGINNING = /^(?:-----BEGIN AGE |AGE-SECRET-KEY-|age-encryption\.org\/|\x1f\x8b)/i;
const STORE_FILE = "Store the file as it is: gh secret set <name> < <file>.";
const AS_BINARY =
  "Copy it as a binary file (git: `-text`, FTP: binary), or encrypt it armored (age -a), which is text.";

/** Of a text that is not what it should be; null where nothing is recognised. */
export function textDamage(text: string): Damage | null {
  const trimmed = text.trim();
  if (/^(["'`])[\s\S]*\1$/.test(trimmed)) {
    return { says: "stands in quotes", next: "Leave the quotes out: they became part of the secret." };
  }
  const named = /^(?:export\s+)?[A-Za-z_][A-Za-z0-9_-]{0,80}\s*[:=]\s*[|>"']?[-+]?\s*/.exec(trimmed)?.[0];
  if (named && beginsAsKnown(trimmed.slice(named.length))) {
    return { says: "begins with a name, like a line of a .env or YAML file", next: "Give the value alone." };
  }
  if (/\\r?\\?n/.test(trimmed)) {
    return { says: "has the two characters \\n where its lines should end", next: STORE_FILE };
  }
  if (/(?:^|\s)#/.test(trimmed)) {
    return { says: "has a comment beside the secret", next: "Leave out everything from the # on." };
  }
  const compact = trimmed.replace(/\s+/g, "");
  if (/[-_]/.test(compact) && /^[A-Za-z0-9_-]+={0,2}$/.test(compact) && holdsKnown(Buffer.from(compact, "base64url"))) {
    return {
      says: "is base64 in its URL form, with - and _ in place of + and /",
      next: "Encode it again in the usual form: base64 -w0 <file>.",
    };
  }
  return null;
}

/** Of bytes that are no text in UTF-8. */
export function bytesDamage(bytes: Uint8Array): Damage | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return {
      says: "is text in UTF-16, as > of Windows PowerShell writes it",
      next: "Save it as UTF-8: in PowerShell `| Out-File -Encoding ascii`.",
    };
  }
  const start = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (start.startsWith("\x1f\xef\xbf\xbd") || start.startsWith("\x1f\xc2\x8b")) {
    return { says: "is a binary file that was read as text, so bytes of it are lost", next: AS_BINARY };
  }
  return null;
}

/** Of a binary file that fails its checks; null where it may be damaged in any way. */
export function fileDamage(bytes: Uint8Array): Damage | null {
  if (isCrlfThroughout(bytes)) {
    return { says: "was copied as text: its line ends became CR LF, which damages a binary file", next: AS_BINARY };
  }
  return countReplaced(bytes) > 3
    ? { says: "was read as text: bytes of it were replaced, which damages a binary file", next: AS_BINARY }
    : null;
}

function beginsAsKnown(text: string): boolean {
  return KNOWN_BEGINNING.test(text) || holdsKnown(Buffer.from(text, "base64"));
}

function holdsKnown(bytes: Buffer): boolean {
  return KNOWN_BEGINNING.test(bytes.subarray(0, 64).toString("latin1"));
}

/** Four line ends or more, all of them CR LF: in random bytes that is one file in four thousand millions. */
function isCrlfThroughout(bytes: Uint8Array): boolean {
  let ends = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at - 1] !== 0x0d) return false;
    ends++;
  }
  return ends > 3;
}

/** How often U+FFFD stands in it, which is what a byte becomes that is no UTF-8. */
function countReplaced(bytes: Uint8Array): number {
  return Buffer.from(bytes).toString("latin1").split("\xef\xbf\xbd").length - 1;
}
