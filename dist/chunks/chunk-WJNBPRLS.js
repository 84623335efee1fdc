import {
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  own
} from "./chunk-ZVVHKV3B.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

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

// src/tuf/pins.ts
function docHash(doc) {
  return sha256Hex(doc.forms[0]);
}
function pinOf(pins, name) {
  return (pins && own(pins.docs, name)) ?? null;
}
function pinnedTags(pins) {
  return Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
}
function requirePinned(doc, pin, hash = docHash) {
  if (!pin) return;
  let { version } = doc.signed;
  if (version < pin.version)
    throw new ToolError("metadata-rollback", {
      happened: `${doc.where} has version ${version}; the pin says that version ${pin.version} was published before.`,
      next: "Somebody serves an old document. Keep a copy and ask the vendor; change the pin only by a reviewed commit."
    });
  if (version === pin.version && hash(doc) !== pin.sha256)
    throw new ToolError("metadata-equivocation", {
      happened: `${doc.where} has version ${version} like its pin, but another content (sha256 ${hash(doc)}, pinned ${pin.sha256}).`,
      next: "Two documents of one version exist. Keep a copy and ask the vendor."
    });
}

export {
  docHash,
  pinOf,
  pinnedTags,
  requirePinned,
  writeFileWhole
};
