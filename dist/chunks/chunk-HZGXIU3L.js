// src/report/encode-text.ts
function encodeText(text) {
  return text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
}
function encodeLogLine(text) {
  return encodeText(text).replaceAll("::", ":\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

// src/report/document.ts
function plainText(text) {
  return typeof text == "string" ? text : "code" in text ? text.code : "badge" in text ? text.badge : "link" in text ? text.link : text.strong;
}
function filled({ value, max }) {
  let share = value / max;
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}
function filledFields(meter, fields) {
  let share = filled(meter);
  return share > 0 ? Math.max(1, Math.round(share * fields)) : 0;
}

export {
  encodeText,
  encodeLogLine,
  plainText,
  filled,
  filledFields
};
