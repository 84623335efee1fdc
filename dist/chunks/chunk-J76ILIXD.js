import {
  groupsInPage,
  isScan,
  readGroups
} from "./chunk-V7FQ7UFQ.js";
import {
  TooLarge,
  readNamedFile,
  readRegularFile
} from "./chunk-OR7PD3B6.js";
import {
  errorCode
} from "./chunk-7P2GDMS2.js";
import {
  bytesDamage,
  fileDamage,
  textDamage
} from "./chunk-SS3ZKZZ3.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/keys/sources/input-form.ts
var MAX_INPUT_BYTES = 2 * 1024 * 1024, AGE_INTRO = "age-encryption.org/", ARMOR_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----", ARMOR_END = "-----END AGE ENCRYPTED FILE-----", COPY_AGAIN = "Copy the whole of it again, from its first to its last line.", MAKE_ARCHIVE = "On your own machine `factory-tuf keys restore <file> --keys <archive>` makes an archive of it.", EXPECTED = "Expected is an age-encrypted archive, armored or as base64: age -a -r age1... -o keys.age targets.keys.tgz.";
function readKeyInput(input, what) {
  if (input.length > MAX_INPUT_BYTES)
    throw refused("keys-too-large", `${what} has ${input.length} bytes, more than ${MAX_INPUT_BYTES}.`, EXPECTED);
  let binary = readBinary(input);
  if (binary) return binary;
  let lost = bytesDamage(input);
  if (lost) throw damaged(what, lost);
  let text = asText(input);
  if (text === null) throw refused("keys-not-age", `${what} is binary data, but no age file and no archive.`, EXPECTED);
  let trimmed = text.trim();
  if (trimmed === "")
    throw refused(
      "keys-empty",
      `${what} is empty.`,
      "Check where it comes from: a GitHub secret is empty for pull requests from forks and for Dependabot, and where its name is misspelt."
    );
  if (trimmed.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(trimmed, what) };
  let known = knownMistake(trimmed, what);
  if (known) throw known;
  if (trimmed.includes(ARMOR_BEGIN))
    throw damaged(
      what,
      textDamage(trimmed) ?? {
        says: `has something before its first line \`${ARMOR_BEGIN}\``,
        next: "Leave it out."
      }
    );
  return readBase64(trimmed, what);
}
function readBinary(bytes) {
  return startsWith(bytes, AGE_INTRO) ? { form: "age", bytes } : bytes[0] === 31 && bytes[1] === 139 ? { form: "plain", bytes } : null;
}
function readBase64(text, what) {
  let compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    let damage = textDamage(text);
    throw damage ? damaged(what, damage) : refused(
      "keys-encoding",
      `${what} is neither armored age nor base64.`,
      `${EXPECTED} A path belongs into keys-file.`
    );
  }
  let bytes = Buffer.from(compact, "base64"), binary = readBinary(bytes);
  if (binary) return binary;
  let inner = asText(bytes)?.trim() ?? "";
  if (inner.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(inner, what) };
  let lost = bytesDamage(bytes);
  throw lost ? damaged(what, lost) : isEncodedAgain(inner) ? damaged(what, {
    says: "was encoded as base64 more than once",
    next: "Encode the file once: base64 -w0 <file>."
  }) : compact.length % 4 !== 0 ? refused(
    "keys-encoding",
    `${what} is neither armored age nor whole base64.`,
    `${EXPECTED} A path belongs into keys-file.`
  ) : knownMistake(inner, what) ?? refused("keys-not-age", `${what} is base64 of something that is not an age file.`, EXPECTED);
}
function isEncodedAgain(text, depth = 0) {
  if (depth > 3 || !/^[A-Za-z0-9+/=\s]+$/.test(text)) return !1;
  let bytes = Buffer.from(text, "base64"), inner = asText(bytes)?.trim() ?? "";
  return readBinary(bytes) !== null || inner.startsWith(ARMOR_BEGIN) || isEncodedAgain(inner, depth + 1);
}
function readArmor(text, what) {
  if (!text.endsWith(ARMOR_END)) {
    let damage2 = textDamage(text);
    throw damage2 ? damaged(what, damage2) : text.includes(ARMOR_END) ? damaged(what, { says: `has something after its last line \`${ARMOR_END}\``, next: "Leave it out." }) : refused("keys-truncated", `${what} is cut off: it does not end with the line \`${ARMOR_END}\`.`, COPY_AGAIN);
  }
  let body = text.slice(ARMOR_BEGIN.length, -ARMOR_END.length).replace(/\s+/g, ""), bytes = Buffer.from(body, "base64"), damage = textDamage(body);
  if (damage) throw damaged(what, damage);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || bytes.toString("base64") !== body)
    throw refused(
      "keys-truncated",
      `${what} is damaged: between its first and last line stands no whole base64.`,
      COPY_AGAIN
    );
  if (!startsWith(bytes, AGE_INTRO))
    throw refused("keys-not-age", `${what} is armored, but not an age file.`, EXPECTED);
  return bytes;
}
function knownMistake(text, what) {
  return /^(?:age1[a-z0-9]|ssh-(?:ed25519|rsa) |-----BEGIN (?:RSA )?PUBLIC KEY-----)/.test(text) || isKeyJson(text, "public") ? refused("keys-public", `${what} is a public key, not an archive of private ones.`, EXPECTED) : /^(?:# created: |AGE-SECRET-KEY-|AGE-PLUGIN-)/i.test(text) ? refused(
    "keys-not-age",
    `${what} is an age identity, not what is encrypted with it.`,
    "Put the identity into keys-identity and the encrypted archive here."
  ) : isKeyJson(text, "private") ? refused(
    "keys-not-age",
    `${what} is a bare private key, not an archive.`,
    `${MAKE_ARCHIVE} If it ever left that machine, treat it as exposed.`
  ) : isPaper(text) ? refused(
    "keys-not-age",
    `${what} is the page of a private key, or its text, not an archive.`,
    `${MAKE_ARCHIVE} If it ever left that machine, treat the key as exposed.`
  ) : /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text) ? refused(
    "keys-not-age",
    `${what} is a bare private key, not an encrypted archive. It has been outside its archive: treat it as exposed.`,
    EXPECTED
  ) : /^<(?:!doctype|html)/i.test(text) ? refused(
    "keys-not-age",
    `${what} is an HTML page.`,
    "Look where it was downloaded from: this is usually a login page."
  ) : null;
}
function isPaper(text) {
  if (text.startsWith("<")) return groupsInPage(text) !== "";
  let first = /^(?:\d{1,3}[.:)]\s*)?(A[ER][2-9A-Z]{3})/i.exec(text)?.[1];
  return isScan(text) || first !== void 0 && "symbols" in readGroups(first);
}
function isKeyJson(text, half) {
  return text.startsWith("{") && text.includes('"keyval"') && text.includes(`"${half}"`);
}
function startsWith(bytes, ascii) {
  return Buffer.from(bytes.subarray(0, ascii.length)).toString("latin1") === ascii;
}
function asText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    return null;
  }
}
function damaged(what, { says, next }) {
  return refused("keys-encoding", `${what} ${says}.`, next);
}
function refused(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/keys/age/age-header.ts
var MAX_LOG_N = 20, GREASE = /^-> \S*-grease(?: |$)/, MAX_HEADER_BYTES = 64 * 1024, COPY_AGAIN2 = "Copy the whole file again, or encrypt the archive once more.";
function readAgeHeader(file) {
  let lines = Buffer.from(file.subarray(0, MAX_HEADER_BYTES)).toString("latin1").split(`
`), damage = lines[0]?.endsWith("\r") ? fileDamage(file) : null;
  if (damage) throw refused2("keys-encoding", `The encrypted archive ${damage.says}.`, damage.next);
  if (lines[0] !== "age-encryption.org/v1" && lines.length > 1)
    throw refused2(
      "keys-not-age",
      "The encrypted archive names a version of age other than v1.",
      "Encrypt it with age 1.0 or later."
    );
  let end = lines.findIndex((line) => line.startsWith("---"));
  if (end < 0 || end === lines.length - 1)
    throw refused2("keys-truncated", "The encrypted archive is cut off inside its age header.", COPY_AGAIN2);
  let stanzas = lines.slice(1, end).filter((line) => line.startsWith("-> ")), scrypt = stanzas.find((line) => line.startsWith("-> scrypt "));
  if (stanzas.length === 0 || scrypt && stanzas.length > 1) throw brokenHeader();
  let strong = stanzas.filter((line) => /^-> (?:mlkem768x25519|mlkem768p256tag) /.test(line)).length, known = stanzas.filter((line) => !GREASE.test(line)).length;
  return { scrypt: scrypt ? readScryptLock(scrypt) : null, mixed: strong > 0 && strong < known };
}
function mixedWarning(what) {
  return `${what} is encrypted to post-quantum and classic recipients alike: whoever breaks one of the classic ones opens it.`;
}
function readScryptLock(line) {
  let [, salt, logN] = /^-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]{0,3})$/.exec(line) ?? [];
  if (!salt || !logN) throw brokenHeader();
  let bytes = Buffer.from(salt, "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== salt) throw brokenHeader();
  if (Number(logN) > MAX_LOG_N)
    throw refused2(
      "keys-scrypt-too-costly",
      `The encrypted archive asks for a scrypt work factor of 2^${logN}; at most 2^${MAX_LOG_N} is accepted.`,
      "Encrypt it again with the default work factor (2^18), better to an age identity."
    );
  return { salt: bytes, logN: Number(logN) };
}
function brokenHeader() {
  return refused2("keys-malformed", "The encrypted archive has a damaged age header.", COPY_AGAIN2);
}
function refused2(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/keys/sources/read-input.ts
var MAX_SECRET_BYTES = 64 * 1024;
function readKeyFile(path, signal) {
  return readLimited(path, MAX_INPUT_BYTES, signal);
}
async function readWorkspaceKeyFile(path, workspace) {
  let read = await readRegularFile(path, workspace, MAX_INPUT_BYTES);
  if (read.kind === "read") return read.bytes;
  throw unreadable(path, read.kind === "missing" ? "does not exist" : read.why);
}
async function readSecretFile(path, signal) {
  let bytes = await readLimited(path, MAX_SECRET_BYTES, signal), damage = bytesDamage(bytes);
  if (damage)
    throw new ToolError("keys-file-unreadable", { happened: `${describe(path)} ${damage.says}.`, next: damage.next });
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    throw unreadable(path, "is not text");
  }
}
async function readLimited(path, maxBytes, signal) {
  try {
    return await readNamedFile(path, maxBytes, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw error;
    if (!(error instanceof TooLarge)) throw unreadable(path, reasonOf(error));
  }
  throw new ToolError("keys-too-large", {
    happened: `${describe(path)} has more than ${maxBytes} bytes.`,
    next: "Give the file that was meant: a key archive has a few kilobytes."
  });
}
function reasonOf(error) {
  let code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "ABORT_ERR" || error instanceof Error && error.name === "TimeoutError" ? "is a pipe into which nothing was written" : code === "EISDIR" ? "is a directory" : "cannot be read";
}
function unreadable(path, why) {
  return new ToolError("keys-file-unreadable", {
    happened: `${describe(path)} ${why}.`,
    next: "Check the path; it is taken relative to the working directory."
  });
}
function describe(path) {
  return /^[\x20-\x7e]{1,255}$/.test(path) && !/AGE-SECRET|BEGIN |[`{}]|[A-Za-z0-9+/=]{100}/i.test(path) ? `The file \`${path}\`` : "The file whose path was given (it does not look like a path, so it is not shown)";
}

export {
  readKeyInput,
  readAgeHeader,
  mixedWarning,
  readKeyFile,
  readWorkspaceKeyFile,
  readSecretFile
};
