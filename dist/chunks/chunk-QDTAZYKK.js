import {
  lockArchive
} from "./chunk-ITRWQB7I.js";
import {
  replaceWith,
  saveBeside
} from "./chunk-KXSCOQVB.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/archives/rewrite.ts
async function rewriteArchive(opened, protection, to) {
  to === null && requireProvable(protection);
  let lock = await lockArchive(to ?? opened.path);
  try {
    let place = to === null ? { ...opened, protection } : { path: to, protection };
    return await replaceWith(await saveBeside(place, opened.archive.keys)), to ?? opened.path;
  } finally {
    await lock.release();
  }
}
function requireProvable(protection) {
  if (!(protection.kind !== "recipients" || protection.identities.length > 0))
    throw new ToolError("keys-secret-missing", {
      happened: "In its place the archive would be replaced by one that could not be opened again here: no identity of its recipients was given.",
      next: "Give the identity of one of them with --keys-identity-file, or name another file to write."
    });
}

export {
  rewriteArchive,
  requireProvable
};
