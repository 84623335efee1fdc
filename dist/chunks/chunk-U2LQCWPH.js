import {
  privateHalfOf
} from "./chunk-YMLTOLX3.js";

// src/keys/masks.ts
var MIN_MASK_LENGTH = 8, PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
function maskForms(secret) {
  let forms = /* @__PURE__ */ new Set();
  typeof secret != "string" && addBytes(forms, secret);
  let text = typeof secret == "string" ? secret : asText(secret);
  return text !== null && addText(forms, text), [...forms].filter(
    (form) => form.length >= MIN_MASK_LENGTH && !/[\r\n]/.test(form) && !PEM_DELIMITER.test(form)
  );
}
function archiveMasks(archive) {
  let forms = /* @__PURE__ */ new Set();
  for (let key of archive.keys) {
    let half = privateHalfOf(key);
    if (half) {
      for (let form of maskForms(half.secretText())) forms.add(form);
      for (let form of maskForms(half.secJson())) forms.add(form);
    }
  }
  return [...forms];
}
function addText(forms, text) {
  let trimmed = text.trim();
  for (let whole of /* @__PURE__ */ new Set([text, trimmed]))
    forms.add(whole), forms.add(JSON.stringify(whole).slice(1, -1)), forms.add(percentEncoded(whole)), addBase64(forms, Buffer.from(whole, "utf8"));
  let lines = trimmed.split(/\r?\n/).map((line) => line.trim());
  for (let line of lines) forms.add(line);
  if (/^AGE-SECRET-KEY-/.test(trimmed) && forms.add(trimmed.toLowerCase()), /^(?:[0-9a-fA-F]{2}){16,}$/.test(trimmed))
    for (let hex of /* @__PURE__ */ new Set([trimmed, trimmed.slice(0, 64)])) addBytes(forms, Buffer.from(hex, "hex"));
  if (PEM_DELIMITER.test(lines[0] ?? "")) {
    let body = lines.filter((line) => !PEM_DELIMITER.test(line)).join("");
    addBytes(forms, Buffer.from(body, "base64"));
  }
}
function addBytes(forms, bytes) {
  let hex = Buffer.from(bytes).toString("hex");
  forms.add(hex), forms.add(hex.toUpperCase()), addBase64(forms, bytes);
}
function addBase64(forms, bytes) {
  let buffer = Buffer.from(bytes);
  for (let part of [buffer, buffer.subarray(0, buffer.length - buffer.length % 3)])
    forms.add(part.toString("base64").replace(/=+$/, "")), forms.add(part.toString("base64url"));
}
function percentEncoded(text) {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
function asText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    return null;
  }
}

export {
  MIN_MASK_LENGTH,
  maskForms,
  archiveMasks
};
