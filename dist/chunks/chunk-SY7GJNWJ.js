import {
  isObject,
  own
} from "./chunk-AWENUWD2.js";

// src/review/evidence/key-owners.ts
function reviewedOwnerOf(root, keyid) {
  let owners = root["x-key-owners"], entry = isObject(owners) ? own(owners, keyid) : void 0;
  if (!isObject(entry)) return null;
  let polisId = own(entry, "polis-id"), createdAt = own(entry, "created-at");
  return typeof polisId != "string" || polisId.trim() === "" ? null : { polisId, createdAt: typeof createdAt == "string" ? createdAt : null };
}

// src/files/git.ts
import { execFile } from "node:child_process";

// src/files/program-path.ts
import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";
var ENDING = process.platform === "win32" ? ".exe" : "", USUAL_PATH = ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter);
async function programPath(name, env, outside) {
  let path = Object.entries(env).find(([variable]) => variable.toUpperCase() === "PATH")?.[1] ?? USUAL_PATH, left = await realOr(outside);
  for (let folder of path.split(delimiter).filter(isAbsolute)) {
    let file = join(folder, `${name}${ENDING}`), real = await realOr(file);
    if (!(`${await realOr(folder)}${sep}`.startsWith(`${left}${sep}`) || real.startsWith(`${left}${sep}`)) && await isProgram(file))
      return file;
  }
  return null;
}
function realOr(path) {
  return realpath(path).catch(() => path);
}
async function isProgram(file) {
  try {
    return await access(file, constants.X_OK), (await stat(file)).isFile();
  } catch {
    return !1;
  }
}

// src/files/git.ts
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
