import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/commands/release/write-file.ts
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
async function writeFileWhole(path, text) {
  let beside = join(dirname(path), `.${basename(path)}.new`);
  try {
    await mkdir(dirname(path), { recursive: !0 });
    let file = await open(beside, "w", 420);
    try {
      await file.writeFile(text), await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    throw await rm(beside, { force: !0 }), new ToolError("value-invalid", {
      happened: `${path} cannot be written (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched."
    });
  }
}

export {
  writeFileWhole
};
