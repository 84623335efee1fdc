// src/report/encode-text.ts
function encodeText(text) {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}
function encodeLogLine(text) {
  return encodeText(text).replaceAll("::", ":\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

export {
  encodeText,
  encodeLogLine
};
