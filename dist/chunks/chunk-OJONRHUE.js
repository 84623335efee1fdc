import {
  systemDisk
} from "./chunk-KXSCOQVB.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/archives/nothing-there.ts
async function requireNothingThere(path) {
  if (await systemDisk.exists(path))
    throw new ToolError("file-unwritable", {
      happened: `${path} is there already, and a file that may hold keys is never overwritten.`,
      next: "Name another file, or move that one away."
    });
}

export {
  requireNothingThere
};
