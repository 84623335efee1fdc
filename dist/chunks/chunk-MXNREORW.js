import {
  encodeText
} from "./chunk-3GZ34ABF.js";

// src/report/escape-html.ts
function escapeHtml(text) {
  return encodeText(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

export {
  escapeHtml
};
