import {
  MAX_CREDENTIAL_LENGTH,
  checkedSecret
} from "./chunk-IQXVYL6L.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/factory/secret-file.ts
import { open } from "node:fs/promises";
async function readSecretFile(path, what) {
  return parseSecretText(await readStart(path, what), what);
}
function parseSecretText(bytes, what) {
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").trim();
  if (text !== "") return checkedSecret(text, what);
  throw new ToolError("credentials-missing", { happened: `${what} is empty.`, next: "Write the credential into it." });
}
async function readStart(path, what) {
  try {
    var _stack = [];
    try {
      let file = __using(_stack, await open(path, "r"), !0);
      let buffer = Buffer.alloc(MAX_CREDENTIAL_LENGTH + 64);
      let size = 0;
      for (; ; ) {
        let { bytesRead } = await file.read(buffer, size, buffer.length - size);
        if (size += bytesRead, bytesRead === 0 || size === buffer.length) return buffer.subarray(0, size);
      }
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    let { code } = error;
    throw new ToolError("credentials-missing", {
      happened: `${what} cannot be read (${code ?? "unknown reason"}).`,
      next: "Check its path and its mode."
    });
  }
}
export {
  parseSecretText,
  readSecretFile
};
