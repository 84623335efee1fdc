import {
  bytesOf
} from "./chunk-AHF76FWZ.js";
import "./chunk-VRGDLZOO.js";
import "./chunk-V4N5KRFV.js";
import {
  endedBy,
  startFault
} from "./chunk-2KCRCFGU.js";
import {
  ED25519_METHOD,
  RSA_METHOD,
  ToolError,
  childEnvironment,
  programName,
  sha256Hex
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/sources/run-program.ts
import { spawn } from "node:child_process";
var TOO_MUCH = "wrote too much", HELD_OPEN_MS = 500, HAS_GROUPS = process.platform !== "win32";
function runProgram({ line, env, input, maxOutputBytes, signal }) {
  let { promise, resolve } = Promise.withResolvers();
  if (signal?.aborted) return Promise.resolve({ failed: "was not started, because this run was stopped" });
  let child;
  try {
    child = spawn(line.program, [...line.args], {
      env: { ...env },
      stdio: ["pipe", "pipe", "ignore"],
      detached: HAS_GROUPS,
      windowsHide: !0
    });
  } catch (error) {
    return Promise.resolve({ failed: startFault(error) });
  }
  let chunks = [], size = 0, heldOpen, finish = (end) => {
    clearTimeout(heldOpen), signal?.removeEventListener("abort", onAbort), endGroup(child), child.stdin?.destroy(), child.stdout?.destroy(), resolve(end);
  }, onAbort = () => finish({ failed: endedBy(signal) });
  return signal?.addEventListener("abort", onAbort, { once: !0 }), child.once("error", (error) => finish({ failed: startFault(error) })), child.stdout?.on("data", (chunk) => {
    size += chunk.length, size <= maxOutputBytes ? chunks.push(chunk) : finish({ failed: TOO_MUCH });
  }), child.once("exit", (status, by) => {
    endGroup(child);
    let end = () => finish(endOf(status, by, chunks));
    child.once("close", end), heldOpen = setTimeout(end, HELD_OPEN_MS);
  }), child.stdin?.on("error", () => {
  }), child.stdin?.end(input ?? Buffer.alloc(0)), promise;
}
function endOf(status, by, chunks) {
  return by !== null ? { failed: "was ended by a signal" } : status === 0 ? { output: Buffer.concat(chunks) } : { failed: `ended with exit status ${status}` };
}
function endGroup(child) {
  if (child.pid !== void 0)
    try {
      HAS_GROUPS ? process.kill(-child.pid, "SIGKILL") : child.kill("SIGKILL");
    } catch {
    }
}

// src/keys/signers/remote/command.ts
var MAX_OUTPUT_BYTES = 4 * 1024;
function commandService(line, { env, signal }) {
  return {
    async sign(key, bytes) {
      let end = await runProgram({
        line,
        env: {
          ...childEnvironment(env),
          FACTORY_SIGNER_KEYID: key.keyid,
          FACTORY_SIGNER_METHOD: key.type === "rsa" ? RSA_METHOD : ED25519_METHOD,
          FACTORY_SIGNER_SHA256: sha256Hex(bytes)
        },
        input: bytes,
        maxOutputBytes: MAX_OUTPUT_BYTES,
        signal
      });
      if (!("output" in end))
        throw failed(
          line,
          end.failed === TOO_MUCH ? `wrote more than ${MAX_OUTPUT_BYTES} bytes, and was ended` : end.failed
        );
      let raw = bytesOf(Buffer.from(end.output).toString("latin1").replace(/\s+/g, ""), "standard");
      if (!raw) throw failed(line, "did not write a signature in base64");
      return raw;
    }
  };
}
function failed(line, how) {
  return new ToolError("signer-failed", {
    happened: `The program \`${programName(line)}\` of signer-command ${how}.`,
    next: "Run it by hand to see what it says: it reads the bytes to be signed, and writes the signature in base64 and nothing else. There is no shell, no terminal, and tokens for this tool are withheld from it."
  });
}
export {
  commandService
};
