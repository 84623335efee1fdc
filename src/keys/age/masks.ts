// All forms in which a secret could turn up in a log (T18). Pure: who emits them is the Action's front door.

import { utf8WithoutMark } from "../../text/utf8.ts";
import { privateHalfOf } from "../archive/archive-key.ts";
import type { KeyArchive } from "../types.ts";

const MIN_MASK_LENGTH = 8;

const PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;

/**
 * Every form of one secret that is to be masked: as given, trimmed, line by line, JSON-escaped,
 * percent-encoded, base64 of it, hex in both cases and as bytes, a PEM's body and DER. Each is a single line of
 * at least {@link MIN_MASK_LENGTH} characters and no PEM delimiter: runners mask every line of a longer value.
 */
export function maskForms(secret: string | Uint8Array): string[] {
  const forms = new Set<string>();
  if (typeof secret !== "string") addBytes(forms, secret);
  const text = typeof secret === "string" ? secret : utf8WithoutMark(secret);
  if (text !== null) addText(forms, text);
  return [...forms].filter(
    (form) => form.length >= MIN_MASK_LENGTH && !/[\r\n]/.test(form) && !PEM_DELIMITER.test(form),
  );
}

/** The forms of every private key in an archive. */
export function archiveMasks(archive: KeyArchive): string[] {
  const forms = new Set<string>();
  for (const key of archive.keys) {
    const half = privateHalfOf(key);
    if (!half) continue;
    for (const form of maskForms(half.secretText())) forms.add(form);
    for (const form of maskForms(half.secJson())) forms.add(form);
  }
  return [...forms];
}

function addText(forms: Set<string>, text: string): void {
  const trimmed = text.trim();
  for (const whole of new Set([text, trimmed])) {
    forms.add(whole);
    forms.add(JSON.stringify(whole).slice(1, -1));
    forms.add(percentEncoded(whole));
    addBase64(forms, Buffer.from(whole, "utf8"));
  }
  const lines = trimmed.split(/\r?\n/).map((line) => line.trim());
  for (const line of lines) forms.add(line);
  if (/^AGE-SECRET-KEY-/.test(trimmed)) forms.add(trimmed.toLowerCase());
  if (/^(?:[0-9a-fA-F]{2}){16,}$/.test(trimmed)) {
    // A 64-byte key is the seed and the public half; the public half alone is no secret.
    for (const hex of new Set([trimmed, trimmed.slice(0, 64)])) addBytes(forms, Buffer.from(hex, "hex"));
  }
  if (PEM_DELIMITER.test(lines[0] ?? "")) {
    const body = lines.filter((line) => !PEM_DELIMITER.test(line)).join("");
    addBytes(forms, Buffer.from(body, "base64"));
  }
}

function addBytes(forms: Set<string>, bytes: Uint8Array): void {
  const hex = Buffer.from(bytes).toString("hex");
  forms.add(hex);
  forms.add(hex.toUpperCase());
  addBase64(forms, bytes);
}

/** Unpadded, so that padded text contains it; and without the last, partial group, which a newline would change. */
function addBase64(forms: Set<string>, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes);
  for (const part of [buffer, buffer.subarray(0, buffer.length - (buffer.length % 3))]) {
    forms.add(part.toString("base64").replace(/=+$/, ""));
    forms.add(part.toString("base64url"));
  }
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
