import "./chunk-BLTGQREZ.js";
import {
  optionFlag
} from "./chunk-IALWGVBG.js";
import "./chunk-PY7Z66HZ.js";
import "./chunk-C5A4MCYL.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-CMGN2NAS.js";
import "./chunk-73X3T6A5.js";

// src/cli/device-file.ts
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
var MAX_BYTES = 1024 * 1024;
async function withDeviceFiles(raw, declarations, cwd) {
  let entries = Object.entries(raw).map(async ([name, value]) => {
    if (declarations[name]?.kind !== "uuids" || typeof value == "boolean") return [name, value];
    let read = (typeof value == "string" ? [value] : value).map((text) => text.startsWith("@") ? fileText(name, path.resolve(cwd, text.slice(1))) : text);
    return [name, await Promise.all(read)];
  });
  return Object.fromEntries(await Promise.all(entries));
}
async function fileText(name, file) {
  try {
    let facts = await stat(file);
    if (facts.isFile() && facts.size <= MAX_BYTES) return await readFile(file, "utf8");
  } catch (cause) {
    throw unreadable(name, file, "cannot be read", cause);
  }
  throw unreadable(name, file, `is no plain file of at most ${MAX_BYTES} bytes`);
}
function unreadable(name, file, why, cause) {
  return new ToolError(
    "value-invalid",
    {
      happened: `The file ${file}, given to --${optionFlag(name)}, ${why}.`,
      next: "Name a file with one device uuid a line."
    },
    cause === void 0 ? void 0 : { cause }
  );
}
export {
  withDeviceFiles
};
