import {
  ToolError,
  codeOf,
  diskFailed,
  shownFile,
  systemDisk
} from "./chunk-VNGMR44M.js";

// src/files/write-new-file.ts
var TRY_ELSEWHERE = "Make room, or name a file where this user may write.";
async function writeNewFile(path, bytes, disk = systemDisk) {
  let created = !1;
  try {
    let file = await disk.create(path);
    created = !0;
    try {
      await file.write(bytes), await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw created && await disk.remove(path).catch(() => {
    }), !created && codeOf(error) === "EEXIST" ? isThere(path) : diskFailed(error, `${shownFile(path)} could not be written`, TRY_ELSEWHERE);
  }
}
function isThere(path) {
  return new ToolError("file-unwritable", {
    happened: `${shownFile(path)} is there already, and a file that may hold keys is never overwritten.`,
    next: "Name another file, or move the existing one away."
  });
}

export {
  TRY_ELSEWHERE,
  writeNewFile
};
