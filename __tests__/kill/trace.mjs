// Loaded into the built CLI before it starts: counts what it does to the disk and to the Factory, tells it, and ends
// or fails the process at the one that a test names.
//   TRACE_FILE   where each step is written, one line each: `write root.tgz.part`
//   TRACE_AT     number of the step, from 0, at which something happens; -1: nothing does
//   TRACE_DO     `kill`: the process is killed before the step; `torn`: a write is cut in half, then it is killed;
//                `lost`: an HTTP call is carried out and then it is killed; or an error code, e.g. ENOSPC: it fails
import fs from "node:fs";
import fsp from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import process from "node:process";

const { TRACE_FILE, TRACE_AT = "-1", TRACE_DO = "kill" } = process.env;
const at = Number(TRACE_AT);
let count = 0;
const tell = fs.writeSync;
const out = TRACE_FILE ? fs.openSync(TRACE_FILE, "a") : null;

function kill() {
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way; nothing more may be done.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

/** @returns true when this is the step at which something happens. */
function step(what) {
  if (out !== null) tell(out, `${what}\n`);
  return count++ === at;
}

/** What was asked for happens now, and nothing after it. */
function happen(what) {
  if (TRACE_DO === "kill" || TRACE_DO === "torn" || TRACE_DO === "lost") kill();
  throw Object.assign(new Error(`${TRACE_DO}: made up`), { code: TRACE_DO, syscall: what });
}

function guarded(what) {
  if (step(what)) happen(what);
}

const name = (file) => path.basename(String(file));
const { open, rename, unlink, link } = fsp;

fsp.open = async (file, flags, ...rest) => {
  const writes = typeof flags === "string" && /[wax+]/.test(flags);
  if (writes) guarded(`create ${name(file)}`);
  const handle = await open(file, flags, ...rest);
  const { writeFile, sync, close } = handle;
  const what = writes ? name(file) : `folder ${name(file)}`;
  handle.writeFile = async (bytes, ...options) => {
    if (step(`write ${what}`)) {
      const whole = Buffer.from(bytes);
      if (TRACE_DO === "torn") await writeFile.call(handle, whole.subarray(0, Math.floor(whole.length / 2)));
      happen(`write ${what}`);
    }
    return writeFile.call(handle, bytes, ...options);
  };
  handle.sync = async () => {
    guarded(`flush ${what}`);
    return sync.call(handle);
  };
  handle.close = close.bind(handle);
  return handle;
};
fsp.rename = async (from, to) => {
  guarded(`rename ${name(from)} to ${name(to)}`);
  return rename(from, to);
};
fsp.unlink = async (file) => {
  guarded(`remove ${name(file)}`);
  return unlink(file);
};
fsp.link = async (from, to) => {
  guarded(`link ${name(from)} to ${name(to)}`);
  return link(from, to);
};
syncBuiltinESMExports();

for (const module of [http, https]) {
  const { request } = module;
  module.request = (url, options, ...rest) => {
    const isThis = step(`${options.method ?? "GET"} ${new URL(url).pathname}`);
    if (isThis && TRACE_DO === "kill") kill();
    const sent = request(url, options, ...rest);
    if (isThis && TRACE_DO === "lost") {
      // Carried out, and its answer read by nobody.
      sent.prependOnceListener("response", kill);
    }
    return sent;
  };
}
