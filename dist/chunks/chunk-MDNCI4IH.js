import {
  decodeUtf8
} from "./chunk-KJYK45YD.js";
import {
  retryAfterMs
} from "./chunk-LGCY5IBC.js";
import {
  foreignText
} from "./chunk-D4KA6KDZ.js";
import {
  isObject,
  parseJson,
  problemsBelow
} from "./chunk-WZUTCMIT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/factory/http-errors.ts
var WRITE_REFUSALS = /* @__PURE__ */ new Set([400, 401, 403, 404, 405, 409, 413, 422, 423, 429]), APPLY_REFUSALS = /* @__PURE__ */ new Set([400, 401, 403, 422, 423]), MESSAGE_LENGTH = 300, READ_BACK = "Look at the state before anything is sent again; the same command recognises what is already there.", CODES = {
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
  } : status >= 500 ? { code: "http-server-error", next: "Run this again later; if it stays so, ask the vendor." } : {
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
function serverMessage(text, quotesSecret) {
  if (text === null || text.length > 65536 || !text.trimStart().startsWith("{")) return "";
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return "";
  }
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

// src/factory/document-texts.ts
var noDocuments = { names: [], document: () => null };
function documentTexts(bytes, where) {
  let pieces = cut(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (pieces === null) return wholeText(bytes, where);
  let byName = new Map(pieces.map((piece) => [piece.name, piece]));
  if (byName.size !== pieces.length) throw twice(where);
  let whole = null;
  return {
    names: [...byName.keys()],
    document(name) {
      let piece = byName.get(name);
      if (!piece) return null;
      if (whole) return whole.document(name);
      try {
        return parsed(bytes.subarray(piece.start, piece.end), `${where}, ${name}`);
      } catch {
        if (whole = wholeText(bytes, where), whole.names.length !== byName.size) throw unlike(where);
        return whole.document(name);
      }
    }
  };
}
var FIRST_MEMBERS = ['"signatures"', '"signed"'], BEFORE = /([{,])\s*"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"\s*:\s*\{\s*$/, MAX_BEFORE = 260;
function cut(text) {
  let starts = FIRST_MEMBERS.flatMap((member) => [...startsOf(text, member)]).sort((a, b) => a.start - b.start);
  if (FIRST_MEMBERS.some((member) => countMembers(text, member) !== starts.length) || starts.length === 0 || text.subarray(0, starts[0].before).toString("latin1").trim() !== "") return null;
  let close = text.lastIndexOf("}");
  return text.subarray(close + 1).toString("latin1").trim() !== "" ? null : starts.map(({ name, start }, index) => ({ name, start, end: starts[index + 1]?.before ?? close }));
}
function* startsOf(text, member) {
  for (let at = text.indexOf(member); at !== -1; at = text.indexOf(member, at + member.length)) {
    let from = Math.max(0, at - MAX_BEFORE), found = BEFORE.exec(text.subarray(from, at).toString("latin1"));
    found && (yield { name: found[2], before: from + found.index, start: from + found.index + found[0].lastIndexOf("{") });
  }
}
function countMembers(text, member) {
  let count = 0;
  for (let at = text.indexOf(member); at !== -1; at = text.indexOf(member, at + member.length)) {
    let after = at + member.length;
    /^\s*:/.test(text.subarray(after, after + 64).toString("latin1")) && count++;
  }
  return count;
}
function wholeText(bytes, where) {
  let { value, problems } = parsed(bytes, where);
  if (!isObject(value))
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not a map of documents.`,
      next: "Run this again; if it stays so, ask the vendor."
    });
  if (problems.some(({ pointer, kind }) => kind === "repeated-member" && pointer.lastIndexOf("/") === 0))
    throw twice(where);
  return {
    names: Object.keys(value),
    document(name) {
      if (!Object.hasOwn(value, name)) return null;
      let document = value[name], pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return {
        value: document,
        problems: problemsBelow(problems, pointer),
        size: Buffer.byteLength(JSON.stringify(document))
      };
    }
  };
}
function parsed(bytes, where) {
  let text = decodeUtf8(bytes);
  if (text === null)
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not UTF-8.`,
      next: "Run this again; if it stays so, something between here and the Factory rewrites answers."
    });
  return { ...parseJson(text, where), size: bytes.length };
}
function twice(where) {
  return new ToolError("metadata-ambiguous", {
    happened: `${where} has one name twice, so two readers may see two documents.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}
function unlike(where) {
  return new ToolError("metadata-malformed", {
    happened: `${where} holds other documents than its form suggests.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

export {
  httpStatusOf,
  statusError,
  bodyError,
  lostError,
  isWrite,
  noDocuments,
  documentTexts
};
