import {
  foreignText
} from "./chunk-7TLTVX54.js";
import {
  isObject
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/http/retry.ts
var TRANSIENT_STATUSES = /* @__PURE__ */ new Set([429, 502, 503, 504]), FIRST_DELAY_MS = 300, MAX_DELAY_MS = 1e4;
function isTransientStatus(status) {
  return TRANSIENT_STATUSES.has(status);
}
function retryAfterMs(headers) {
  let asked = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1e3;
  let at = Date.parse(asked), sent = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) || Number.isNaN(sent) ? null : Math.max(0, at - sent);
}
function backoffMs(retry, random) {
  return Math.round(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (retry - 1)) * (1 - random / 2));
}

// src/http/http-errors.ts
var WRITE_REFUSALS = /* @__PURE__ */ new Set([400, 401, 403, 404, 405, 409, 413, 422, 423, 429]), APPLY_REFUSALS = /* @__PURE__ */ new Set([400, 401, 403, 422, 423]), MESSAGE_LENGTH = 300, MAX_ERROR_BODY = 65536, READ_BACK = "Look at the state before anything is sent again; the same command recognises what is already there.", CODES = {
  400: { code: "http-bad-request", next: "Correct what the Factory complains about, then run this again." },
  401: {
    code: "http-unauthorized",
    next: "Check that the token is complete, not expired and not revoked, and that it belongs to this API; then run this again."
  },
  403: {
    code: "http-forbidden",
    next: "Use a token whose scopes and Factory role allow this call (`factory-tuf doctor` shows who the token is)."
  },
  404: { code: "http-not-found", next: "Check the names of the Factory and of what was asked for." },
  409: {
    code: "http-conflict",
    next: "See what is already there (a Wave of that name or tag, an open transaction), then decide."
  },
  413: { code: "http-too-large", next: "Prune old versions so that the document becomes smaller." },
  422: { code: "http-unprocessable", next: "Correct what the Factory complains about, then run this again." },
  423: { code: "http-locked", next: "Wait until the work that holds the lock is finished, then run this again." },
  429: { code: "http-rate-limited", next: "Wait a few minutes, then run this again." }
}, statuses = /* @__PURE__ */ new WeakMap();
function httpStatusOf(error) {
  return error instanceof ToolError ? statuses.get(error) ?? null : null;
}
function statusError(call, answer, quotesSecret) {
  let { status } = answer, says = serverMessage(answer.text, quotesSecret), details = `${describeRedirect(answer)}${describePause(answer)}${says === "" ? "" : `: ${says}`}`, happened = `${call.where} was answered with ${status}${details}${endOf(says)}`, changed = changedBy(call.effect, status), { code, next } = codeFor(status), error = changed === "unknown" && !(call.effect === "apply" && status === 404) ? new ToolError("write-unknown", { happened, changed, next: READ_BACK }) : new ToolError(code, { happened, changed, next });
  return statuses.set(error, status), error;
}
function bodyError(call, status, code, what, next) {
  let happened = `${call.where} was answered with ${status}, but ${what}.`, error = isWrite(call.effect) ? new ToolError("write-unknown", { happened, changed: "unknown", next: READ_BACK }) : new ToolError(code, { happened, next });
  return statuses.set(error, status), error;
}
function lostError(call, code, what, next, options) {
  let happened = `${call.where} ${what}.`;
  return isWrite(call.effect) ? new ToolError("write-unknown", { happened, changed: "unknown", next: READ_BACK }, options) : new ToolError(code, { happened, next }, options);
}
function isWrite(effect) {
  return effect === "write" || effect === "apply";
}
function changedBy(effect, status) {
  return isWrite(effect) ? (effect === "apply" ? APPLY_REFUSALS : WRITE_REFUSALS).has(status) ? "no" : "unknown" : "no";
}
function codeFor(status) {
  let known = CODES[status];
  return known || (status >= 300 && status < 400 ? {
    code: "http-redirect",
    next: "Redirects are not followed, for they would carry the token to another place. Correct the API's address."
  } : status >= 500 ? { code: "http-server-error", next: "Run this again later; if that does not help, ask the vendor." } : {
    code: "http-unexpected",
    next: "Check the API's address; something between here and the Factory may have answered."
  });
}
function describeRedirect({ status, headers }) {
  let location = headers.get("location");
  return status < 300 || status >= 400 || location === null || !URL.canParse(location) ? "" : `, a redirect to ${foreignText(new URL(location).origin, 100)}`;
}
function describePause({ headers }) {
  let ms = retryAfterMs(headers);
  return ms === null ? "" : ` (it asks to wait ${ms / 1e3} s)`;
}
function errorBody(text) {
  if (text === null || text.length > MAX_ERROR_BODY || !text.trimStart().startsWith("{")) return null;
  try {
    let body = JSON.parse(text);
    return isObject(body) ? body : null;
  } catch {
    return null;
  }
}
function serverMessage(text, quotesSecret) {
  let body = errorBody(text);
  if (!body) return "";
  let parts = [body.msg, body.message, ...errorTexts(body.errors)].filter(
    (part) => typeof part == "string" && part !== ""
  ), said = [...new Set(parts)].join("; ");
  return quotesSecret(said) ? "(its message repeats a credential and is left out)" : foreignText(said, MESSAGE_LENGTH);
}
function errorTexts(errors) {
  return Array.isArray(errors) ? errors.slice(0, 10) : errors === null || typeof errors != "object" ? [] : Object.entries(errors).slice(0, 10).map(([field, what]) => `${field}: ${typeof what == "string" ? what : JSON.stringify(what) ?? ""}`);
}
function endOf(sentence) {
  return /[.!?]$/.test(sentence) ? "" : ".";
}

export {
  isTransientStatus,
  retryAfterMs,
  backoffMs,
  httpStatusOf,
  statusError,
  bodyError,
  lostError,
  isWrite,
  errorBody
};
