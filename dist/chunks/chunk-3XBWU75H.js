import {
  readArchive,
  skippedWarning
} from "./chunk-377P6WUB.js";
import {
  ToolError,
  agreeing,
  counted,
  mixedWarning,
  openWithTyped,
  parseIdentities,
  privateHalfOf,
  readAgeHeader,
  readKeyFile,
  readKeyInput,
  sha256Hex,
  shownFile,
  systemDisk,
  trimPassphrase
} from "./chunk-VNGMR44M.js";

// src/keys/archive/archive-file.ts
import { realpath } from "node:fs/promises";
import { basename, resolve } from "node:path";

// src/keys/age/protection.ts
import { createCipheriv, randomBytes as randomBytes2 } from "node:crypto";

// src/keys/age/passphrase.ts
import { randomBytes } from "node:crypto";
var MIN_BITS = 64, STRONG_PASSPHRASE = "eight or more randomly generated words", ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz", GROUPS = 5, GROUP_LENGTH = 4, MAX_DRAWS = 50;
function generatePassphrase(random = randomBytes) {
  for (let draw = 1; draw < MAX_DRAWS; draw++) {
    let passphrase = drawn(random);
    if (estimateBits(passphrase) >= MIN_BITS) return passphrase;
  }
  return drawn(random);
}
function drawn(random) {
  let characters = [...random(GROUPS * GROUP_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from(
    { length: GROUPS },
    (_, group) => characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join("")
  ).join("-");
}
function requireNewPassphrase(passphrase) {
  let bits = Math.floor(estimateBits(passphrase));
  if (!(bits >= MIN_BITS))
    throw new ToolError("keys-passphrase-weak", {
      happened: `The new passphrase is too weak: it has about ${bits} bits, and needs ${MIN_BITS}, because the archive may be copied.`,
      next: `Use ${STRONG_PASSPHRASE}; the command \`keys encrypt\` makes a passphrase for you.`
    });
}
function estimateBits(passphrase) {
  let words = shortestPeriod(passphrase.normalize("NFKC").trim()).split(/[\s\-_.,:;/]+/).filter((word) => word !== "");
  return [...new Set(words.map((word) => word.toLowerCase()))].reduce((bits, word) => bits + bitsOfWord(word), 0);
}
var WORD_BITS = 13, COMMON = /pass(?:word|phrase|wort)?|secret|qwert[yz]?|asdf|letmein|welcome|admin|factory|foundries|fio|root|targets|key|tuf|love|monkey|dragon|iloveyou|hunter|correct|horse|battery|staple/g;
function bitsOfWord(word) {
  let bits = 0, rest = word.replace(COMMON, () => (bits += 5, " "));
  for (let piece of rest.split(" ")) bits += bitsOfPiece(withoutRuns(piece));
  return bits;
}
function bitsOfPiece(piece) {
  if (piece === "") return 0;
  if (new RegExp("^\\p{L}+$", "u").test(piece)) return piece.length <= 12 ? Math.min(WORD_BITS, piece.length * 3.5) : piece.length * 2.5;
  if (/^\d+$/.test(piece)) return /^(?:19|20)\d\d$/.test(piece) ? 7 : piece.length * 3;
  let ornament = new RegExp("^(\\p{L}{3,})([^\\p{L}]{1,4})$", "u").exec(piece) ?? null;
  return ornament ? bitsOfPiece(ornament[1]) + ornament[2].length * 3 : new Set(piece).size * 4.5;
}
function shortestPeriod(text) {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.startsWith(text.slice(length)) && text.slice(0, length).repeat(Math.ceil(text.length / length)).startsWith(text))
      return text.slice(0, length);
  return text;
}
function withoutRuns(text) {
  let kept = "", step = null;
  for (let at = 0; at < text.length; at++) {
    let next = at === 0 ? null : text.charCodeAt(at) - text.charCodeAt(at - 1);
    next !== null && Math.abs(next) <= 1 && next === step || (kept += text[at]), step = next;
  }
  return kept;
}

// src/keys/age/protection.ts
var DEFAULT_LOG_N = 18;
async function openProtected(file, what, secrets, name = what.replace(/^The /, "the ")) {
  let input = readKeyInput(file, what);
  if (input.form === "plain") return { packed: input.bytes, protection: { kind: "plain" } };
  let header = readAgeHeader(input.bytes), armored = input.bytes !== file, { decryptAge, deriveScryptKey } = await import("./age-WFZNW5YF.js");
  if (header.scrypt) {
    let { scrypt } = header;
    return withPassphrase({ what, name }, secrets, async (passphrase) => ({ packed: await decryptAge(input.bytes, { scryptKey: await deriveScryptKey(scrypt, passphrase) }), protection: { kind: "passphrase", passphrase, logN: scrypt.logN, armored } }));
  }
  let identities = identitiesOf(what, secrets), packed = await decryptAge(input.bytes, { identities }), opening = await openingOf(input.bytes, [...new Set(identities)]), recipients = await recipientsOf(opening), others = Math.max(0, countRecipients(input.bytes, header) - recipients.length);
  return header.mixed && secrets.warn?.(mixedWarning(what)), { packed, protection: { kind: "recipients", recipients, others, identities: opening, armored } };
}
async function lockProtected(packed, protection) {
  if (protection.kind === "plain") return packed;
  let { Encrypter, armor } = await import("./dist-LEECYJWJ.js"), encrypter = new Encrypter();
  if (protection.kind === "passphrase")
    encrypter.addRecipient(await scryptRecipient(protection.passphrase, protection.logN));
  else {
    if (protection.others > 0) throw recipientsUnknown(protection.others);
    for (let recipient of protection.recipients) addRecipient(encrypter, recipient);
  }
  let file = await encrypter.encrypt(packed);
  return protection.armored ? Buffer.from(`${armor.encode(file).trimEnd()}
`, "latin1") : file;
}
async function protectionFor({ identity, passphrase }) {
  if (identity) {
    let identities = parseIdentities(identity), recipients = await recipientsOf(identities);
    return requireOneStrength(recipients), { kind: "recipients", recipients, others: 0, identities, armored: !1 };
  }
  if (!passphrase) return { kind: "plain" };
  let chosen = trimPassphrase(passphrase);
  return requireNewPassphrase(chosen), { kind: "passphrase", passphrase: chosen, logN: DEFAULT_LOG_N, armored: !1 };
}
async function recipientsOf(identities) {
  let { identityToRecipient } = await import("./dist-LEECYJWJ.js");
  try {
    return await Promise.all(identities.map((identity) => identityToRecipient(identity)));
  } catch {
    throw new ToolError("keys-identity-malformed", {
      happened: "The age identity is damaged: its checksum is wrong.",
      next: "Copy the whole line that begins with AGE-SECRET-KEY-1 again."
    });
  }
}
function requireOneStrength(recipients) {
  let postQuantum = recipients.filter((recipient) => /^age1(?:tag)?pq1/.test(recipient)).length;
  if (!(postQuantum === 0 || postQuantum === recipients.length))
    throw new ToolError("keys-recipients-mixed", {
      happened: `${postQuantum} of the ${recipients.length} recipients ${agreeing(postQuantum, "is", "are")} post-quantum (age1pq1...), and the others are classic (age1...). The archive would be only as strong as the classic ones.`,
      next: "Give recipients of one kind: all of them post-quantum (age-keygen -pq), or all classic."
    });
}
function protectionWords(protection) {
  return protection.kind === "plain" ? "not encrypted" : protection.kind === "passphrase" ? "encrypted with a passphrase" : `encrypted to ${protection.recipients.join(", ")}`;
}
function addRecipient(encrypter, recipient) {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new ToolError("keys-recipient-malformed", {
      happened: `The recipient ${JSON.stringify(shownRecipient(recipient))} is not an age recipient (age1...).`,
      next: "Give the public key that age-keygen printed, whole; it begins with age1."
    });
  }
}
function shownRecipient(recipient) {
  return /^age1[a-z0-9]*$/.test(recipient) ? recipient.slice(0, 80) : "(not shown)";
}
async function scryptRecipient(passphrase, logN) {
  let { Stanza } = await import("./dist-LEECYJWJ.js"), { deriveScryptKey } = await import("./age-WFZNW5YF.js"), salt = randomBytes2(16), key = await deriveScryptKey({ salt, logN }, passphrase);
  return {
    wrapFileKey: (fileKey) => {
      let cipher = createCipheriv("chacha20-poly1305", key, Buffer.alloc(12), { authTagLength: 16 }), body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]), saltText = salt.toString("base64").replace(/=+$/, "");
      return [new Stanza(["scrypt", saltText, String(logN)], new Uint8Array(body))];
    }
  };
}
async function openingOf(file, identities) {
  if (identities.length < 2) return identities;
  let { decryptAge } = await import("./age-WFZNW5YF.js"), opens = (identity) => decryptAge(file, { identities: [identity] }).then(
    () => !0,
    () => !1
  ), opened = await Promise.all(identities.map(opens));
  return identities.filter((_, at) => opened[at]);
}
function countRecipients(file, header) {
  if (header.scrypt) return 1;
  let lines = Buffer.from(file.subarray(0, 64 * 1024)).toString("latin1").split(`
`), end = lines.findIndex((line) => line.startsWith("---"));
  return lines.slice(0, end).filter((line) => /^-> (?!\S*-grease(?: |$))/.test(line)).length;
}
async function withPassphrase({ what, name }, { passphrase, ask, identity }, open) {
  let given = trimPassphrase(passphrase || "");
  if (given) return open(given);
  let opened = ask ? await openWithTyped(ask, name, open) : null;
  if (opened !== null) return opened;
  throw new ToolError(identity ? "keys-wrong-identity" : "keys-secret-missing", {
    happened: `${what} needs a passphrase, but none was given.`,
    next: "Give it with --keys-passphrase-file or FACTORY_TUF_PASSPHRASE, or run this on a terminal to be asked."
  });
}
function identitiesOf(what, { identity, passphrase }) {
  if (identity) return parseIdentities(identity);
  throw new ToolError(passphrase ? "keys-wrong-passphrase" : "keys-secret-missing", {
    happened: `${what} needs an age identity, but none was given.`,
    next: "Give it with --keys-identity-file or FACTORY_TUF_IDENTITY."
  });
}
function recipientsUnknown(others) {
  return new ToolError("keys-recipients-unknown", {
    happened: `The archive is also encrypted to ${counted(others, "other recipient")}. An age file does not say who they are, so writing it again would lock ${agreeing(others, "that one", "them")} out.`,
    next: "Encrypt it once with all of them: factory-tuf keys encrypt --keys <archive> --recipient <age1...,age1...>; or give all identities."
  });
}

// src/keys/archive/archive-file.ts
async function openArchiveFile(path, secrets) {
  return openArchiveBytes(path, await readKeyFile(path, secrets.signal ?? NEVER), secrets);
}
var NEVER = new AbortController().signal;
async function openArchiveBytes(path, bytes, secrets) {
  let what = `The archive ${shownFile(path)}`, { packed, protection } = await openProtected(bytes, what, secrets, basename(path)), archive = await readArchive(packed), warning = skippedWarning(what, archive);
  return warning && secrets.warn?.(warning), { path: await realpath(path), archive, protection, sha256: sha256Hex(bytes) };
}
async function openArchiveFileIfThere(path, secrets, disk = systemDisk) {
  return await disk.exists(path) ? openArchiveFile(path, secrets) : null;
}
function leftoverForm(bytes) {
  return bytes.length === 0 ? "empty" : bytes[0] === 31 && bytes[1] === 139 || isAgeFile(bytes) ? "archive" : "foreign";
}
function isAgeFile(bytes) {
  return /^(?:age-encryption\.org\/|-----BEGIN AGE )/.test(Buffer.from(bytes.subarray(0, 32)).toString("latin1"));
}
async function leftoversOf(path, disk = systemDisk) {
  let [ours, vendors] = [besideName(resolve(path)), `${resolve(path)}.tmp`], [oursThere, vendorsThere] = await Promise.all([holdsSomething(ours, disk), holdsSomething(vendors, disk)]);
  return { ours: oursThere ? ours : null, vendors: vendorsThere ? vendors : null };
}
async function holdsSomething(path, disk) {
  if (!await disk.exists(path)) return !1;
  let bytes = await disk.read(path).catch(() => null);
  return bytes === null || leftoverForm(bytes) !== "empty";
}
function sameKeys(some, others) {
  let texts = (keys) => keys.map(keyText).sort().join(`
`);
  return texts(some) === texts(others);
}
function keyText(key) {
  return JSON.stringify([key.name, key.keyid, privateHalfOf(key)?.secretText() ?? null]);
}
function besideName(path) {
  return `${path}.new`;
}
function partName(path) {
  return `${path}.new.part`;
}

export {
  STRONG_PASSPHRASE,
  generatePassphrase,
  requireNewPassphrase,
  DEFAULT_LOG_N,
  openProtected,
  lockProtected,
  protectionFor,
  recipientsOf,
  requireOneStrength,
  protectionWords,
  openArchiveFile,
  openArchiveBytes,
  openArchiveFileIfThere,
  leftoverForm,
  isAgeFile,
  leftoversOf,
  sameKeys,
  besideName,
  partName
};
