import {
  endingOfError,
  endingOfOutcome,
  failureOf
} from "./chunk-BTHQM4E7.js";
import {
  isObject,
  verificationForms
} from "./chunk-3IUF6JAA.js";

// src/commands/result-json.ts
import { createHash } from "node:crypto";
function resultDocument(command, outcome) {
  let { outputs, data, failure } = outcome, { status, changed } = endingOfOutcome(outcome);
  return { command, status, changed, ...outputs, data, ...failure && { error: failureOf(failure) } };
}
function failureDocument(command, error, wrote = !1) {
  let { status, changed } = endingOfError(error, wrote);
  return { command, status, changed, data: null, error: failureOf(error, wrote) };
}
function resultText(value) {
  return (JSON.stringify(value) ?? "null").replace(
    /[\x7f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}
function shortenedResult(document, maxBytes) {
  if (sizeOf(document) <= maxBytes) return null;
  let short = { ...document, data: withoutDocuments(document.data) };
  for (; sizeOf(short) > maxBytes; ) {
    let smaller = withoutLargest(short.data);
    if (short = { ...short, data: smaller ?? digestOf(short.data) }, smaller === null) break;
  }
  return resultText(short);
}
function sizeOf(value) {
  return resultText(value).length;
}
function withoutDocuments(value) {
  return Array.isArray(value) ? value.map(withoutDocuments) : isPlain(value) ? isObject(value.signed) && typeof value.signed._type == "string" ? signedDigest(value.signed) : typeof value._type == "string" && typeof value.expires == "string" ? signedDigest(value) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutDocuments(member)])) : value;
}
function signedDigest(signed) {
  return { digest: sha256(verificationForms(signed)[0]), type: signed._type, version: signed.version };
}
function withoutLargest(data) {
  if (!isPlain(data)) return null;
  let [largest] = Object.entries(data).filter(([, member]) => !isDigest(member)).map(([name, member]) => ({ name, size: sizeOf(member) })).sort((a, b) => b.size - a.size);
  return largest ? { ...data, [largest.name]: digestOf(data[largest.name]) } : null;
}
function digestOf(value) {
  let text = JSON.stringify(value) ?? "";
  return { digest: sha256(Buffer.from(text)), bytes: Buffer.byteLength(text) };
}
function isDigest(value) {
  return isPlain(value) && typeof value.digest == "string" && Object.keys(value).length <= 3;
}
function isPlain(value) {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}
function sha256(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export {
  resultDocument,
  failureDocument,
  resultText,
  shortenedResult
};
