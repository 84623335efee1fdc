import {
  describeName,
  isName
} from "./chunk-PY7Z66HZ.js";
import {
  checkedSecret
} from "./chunk-IQXVYL6L.js";
import {
  checkedBaseUrl,
  foreignText
} from "./chunk-2GPBO2SC.js";
import "./chunk-OZ52CGQM.js";
import {
  isObject,
  parseJson,
  problemsBelow
} from "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// node_modules/valibot/dist/index.mjs
var store$4, DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  return !config$1 && !store$4 ? DEFAULT_CONFIG : {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  let type = typeof input;
  return type === "string" ? `"${input}"` : type === "number" || type === "bigint" || type === "boolean" ? `${input}` : type === "object" || type === "function" ? (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null" : type;
}
function _addIssue(context, label, dataset, config$1, other) {
  let input = other && "input" in other ? other.input : dataset.value, expected = other?.expected ?? context.expects ?? null, received2 = other?.received ?? /* @__PURE__ */ _stringify(input), issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received: received2,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received2}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  }, isSchema = context.kind === "schema", message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
  message$1 !== void 0 && (issue.message = typeof message$1 == "function" ? message$1(issue) : message$1), isSchema && (dataset.typed = !1), dataset.issues ? dataset.issues.push(issue) : dataset.issues = [issue];
}
// @__NO_SIDE_EFFECTS__
function _isValidObjectKey(object$1, key) {
  return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  let list2 = [...new Set(values$1)];
  return list2.length > 1 ? `(${list2.join(` ${separator} `)})` : list2[0] ?? "never";
}
function _standardSchema(schema) {
  return schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  }, schema;
}
// @__NO_SIDE_EFFECTS__
function getDotPath(issue) {
  if (issue.path) {
    let key = "";
    for (let item of issue.path) if (typeof item.key == "string" || typeof item.key == "number") key ? key += `.${item.key}` : key += item.key;
    else return null;
    return key;
  }
  return null;
}
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback == "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default == "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
function array(item, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "array",
    reference: array,
    expects: "Array",
    async: !1,
    item,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = !0, dataset.value = [];
        for (let key = 0; key < input.length; key++) {
          let value$1 = input[key], itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            let pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
              value: value$1
            };
            for (let issue of itemDataset.issues)
              issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
            if (dataset.issues || (dataset.issues = itemDataset.issues), config$1.abortEarly) {
              dataset.typed = !1;
              break;
            }
          }
          itemDataset.typed || (dataset.typed = !1), dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function boolean(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "boolean",
    reference: boolean,
    expects: "boolean",
    async: !1,
    message: message$1,
    "~run"(dataset, config$1) {
      return typeof dataset.value == "boolean" ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function custom(check$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "custom",
    reference: custom,
    expects: "unknown",
    async: !1,
    check: check$1,
    message: message$1,
    "~run"(dataset, config$1) {
      return this.check(dataset.value) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function looseObject(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "loose_object",
    reference: looseObject,
    expects: "Object",
    async: !1,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      let input = dataset.value;
      if (input && typeof input == "object") {
        dataset.typed = !0, dataset.value = {};
        for (let key in this.entries) {
          let valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            let value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema), valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              let pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (let issue of valueDataset.issues)
                issue.path ? issue.path.unshift(pathItem) : issue.path = [pathItem], dataset.issues?.push(issue);
              if (dataset.issues || (dataset.issues = valueDataset.issues), config$1.abortEarly) {
                dataset.typed = !1;
                break;
              }
            }
            valueDataset.typed || (dataset.typed = !1), dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish" && (_addIssue(this, "key", dataset, config$1, {
            input: void 0,
            expected: `"${key}"`,
            path: [{
              type: "object",
              origin: "key",
              input,
              key,
              value: input[key]
            }]
          }), config$1.abortEarly))
            break;
        }
        if (!dataset.issues || !config$1.abortEarly)
          for (let key in input) /* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key) && (dataset.value[key] = input[key]);
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullish(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullish",
    reference: nullish,
    expects: `(${wrapped.expects} | null | undefined)`,
    async: !1,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      return (dataset.value === null || dataset.value === void 0) && (this.default !== void 0 && (dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1)), dataset.value === null || dataset.value === void 0) ? (dataset.typed = !0, dataset) : this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
    expects: "number",
    async: !1,
    message: message$1,
    "~run"(dataset, config$1) {
      return typeof dataset.value == "number" && !isNaN(dataset.value) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function picklist(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "picklist",
    reference: picklist,
    expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
    async: !1,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      return this.options.includes(dataset.value) ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function string(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "string",
    reference: string,
    expects: "string",
    async: !1,
    message: message$1,
    "~run"(dataset, config$1) {
      return typeof dataset.value == "string" ? dataset.typed = !0 : _addIssue(this, "type", dataset, config$1), dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function _subIssues(datasets) {
  let issues;
  if (datasets) for (let dataset of datasets) if (issues) for (let issue of dataset.issues) issues.push(issue);
  else issues = dataset.issues;
  return issues;
}
// @__NO_SIDE_EFFECTS__
function union(options, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "union",
    reference: union,
    expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
    async: !1,
    options,
    message: message$1,
    "~run"(dataset, config$1) {
      let validDataset, typedDatasets, untypedDatasets;
      for (let schema of this.options) {
        let optionDataset = schema["~run"]({ value: dataset.value }, config$1);
        if (optionDataset.typed) if (optionDataset.issues) typedDatasets ? typedDatasets.push(optionDataset) : typedDatasets = [optionDataset];
        else {
          validDataset = optionDataset;
          break;
        }
        else untypedDatasets ? untypedDatasets.push(optionDataset) : untypedDatasets = [optionDataset];
      }
      if (validDataset) return validDataset;
      if (typedDatasets) {
        if (typedDatasets.length === 1) return typedDatasets[0];
        _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) }), dataset.typed = !0;
      } else {
        if (untypedDatasets?.length === 1) return untypedDatasets[0];
        _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function unknown() {
  return _standardSchema({
    kind: "schema",
    type: "unknown",
    reference: unknown,
    expects: "unknown",
    async: !1,
    "~run"(dataset) {
      return dataset.typed = !0, dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input, config$1) {
  let dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// src/factory/answers.ts
var listOrNull = (item) => nullish(array(item)), rollout = looseObject({
  "group-name": string(),
  "rollout-by": string(),
  "rollout-at": string(),
  "is-full-group": boolean(),
  "is-factory-wide": boolean(),
  "num-devices": number()
}), waveStatus = picklist(["active", "complete", "canceled"]), waveEntries = {
  name: string(),
  version: string(),
  tag: string(),
  status: waveStatus,
  "rollout-history": listOrNull(rollout),
  "change-meta": looseObject({
    "created-by": string(),
    "created-at": string(),
    "updated-by": nullish(string()),
    "updated-at": nullish(string())
  })
}, waveAnswer = looseObject(waveEntries), waveListAnswer = looseObject({
  waves: listOrNull(waveAnswer),
  total: number(),
  next: nullish(union([string(), number()]))
}), rolloutAnswer = looseObject({
  ...waveEntries,
  "device-num": number(),
  "device-uuids": listOrNull(string()),
  "device-names": listOrNull(string())
}), groupProgress = looseObject({
  name: string(),
  "rollout-at": nullish(string()),
  "devices-total": number(),
  "devices-online": number(),
  "devices-on-wave-version": number(),
  "devices-on-newer-version": number(),
  "devices-on-older-version": number(),
  "devices-scheduled-for-update": number(),
  targets: listOrNull(looseObject({ version: number(), devices: number(), "is-orphan": boolean() }))
}), waveProgressAnswer = looseObject({
  name: string(),
  version: number(),
  tag: string(),
  status: waveStatus,
  "created-at": string(),
  "finished-at": nullish(string()),
  "total-devices": number(),
  "updated-devices": number(),
  "scheduled-devices": number(),
  "unscheduled-devices": number(),
  "rollout-groups": listOrNull(groupProgress),
  "other-groups": listOrNull(groupProgress)
}), userAnswer = looseObject({
  "polis-id": string(),
  name: string(),
  role: string(),
  "effective-scopes": array(string())
}), stagedRoots = looseObject({ "ci-root": string(), "prod-root": string() }), updatesAnswer = looseObject({
  status: picklist(["NONE", "STARTED", "APPLYING"]),
  current: stagedRoots,
  updated: nullish(stagedRoots),
  "first-time": nullish(boolean()),
  amendments: listOrNull(unknown()),
  issues: nullish(looseObject({ errors: listOrNull(unknown()), warnings: listOrNull(unknown()) }))
}), publicKeyAnswer = looseObject({
  keytype: string(),
  keyval: looseObject({ public: string() })
}), privateKeyAnswer = looseObject({
  keytype: string(),
  keyval: looseObject({ private: string() })
}), updatesInitAnswer = looseObject({
  txid: string(),
  "first_root.sec": nullish(privateKeyAnswer),
  "first_root.pub": nullish(publicKeyAnswer)
}), documentMapAnswer = custom(
  (value) => value !== null && typeof value == "object" && !Array.isArray(value)
);
function shapeProblem(schema, value) {
  let result = safeParse(schema, value, { abortEarly: !0 });
  if (result.success) return null;
  let at = foreignText(getDotPath(result.issues[0]) ?? "", 100);
  return at === "" ? "is not the object expected" : `has no readable \`${at}\``;
}

// src/factory/retry.ts
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

// src/factory/network-fault.ts
var NO_CONNECTION = /* @__PURE__ */ new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT"
]), CERTIFICATE = /^(?!ERR_SSL_).*(?:CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_CA)/;
function networkFault(error) {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError") return { says: "was not answered in time", lasting: !1, cause: error };
  if (!(error instanceof TypeError) || error.cause === void 0) return null;
  let code = codeOf(error);
  return CERTIFICATE.test(code) ? {
    says: `was not sent: the server's certificate is not trusted (${code})`,
    lasting: !0,
    cause: error.cause
  } : NO_CONNECTION.has(code) ? { says: `was not sent: the server cannot be reached (${code})`, lasting: !1, cause: error.cause } : { says: `got no complete answer${code === "" ? "" : ` (${code})`}`, lasting: !1, cause: error.cause };
}
function neverSent(error) {
  let code = error instanceof TypeError ? codeOf(error) : "";
  return NO_CONNECTION.has(code) || CERTIFICATE.test(code);
}
function codeOf(error) {
  let { code } = error.cause ?? {};
  return typeof code == "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "";
}

// src/factory/response-body.ts
var MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
async function readBody(response, maxBytes, where) {
  if (Number(response.headers.get("content-length")) > maxBytes)
    throw await response.body?.cancel(), tooLarge(where, maxBytes);
  if (!response.body) return new Uint8Array();
  let chunks = [], size = 0;
  for await (let chunk of response.body) {
    if (size += chunk.length, size > maxBytes) throw tooLarge(where, maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
}
function decodeUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: !0, ignoreBOM: !0 }).decode(bytes);
  } catch {
    return null;
  }
}
function tooLarge(where, maxBytes) {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${maxBytes} bytes, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor."
  });
}

// src/factory/oauth.ts
var MAX_TOKEN_ANSWER_BYTES = 256 * 1024;
async function requestTokens(connection, client, refreshToken) {
  let form = new URLSearchParams({
    grant_type: refreshToken === null ? "client_credentials" : "refresh_token",
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...refreshToken === null ? {} : { refresh_token: refreshToken }
  }), { host, pathname } = new URL(`${connection.oauthUrl}/token/`), call = { where: `POST ${host}${pathname}`, effect: "question" }, { status, text } = await post(connection, call, form), tokens = status === 200 || status === 201 ? parseTokens(text, connection.now) : null;
  if (tokens) return tokens;
  throw bodyError(
    call,
    status,
    "response-not-json",
    "its body is no token (perhaps a web page)",
    "Check oauth-url; the vendor's is https://app.foundries.io/oauth."
  );
}
async function post(connection, call, form) {
  try {
    let response = await connection.fetch(`${connection.oauthUrl}/token/`, {
      method: "POST",
      headers: {
        accept: "application/json",
        "user-agent": "factory-tuf",
        "content-type": "application/x-www-form-urlencoded"
      },
      body: form.toString(),
      redirect: "manual",
      signal: AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)])
    }), text = decodeUtf8(await readBody(response, MAX_TOKEN_ANSWER_BYTES, call.where));
    if (response.ok) return { status: response.status, text };
    throw refusal(call, { status: response.status, text, headers: response.headers }, connection.quotesSecret);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    if (connection.signal.aborted)
      throw lostError(
        call,
        "deadline-exceeded",
        "had no answer when the time for this command was over",
        "Run this again."
      );
    let fault = networkFault(error);
    throw fault ? lostError(call, "network-failed", fault.says, "Check the network and oauth-url, then run this again.") : error;
  }
}
function refusal(call, answer, quotesSecret) {
  let error = statusError(call, answer, quotesSecret);
  return answer.status !== 400 && answer.status !== 401 ? error : new ToolError("http-unauthorized", {
    happened: `The client id and secret were refused: ${error.happened}`,
    next: "Check that both are complete, belong together and were not revoked, then run this again."
  });
}
function isRefusal(error) {
  return error instanceof ToolError && (error.code === "http-unauthorized" || httpStatusOf(error) === 403);
}
function parseTokens(text, now) {
  let body;
  try {
    body = JSON.parse(text ?? "");
  } catch {
    return null;
  }
  if (!isObject(body) || typeof body.access_token != "string") return null;
  let { refresh_token: refresh, token_type: type, expires_in: expiresIn } = body;
  return {
    accessToken: checkedSecret(body.access_token, "The access token that the OAuth server gave"),
    refreshToken: typeof refresh == "string" && refresh !== "" ? checkedSecret(refresh, "The refresh token") : null,
    tokenType: typeof type == "string" && /^[A-Za-z]{1,20}$/.test(type) ? type : "Bearer",
    expiresInSeconds: typeof expiresIn == "number" && expiresIn > 0 ? expiresIn : null,
    created: `${now.toISOString().slice(0, 19)}Z`
  };
}

// src/factory/authorizer.ts
var EXPIRY_MARGIN_MS = 6e4, WINDOW = 8;
function createAuthorizer(options) {
  return options.credentials.kind === "token" ? tokenAuthorizer(options.credentials.token) : oauthAuthorizer(options.credentials, options);
}
function tokenAuthorizer(token) {
  let headers = { "OSF-TOKEN": token };
  return {
    headers: async () => headers,
    renew: async () => !1,
    quotesSecret: (text) => sharesWindow(text, [token])
  };
}
var sessions = /* @__PURE__ */ new WeakMap();
function sessionOf(credentials) {
  let session = sessions.get(credentials);
  return session || (session = { tokens: credentials.tokens, secrets: /* @__PURE__ */ new Set([credentials.clientSecret]) }, sessions.set(credentials, session)), session;
}
function oauthAuthorizer(credentials, options) {
  let session = sessionOf(credentials), quotesSecret = (text) => sharesWindow(text, session.secrets), connection = { ...options.oauth, quotesSecret }, pending = null;
  session.tokens && announce(session.tokens);
  function announce(fresh) {
    for (let secret of [fresh.accessToken, bearer(fresh), fresh.refreshToken])
      secret === null || session.secrets.has(secret) || (session.secrets.add(secret), options.onSecret(secret));
  }
  function renewed() {
    return pending ??= fetchTokens().finally(() => {
      pending = null;
    }), pending;
  }
  async function fetchTokens() {
    let fresh = await refreshed(connection, credentials, session.tokens);
    announce(fresh), session.tokens = fresh;
    try {
      await options.saveTokens?.(fresh);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      options.warning(`The renewed OAuth token is used but could not be kept. ${error.happened} ${error.next}`);
    }
    return fresh;
  }
  async function headers() {
    let { tokens } = session, current = tokens && !isExpired(tokens, connection.now) ? tokens : await renewed();
    return { Authorization: `Bearer ${bearer(current)}` };
  }
  return {
    headers,
    async renew(refused) {
      let { tokens } = session;
      return tokens && `Bearer ${bearer(tokens)}` !== refused.Authorization || await renewed(), !0;
    },
    quotesSecret
  };
}
async function refreshed(connection, credentials, tokens) {
  if (tokens?.refreshToken)
    try {
      return await requestTokens(connection, credentials, tokens.refreshToken);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  return requestTokens(connection, credentials, null);
}
function bearer({ accessToken }) {
  return Buffer.from(accessToken).toString("base64");
}
function isExpired({ created, expiresInSeconds }, now) {
  return created === null || expiresInSeconds === null || expiresInSeconds === 0 ? !1 : Date.parse(created) + expiresInSeconds * 1e3 - EXPIRY_MARGIN_MS <= now.getTime();
}
function sharesWindow(text, secrets) {
  for (let secret of secrets) {
    let length = Math.min(WINDOW, secret.length);
    for (let at = 0; at + length <= text.length; at++)
      if (secret.includes(text.slice(at, at + length))) return !0;
  }
  return !1;
}

// src/factory/http.ts
var SUCCESSES = /* @__PURE__ */ new Set([200, 201, 202, 204]);
async function send(connection, call) {
  let name = { where: `${call.method} ${call.path}`, effect: call.effect };
  if (connection.signal.aborted)
    throw overdue(connection, name, "was not sent, because the time for this command is over", "read");
  let headers = await connection.authorizer.headers(), answer = await exchange(connection, call, name, headers);
  answer.status === 401 && call.effect === "read" && await connection.authorizer.renew(headers) && (headers = await connection.authorizer.headers(), answer = await exchange(connection, call, name, headers));
  let { status, bytes } = answer, text = decodeUtf8(bytes);
  if (!SUCCESSES.has(status))
    throw statusError(
      name,
      { status, text, headers: answer.headers },
      (said) => connection.authorizer.quotesSecret(said)
    );
  if (text === null)
    throw bodyError(name, status, "response-not-json", "its body is not UTF-8", "Check the API's address.");
  return { ...name, status, text, size: bytes.length };
}
async function exchange(connection, call, name, headers) {
  let { default: ky, HTTPError } = await import("./distribution-UD6RC25D.js"), last = { answer: null };
  try {
    await ky(connection.apiUrl + call.path, {
      method: call.method,
      headers: { accept: "application/json", "user-agent": "factory-tuf", ...headers, ...contentType(call) },
      ...call.body === void 0 ? {} : { body: JSON.stringify(call.body) },
      redirect: "manual",
      signal: connection.signal,
      timeout: !1,
      throwHttpErrors: isTransientStatus,
      retry: {
        limit: call.effect === "read" ? 4 : 0,
        methods: ["get"],
        shouldRetry: ({ error }) => isWorthRetrying(connection, last.answer, error),
        delay: () => 0
      },
      hooks: { beforeRetry: [({ retryCount }) => pause(connection, name, last.answer, retryCount)] },
      fetch: async (request) => {
        last.answer = null;
        let signal = AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)]), response = await connection.fetch(request, { signal }), bytes = await readBody(response, connection.maxBytes, name.where);
        if (isCutOff(call, response, bytes)) throw new CutOff();
        return last.answer = { status: response.status, headers: response.headers, bytes }, response;
      }
    });
  } catch (error) {
    if (!(error instanceof HTTPError) || connection.signal.aborted) throw noAnswer(connection, name, error);
  }
  return last.answer;
}
function contentType(call) {
  return call.body === void 0 ? {} : { "content-type": "application/json" };
}
function isWorthRetrying(connection, answer, error) {
  return connection.signal.aborted ? !1 : answer !== null ? (retryAfterMs(answer.headers) ?? 0) <= 6e4 : error instanceof CutOff || networkFault(error)?.lasting === !1;
}
async function pause(connection, name, answer, retry) {
  let ms = (answer && retryAfterMs(answer.headers)) ?? backoffMs(retry, connection.random()), why = answer ? `was answered with ${answer.status}` : "got no complete answer";
  connection.info(`${name.where} ${why}; trying again in ${ms / 1e3} s (${retry} of ${4}).`);
  let { signal } = connection;
  signal.throwIfAborted();
  let ended = Promise.withResolvers(), onAbort = () => ended.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: !0 });
  try {
    await Promise.race([connection.wait(ms), ended.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
var CutOff = class extends Error {
};
function isCutOff(call, response, bytes) {
  if (call.effect !== "read" || response.status !== 200) return !1;
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), first = text[0], last = text.subarray(-16).toString("latin1").trimEnd().at(-1);
  return first === 123 && last !== "}" || first === 91 && last !== "]";
}
function noAnswer(connection, name, error) {
  if (connection.signal.aborted)
    return overdue(connection, name, "had no answer when the time for this command was over", name.effect);
  if (error instanceof ToolError)
    return isWrite(name.effect) ? lostError(name, error.code, "was answered with more than can be read", error.next, { cause: error }) : error;
  let fix = "Check the network and the API's address, then run this again.";
  if (error instanceof CutOff)
    return lostError(name, "response-not-json", "was answered with JSON that is cut off", fix);
  let fault = networkFault(error);
  if (!fault) throw error;
  let { says, cause } = fault;
  return neverSent(error) ? new ToolError("network-failed", { happened: `${name.where} ${says}.`, next: fix }, { cause }) : lostError(name, "network-failed", says, fix, { cause });
}
function overdue(connection, name, what, effect) {
  let { reason } = connection.signal;
  return reason instanceof ToolError && !isWrite(effect) ? reason : lostError(
    { where: name.where, effect },
    "deadline-exceeded",
    what,
    "Give the command more time (`timeout`), or look at what is slow."
  );
}

// src/factory/paths.ts
var SAFE_PATH = /^(?:\/[A-Za-z0-9_.~%$-]+)+\/?(?:\?[a-z-]+=[A-Za-z0-9_.~%,-]*(?:&[a-z-]+=[A-Za-z0-9_.~%,-]*)*)?$/, DOT_SEGMENT = /\/\.{1,2}(?:\/|\?|$)/;
function factoryPaths(factory) {
  let repo = `/ota/repo/${segment("factory", factory)}/api/v1/user_repo`, own = `/ota/factories/${segment("factory", factory)}`, production = (flavour, sign) => flavour === "prod" ? `${sign}production=1` : "";
  return {
    root: (flavour, version) => asserted(`${repo}/${version === void 0 ? "" : `${integer(version)}.`}root.json${production(flavour, "?")}`),
    ciTargets: () => asserted(`${repo}/targets.json`),
    roleDocument: (role, tag, flavour) => asserted(`${repo}/${role}.json?tag=${segment("tag", tag)}${production(flavour, "&")}`),
    ciTargetFiles: (version) => asserted(`${own}/targets/${version === void 0 ? "" : `?version=${integer(version)}`}`),
    ciTargetsKey: () => asserted(`${own}/ci-targets.pub`),
    firstRootKey: () => asserted(`${own}/first_root.sec`),
    prodTargets: (tags) => asserted(`${own}/prod-targets/?tag=${list("tag", tags)}`),
    waveTargets: (names) => asserted(`${own}/wave-targets/?name=${list("wave", names)}`),
    waves: () => asserted(`${own}/waves/`),
    wavePage: ({ limit, page, status, tag }) => asserted(
      `${own}/waves/?limit=${integer(limit)}&page=${integer(page)}${status === void 0 ? "" : `&status=${status}`}${tag === void 0 ? "" : `&tag=${segment("tag", tag)}`}`
    ),
    wave: (name, { showTargets }) => asserted(`${own}/waves/${segment("wave", name)}/${showTargets ? "?show-targets=1" : ""}`),
    waveAction: (name, action) => asserted(`${own}/waves/${segment("wave", name)}/${action}/`),
    waveProgress: (name, hours) => asserted(
      `${own}/waves/${name === null ? "$active$" : segment("wave", name)}/status/?offline-threshold=${integer(hours)}`
    ),
    self: () => asserted(`${own}/users/self/`),
    updates: () => asserted(`${repo}/root/updates`),
    updatesAction: (action) => asserted(`${repo}/root/updates/${action}`)
  };
}
function segment(kind, text) {
  if (isName(kind, text)) return encodeURIComponent(text);
  throw new ToolError("value-invalid", {
    happened: `"${foreignText(text, 80)}" cannot be the name of a ${kind}: it must be ${describeName(kind)}, and not "." or "..".`,
    next: "Correct the name and run this again."
  });
}
function list(kind, texts) {
  return texts.map((text) => segment(kind, text)).join(",");
}
function integer(value) {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new ToolError("value-invalid", {
    happened: `${value} is not a whole number from 0.`,
    next: "Correct the number and run this again."
  });
}
function asserted(path) {
  let parsed = new URL(path, "http://path.invalid");
  if (SAFE_PATH.test(path) && !DOT_SEGMENT.test(path) && parsed.pathname + parsed.search === path) return path;
  throw new Error("a path of the Factory's API was built wrongly");
}

// src/factory/client.ts
var ATTEMPT_MS = 15e4;
function createFactoryClient(options) {
  let fetch = options.fetch ?? globalThis.fetch, attemptMs = options.attemptMs ?? ATTEMPT_MS, connection = {
    apiUrl: checkedBaseUrl(options.apiUrl, "api-url"),
    authorizer: createAuthorizer({
      credentials: options.credentials,
      oauth: {
        oauthUrl: checkedBaseUrl(options.oauthUrl, "oauth-url"),
        fetch,
        signal: options.signal,
        attemptMs,
        now: options.now
      },
      onSecret: options.onSecret ?? (() => {
      }),
      saveTokens: options.saveTokens ?? null,
      warning: (message) => options.log?.warning(message)
    }),
    fetch,
    signal: options.signal,
    wait: options.wait,
    random: options.random ?? Math.random,
    maxBytes: options.maxBytes ?? MAX_RESPONSE_BYTES,
    attemptMs,
    info: (message) => options.log?.info(message)
  };
  return clientOver(connection, options.factory);
}
function clientOver(connection, factory) {
  let paths = factoryPaths(factory), read = async (path) => received(await send(connection, { method: "GET", path, effect: "read" })), readAs = async (path, schema) => shaped(await read(path), schema), write = async (method, path, body, effect = "write") => received(await send(connection, { method, path, body, effect })), documentMap = async (path) => {
    let map = await orNull(read(path));
    return map === null ? { value: {}, problems: [], size: 0 } : (shaped(map, documentMapAnswer), fetched(map));
  };
  return {
    factory,
    async root(flavour, version) {
      let root = read(paths.root(flavour, version)), answer = flavour === "ci" && version === void 0 ? await root : await orNull(root);
      return answer && fetched(answer);
    },
    ciTargets: async () => fetched(await read(paths.ciTargets())),
    ciTargetsKey: () => readAs(paths.ciTargetsKey(), publicKeyAnswer),
    ciTargetFiles: async (version) => documentMap(paths.ciTargetFiles(version)),
    async roleDocument(role, tag, flavour) {
      let answer = await orNull(read(paths.roleDocument(role, tag, flavour)));
      return answer && fetched(answer);
    },
    prodTargets: (tags) => documentMap(paths.prodTargets(tags)),
    waveTargets: (names) => documentMap(paths.waveTargets(names)),
    async waves(page) {
      let list2 = await readAs(paths.wavePage(page), waveListAnswer);
      return { ...list2, waves: (list2.waves ?? []).map(wholeWave), next: list2.next ?? null };
    },
    async wave(name, { showTargets }) {
      let answer = await orNull(read(paths.wave(name, { showTargets })));
      if (answer === null) return null;
      let wave = wholeWave(shaped(answer, waveAnswer));
      return showTargets ? { ...wave, targets: targetsWithin(answer) } : wave;
    },
    createWave: async (body) => {
      await write("POST", paths.waves(), body);
    },
    signWave: async (name, signatures) => {
      await write("POST", paths.waveAction(name, "sign"), { signatures });
    },
    async rolloutWave(name, request) {
      let effect = request["dry-run"] ? "question" : "write", answer = await write("POST", paths.waveAction(name, "rollout"), request, effect), rollout2 = shaped(answer, rolloutAnswer), { "device-uuids": uuids = null, "device-names": names = null } = rollout2;
      return { ...wholeWave(rollout2), "device-uuids": uuids, "device-names": names };
    },
    completeWave: async (name) => {
      await write("POST", paths.waveAction(name, "complete"));
    },
    cancelWave: async (name) => {
      await write("POST", paths.waveAction(name, "cancel"));
    },
    async waveProgress(name, offlineThresholdHours) {
      let answer = await orNull(read(paths.waveProgress(name, offlineThresholdHours)));
      return answer && wholeProgress(shaped(answer, waveProgressAnswer));
    },
    self: () => readAs(paths.self(), userAnswer),
    async updates() {
      let updates = await readAs(paths.updates(), updatesAnswer);
      return { ...updates, updated: updates.updated ?? null };
    },
    async initUpdates(body) {
      return shaped(await write("POST", paths.updates(), body), updatesInitAnswer);
    },
    putUpdates: async (body) => {
      await write("PUT", paths.updates(), body);
    },
    async generateOnlineKeys(txid, roles, keyType) {
      let asked = Object.fromEntries(roles.map((role) => [role, !0]));
      await write("POST", paths.updatesAction("gen-online-keys"), { txid, "key-type": keyType, ...asked });
    },
    applyUpdates: async (txid) => {
      await write("POST", paths.updatesAction("apply"), { txid }, "apply");
    },
    cancelUpdates: async () => {
      await write("POST", paths.updatesAction("cancel"));
    },
    firstRootKey: () => readAs(paths.firstRootKey(), privateKeyAnswer)
  };
}
function received(answer) {
  let { text } = answer;
  if (text === "" && answer.effect !== "read") return { value: null, problems: [], answer };
  if (/^\s*</.test(text))
    throw bodyError(
      answer,
      answer.status,
      "response-not-json",
      "with a web page instead of JSON, such as the login page of a proxy",
      "Check the API's address and what stands between here and it."
    );
  try {
    return { ...parseJson(text, answer.where), answer };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    let what = text === "" ? "with an empty body instead of JSON" : "its body is not JSON";
    throw bodyError(
      answer,
      answer.status,
      "response-not-json",
      what,
      "Run this again; if it stays so, ask the vendor."
    );
  }
}
function shaped({ value, answer }, schema) {
  let problem = shapeProblem(schema, value);
  if (problem === null) return value;
  throw bodyError(
    answer,
    answer.status,
    "response-malformed",
    `its body ${problem}`,
    "Check the API's address; if it is right, the API has changed and this program must too."
  );
}
async function orNull(call) {
  try {
    return await call;
  } catch (error) {
    if (httpStatusOf(error) === 404) return null;
    throw error;
  }
}
function fetched({ value, problems, answer }) {
  return { value, problems, size: answer.size };
}
function targetsWithin({ value, problems, answer }) {
  let { targets, ...rest } = value;
  if (targets == null)
    throw bodyError(
      answer,
      answer.status,
      "response-malformed",
      "its body has no readable `targets`",
      "Ask the vendor."
    );
  let around = Buffer.byteLength(JSON.stringify({ ...rest, targets: 0 })) - 1;
  return { value: targets, problems: problemsBelow(problems, "/targets"), size: Math.max(0, answer.size - around) };
}
function wholeWave(wave) {
  let { targets: _unasked, ...rest } = wave, meta = wave["change-meta"];
  return {
    ...rest,
    "rollout-history": wave["rollout-history"] ?? [],
    "change-meta": { ...meta, "updated-by": meta["updated-by"] ?? "", "updated-at": meta["updated-at"] ?? "" }
  };
}
function wholeProgress(progress) {
  let whole = (group) => ({
    ...group,
    "rollout-at": group["rollout-at"] ?? "",
    targets: group.targets ?? []
  });
  return {
    ...progress,
    "finished-at": progress["finished-at"] ?? "",
    "rollout-groups": (progress["rollout-groups"] ?? []).map(whole),
    "other-groups": (progress["other-groups"] ?? []).map(whole)
  };
}
export {
  createFactoryClient
};
