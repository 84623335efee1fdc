import {
  isObject
} from "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/action/withheld-secrets.ts
import { open } from "node:fs/promises";
var MAX_EVENT_BYTES = 16 * 1024 * 1024, ABOUT_SECRETS = /* @__PURE__ */ new Set(["keys-missing", "keys-secret-missing", "credentials-missing"]);
async function withWithheldReason(error, env) {
  if (!(error instanceof ToolError) || !ABOUT_SECRETS.has(error.code)) return error;
  let reason = await withheldReason(env);
  return reason ? new ToolError(error.code, {
    happened: `${error.happened} ${reason.happened}`,
    changed: error.changed,
    next: reason.next
  }) : error;
}
async function withheldReason(env) {
  return env.GITHUB_ACTOR === "dependabot[bot]" ? {
    happened: "This run was started by Dependabot, to which GitHub gives no Actions secrets: they arrive empty.",
    next: "Skip this step for Dependabot (if: github.actor != 'dependabot[bot]'), or give it Dependabot secrets of its own for reading."
  } : await isForFork(env) ? {
    happened: `This run is for a fork (event ${env.GITHUB_EVENT_NAME ?? "unknown"}), to which GitHub gives no secrets: they arrive empty.`,
    next: "Skip this step for forks (if: github.event.pull_request.head.repo.fork == false), and release from the repository itself."
  } : null;
}
async function isForFork({ GITHUB_EVENT_PATH: path }) {
  let event = path ? await readEvent(path) : null, pull = isObject(event) ? event.pull_request : null, head = isObject(pull) ? pull.head : null;
  return isObject(head) ? head.repo === null || isObject(head.repo) && head.repo.fork === !0 : !1;
}
async function readEvent(path) {
  try {
    var _stack = [];
    try {
      let file = __using(_stack, await open(path, "r"), !0);
      if ((await file.stat()).size > MAX_EVENT_BYTES) return null;
      return JSON.parse(await file.readFile("utf8"));
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
    return null;
  }
}
export {
  withWithheldReason
};
