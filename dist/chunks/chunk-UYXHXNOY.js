import {
  encodeText
} from "./chunk-7TLTVX54.js";

// src/report/html/escape-html.ts
function escapeHtml(text) {
  return encodeText(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}
var PLAIN_HTTPS = /^https:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?(?:#[A-Za-z0-9._-]*)?$/;
function safeHref(href) {
  return PLAIN_HTTPS.test(href) ? href : null;
}

export {
  escapeHtml,
  safeHref
};
