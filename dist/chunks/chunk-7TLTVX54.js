// src/text/encode-text.ts
function encodeText(text) {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}
function foreignText(text, maxLength) {
  let encoded = encodeText(text.slice(0, maxLength + 1));
  return encoded.length > maxLength ? `${encoded.slice(0, maxLength)}...` : encoded;
}
function encodeLogLine(text) {
  return encodeText(text).replaceAll("::", ":\\u{3a}").replaceAll("##[", "#\\u{23}[");
}
function withoutCommands(text) {
  return text.replace(/^(\s*):(?=:)/gm, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

export {
  encodeText,
  foreignText,
  encodeLogLine,
  withoutCommands
};
