import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/keys/input-form.ts
var MAX_INPUT_BYTES = 2 * 1024 * 1024, AGE_INTRO = "age-encryption.org/", ARMOR_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----", ARMOR_END = "-----END AGE ENCRYPTED FILE-----", COPY_AGAIN = "Copy the whole of it again, from its first to its last line.", EXPECTED = "Expected is an age-encrypted archive, armored or as base64: age -a -r age1... -o keys.age targets.keys.tgz.";
function readKeyInput(input, what) {
  if (input.length > MAX_INPUT_BYTES)
    throw refused("keys-too-large", `${what} has ${input.length} bytes, more than ${MAX_INPUT_BYTES}.`, EXPECTED);
  let binary = readBinary(input);
  if (binary) return binary;
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
  return readBase64(trimmed, what);
}
function readBinary(bytes) {
  return startsWith(bytes, AGE_INTRO) ? { form: "age", bytes } : bytes[0] === 31 && bytes[1] === 139 ? { form: "plain", bytes } : null;
}
function readBase64(text, what) {
  let compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    throw refused(
      "keys-encoding",
      `${what} is neither armored age nor base64.`,
      `${EXPECTED} A path belongs into keys-file.`
    );
  let bytes = Buffer.from(compact, "base64"), binary = readBinary(bytes);
  if (binary) return binary;
  let inner = asText(bytes)?.trim() ?? "";
  if (inner.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(inner, what) };
  throw compact.length % 4 !== 0 ? refused(
    "keys-encoding",
    `${what} is neither armored age nor whole base64.`,
    `${EXPECTED} A path belongs into keys-file.`
  ) : knownMistake(inner, what) ?? refused("keys-not-age", `${what} is base64 of something that is not an age file.`, EXPECTED);
}
function readArmor(text, what) {
  if (!text.endsWith(ARMOR_END))
    throw refused("keys-truncated", `${what} is cut off: it does not end with the line \`${ARMOR_END}\`.`, COPY_AGAIN);
  let body = text.slice(ARMOR_BEGIN.length, -ARMOR_END.length).replace(/\s+/g, ""), bytes = Buffer.from(body, "base64");
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
  ) : /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text) || isKeyJson(text, "private") ? refused(
    "keys-not-age",
    `${what} is a bare private key, not an encrypted archive. It has been outside its archive: treat it as exposed.`,
    EXPECTED
  ) : /^<(?:!doctype|html)/i.test(text) ? refused(
    "keys-not-age",
    `${what} is an HTML page.`,
    "Look where it was downloaded from: this is usually a login page."
  ) : null;
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
function refused(code, happened, next) {
  return new ToolError(code, { happened, next });
}

export {
  MAX_INPUT_BYTES,
  readKeyInput
};
