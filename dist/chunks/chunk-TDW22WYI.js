// src/text/ascii-json.ts
function asciiJson(value, indent) {
  return (JSON.stringify(value, null, indent) ?? "null").replace(/[\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).replaceAll("##[", "#\\u0023[");
}

export {
  asciiJson
};
