// src/factory/foreign-text.ts
function foreignText(text, maxLength) {
  let encoded = text.slice(0, maxLength + 1).replace(/[^\x20-\x7e]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return encoded.length > maxLength ? `${encoded.slice(0, maxLength)}...` : encoded;
}

export {
  foreignText
};
