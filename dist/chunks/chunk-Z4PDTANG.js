// src/report/document.ts
function plainText(text) {
  return typeof text == "string" ? text : "code" in text ? text.code : "keyid" in text ? text.keyid : "badge" in text ? text.badge : "link" in text ? text.link : text.strong;
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
  plainText,
  filled,
  filledFields
};
