import {
  endedBy,
  startFault
} from "./chunk-2KCRCFGU.js";
import {
  ToolError,
  childEnvironment,
  memberAt,
  programName
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/sources/run-command.ts
import { subscribe, unsubscribe } from "node:diagnostics_channel";
var MAX_COMMAND_OUTPUT_BYTES = 1024 * 1024;
async function runCommand(line, env, signal) {
  let [{ exec }, { ChildProcess }] = await Promise.all([import("./exec-XUUYUXD5.js"), import("node:child_process")]);
  if (signal?.aborted) throw failed(line, "was not started, because this run was stopped");
  let children = watchChildren(ChildProcess, (child) => isOurs(child, line)), chunks = [], size = 0, stopped = Promise.withResolvers(), stop = (error) => {
    children.end(), stopped.reject(error);
  }, onAbort = () => stop(failed(line, endedBy(signal)));
  signal?.addEventListener("abort", onAbort, { once: !0 });
  let running = exec(`"${line.program}"`, [...line.args], {
    silent: !0,
    // Once it has ended, a child of its own that keeps the output open is waited for no longer than this.
    delay: 2e3,
    ignoreReturnCode: !0,
    env: childEnvironment(env),
    // Without input the toolkit leaves its standard input open for ever.
    input: Buffer.alloc(0),
    listeners: {
      stdout: (chunk) => {
        size += chunk.length, size <= MAX_COMMAND_OUTPUT_BYTES ? chunks.push(chunk) : stop(tooLarge(line));
      }
    }
  }).finally(() => {
    children.unwatch(), children.end();
  });
  try {
    let status = await Promise.race([running, stopped.promise]);
    if (status === null) throw failed(line, "was ended by a signal");
    if (status !== 0) throw failed(line, `ended with exit status ${status}`);
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof ToolError ? error : failed(line, startFault(error));
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
function watchChildren(ChildProcess, isOurs2) {
  let children = [], ended = !1, end = () => {
    ended = !0;
    for (let child of children.filter(isOurs2))
      child.kill("SIGKILL"), child.stdout?.destroy(), child.stderr?.destroy();
  }, onChild = (message) => {
    let child = memberAt(message, "process");
    child instanceof ChildProcess && (children.push(child), child.once("spawn", () => isOurs2(child) && child.stdin?.on("error", () => {
    })), ended && setImmediate(end));
  };
  return subscribe("child_process", onChild), { end, unwatch: () => unsubscribe("child_process", onChild) };
}
function isOurs(child, { args }) {
  let given = (child.spawnargs ?? []).slice(1);
  return given.length === args.length && given.every((arg, at) => arg === args[at]);
}
function failed(line, how) {
  return new ToolError("keys-command-failed", {
    happened: `The program \`${programName(line)}\` of keys-command ${how}.`,
    next: "Run it by hand to see what it says. There is no shell: pipes, `$` and single quotes reach it as they are, and tokens for this tool are withheld from it."
  });
}
function tooLarge(line) {
  return new ToolError("keys-too-large", {
    happened: `The program \`${programName(line)}\` of keys-command wrote more than ${MAX_COMMAND_OUTPUT_BYTES} bytes, and was ended.`,
    next: "It must write only the archive, encrypted or not."
  });
}
export {
  MAX_COMMAND_OUTPUT_BYTES,
  runCommand
};
