import {
  openArchiveFile
} from "./chunk-KXSCOQVB.js";
import {
  keyFileOf
} from "./chunk-IBHUTPW6.js";
import {
  keyOptions
} from "./chunk-FK2E7ONT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/archives/archive-options.ts
import { resolve } from "node:path";
var archiveOptions = {
  keys: {
    kind: "path",
    help: "The archive with the offline keys: path of a *.tgz, plain or encrypted with age.",
    placeholder: "<archive>"
  },
  keysIdentityFile: keyOptions.keysIdentityFile,
  keysPassphraseFile: keyOptions.keysPassphraseFile
};
function requireKeyFile(ctx, command) {
  let file = ctx.keys && keyFileOf(ctx.keys);
  if (file) return file;
  throw new ToolError("keys-missing", {
    happened: `${command} works on an archive of offline keys, and none was named.`,
    next: "Name it with --keys."
  });
}
function openNamedArchive(ctx, command) {
  let { path, secrets } = requireKeyFile(ctx, command);
  return openArchiveFile(path, secrets);
}
function pathOf(ctx, path) {
  return resolve(ctx.cwd, path);
}

export {
  archiveOptions,
  requireKeyFile,
  openNamedArchive,
  pathOf
};
