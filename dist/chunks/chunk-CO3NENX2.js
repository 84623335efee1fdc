import {
  ToolError,
  errorBody,
  foreignText,
  httpDateMs,
  isObject,
  retryAfterMs,
  wholeSeconds
} from "./chunk-VNGMR44M.js";

// src/github/rate-limit.ts
function rateLimitOf(status, headers) {
  if (status !== 403 && status !== 429) return null;
  let retryAfter = retryAfterMs(headers), exhausted = headers.get("x-ratelimit-remaining") === "0";
  if (status === 403 && retryAfter === null && !exhausted) return null;
  let sentMs = httpDateMs(headers.get("date")), resetMs = exhausted ? resetOf(headers) : null, pauseMs = retryAfter ?? (resetMs === null || Number.isNaN(sentMs) ? null : Math.max(0, resetMs - sentMs)), untilMs = retryAfter === null ? resetMs : sentMs + retryAfter;
  return { pauseMs, until: untilMs === null || Number.isNaN(untilMs) ? null : wholeSeconds(new Date(untilMs)) };
}
function resetOf(headers) {
  let text = headers.get("x-ratelimit-reset") ?? "";
  return /^\d{9,11}$/.test(text) ? Number(text) * 1e3 : null;
}

// src/github/errors.ts
var MESSAGE_LENGTH = 300, AGAIN = "Run this again: it finds what is already there.", statuses = /* @__PURE__ */ new WeakMap(), lost = /* @__PURE__ */ new WeakSet();
function gitHubStatusOf(error) {
  return error instanceof ToolError ? statuses.get(error) ?? null : null;
}
function isLost(error) {
  return error instanceof ToolError && lost.has(error);
}
async function orNull(call) {
  try {
    return await call;
  } catch (error) {
    if (gitHubStatusOf(error) === 404) return null;
    throw error;
  }
}
function lostGitHubError(where, { says, next, cause }) {
  let happened = `GitHub: ${where} ${says}.`, error = new ToolError("network-failed", { happened, next: next ?? AGAIN }, { cause });
  return lost.add(error), error;
}
function answerError(where, answer, token) {
  let { status, headers } = answer, says = messageOf(answer.text, token), limit = rateLimitOf(status, headers) ?? (isAboutLimit(status, says) ? { until: null } : null), needs = status === 403 && !limit ? permissionsOf(headers) : "", happened = `GitHub: ${where} was answered with ${status}${says === "" ? "" : `: ${says}`}`, { code, next } = limit ? limited(limit.until) : meaningOf(status, needs), error = new ToolError(code, { happened: /[.!?]$/.test(happened) ? happened : `${happened}.`, next });
  return statuses.set(error, status), status >= 500 && lost.add(error), error;
}
function unreadable(where, status) {
  let error = new ToolError("response-malformed", {
    happened: `GitHub: ${where} was answered with ${status}, but its body is not what GitHub's API documents.`,
    next: "Check GITHUB_API_URL; something between here and GitHub may have answered."
  });
  return statuses.set(error, status), lost.add(error), error;
}
function isAboutLimit(status, says) {
  return status === 429 || status === 403 && /rate limit|abuse detection/i.test(says);
}
function limited(until) {
  return { code: "http-rate-limited", next: `GitHub limits how often it is asked. Run this again ${until === null ? "in an hour" : `after ${until}`}.` };
}
var MEANINGS = {
  401: { code: "http-unauthorized", next: "Check that the GitHub token is complete, not expired and not revoked." },
  404: {
    code: "http-not-found",
    next: "Check the repository's name, and that the GitHub token may see it."
  },
  410: {
    code: "issues-disabled",
    next: "Enable issues in the settings of the repository, or run this in a repository that has them."
  },
  422: { code: "http-unprocessable", next: "Correct what GitHub complains about, then run this again." }
};
function meaningOf(status, needs) {
  if (status === 403)
    return {
      code: "http-forbidden",
      next: `Give the job's token the permission (\`permissions:\` in the workflow; issues: write for reminders).${needs === "" ? "" : ` It needs ${needs}.`}`
    };
  let known = MEANINGS[status];
  return known || (status >= 300 && status < 400 ? {
    code: "http-redirect",
    next: "Redirects are not followed: the repository may have been renamed; use its new name."
  } : status >= 500 ? { code: "http-server-error", next: AGAIN } : {
    code: "http-unexpected",
    next: "Check GITHUB_API_URL; something between here and GitHub may have answered."
  });
}
function permissionsOf(headers) {
  let text = headers.get("x-accepted-github-permissions") ?? "";
  return /^[a-z_=,; ]{1,200}$/.test(text) ? text : "";
}
function messageOf(text, token) {
  let body = errorBody(text);
  if (!body) return "";
  let errors = Array.isArray(body.errors) ? body.errors.slice(0, 5).map(detailOf) : [], said = [body.message, ...errors].filter((part) => typeof part == "string" && part !== "").join("; ");
  return token !== "" && said.includes(token) ? "(its message repeats the token and is left out)" : foreignText(said, MESSAGE_LENGTH);
}
function detailOf(error) {
  return typeof error == "string" ? error : isObject(error) ? [error.field, error.code, error.message].filter((part) => typeof part == "string").join(" ") : "";
}

export {
  rateLimitOf,
  gitHubStatusOf,
  isLost,
  orNull,
  lostGitHubError,
  answerError,
  unreadable
};
