import {
  programPath
} from "./chunk-7YHQTS3C.js";
import {
  isObject,
  own
} from "./chunk-VNGMR44M.js";

// src/review/evidence/key-owners.ts
function reviewedOwnerOf(root, keyid) {
  let owners = root["x-key-owners"], entry = isObject(owners) ? own(owners, keyid) : void 0;
  if (!isObject(entry)) return null;
  let polisId = own(entry, "polis-id"), createdAt = own(entry, "created-at");
  return typeof polisId != "string" || polisId.trim() === "" ? null : { polisId, createdAt: typeof createdAt == "string" ? createdAt : null };
}

// src/files/git.ts
import { execFile } from "node:child_process";
var TIMEOUT_MS = 6e4, MAX_BYTES = 1024 * 1024, SETTINGS = [
  "--no-pager",
  ...[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=",
    "protocol.ext.allow=never"
  ].flatMap((setting) => ["-c", setting])
];
function gitIn(folder, { childEnvironment }) {
  let kept = Object.entries(childEnvironment).filter(([name]) => !/^GIT_/i.test(name)), env = { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
  return (args, maxBytes = MAX_BYTES) => answerOf("git", [...SETTINGS, ...args], { cwd: folder, env, maxBytes });
}
function gitHubProgram(top, { childEnvironment: env }) {
  return (args, maxBytes = MAX_BYTES) => answerOf("gh", args, { cwd: top, env, maxBytes });
}
async function answerOf(name, args, { cwd, env, maxBytes }) {
  let program = await programPath(name, env, cwd);
  return program === null ? { status: null, stdout: Buffer.alloc(0) } : new Promise((resolve) => {
    execFile(program, args, { cwd, env, encoding: "buffer", maxBuffer: maxBytes, timeout: TIMEOUT_MS }, (error, stdout) => resolve({ status: error ? statusOf(error) : 0, stdout }));
  });
}
function statusOf({ code }) {
  return typeof code == "number" ? code : null;
}

export {
  gitIn,
  gitHubProgram,
  reviewedOwnerOf
};
