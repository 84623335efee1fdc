import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/keys/key-file.ts
var files = /* @__PURE__ */ new WeakMap();
function rememberKeyFile(source, file) {
  files.set(source, file);
}
function keyFileOf(source) {
  return files.get(source) ?? null;
}

// src/keys/unlock-secrets.ts
var MIN_PASSPHRASE_LENGTH = 12, IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}$/, COPY_LINE = "Copy the whole line that begins with AGE-SECRET-KEY-1, and nothing else.";
function parseIdentities(text) {
  let lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.some((line) => /^age1[a-z0-9]/.test(line)))
    throw new ToolError("keys-public", {
      happened: "The age identity is a recipient (age1...), which is public and opens nothing.",
      next: COPY_LINE
    });
  let broken = lines.findIndex((line) => !IDENTITY.test(line));
  if (lines.length === 0 || broken >= 0) {
    let which = lines.length > 1 ? ` (line ${broken + 1} of ${lines.length})` : "";
    throw new ToolError("keys-identity-malformed", {
      happened: `The age identity has not the form AGE-SECRET-KEY-1 and 58 characters${which}.`,
      next: COPY_LINE
    });
  }
  return lines;
}
function trimPassphrase(text) {
  return text.replace(/[\r\n]+$/, "");
}
function requireStrongPassphrase(passphrase) {
  if (!([...passphrase].length >= MIN_PASSPHRASE_LENGTH))
    throw new ToolError("keys-passphrase-weak", {
      happened: `The passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} characters, so it can be guessed and cannot be masked safely.`,
      next: "Encrypt the archive again, best to an age identity (age-keygen), else with a generated passphrase."
    });
}

// src/keys/typed-passphrase.ts
var MAX_TRIES = 3;
async function openWithTyped(ask, archive, open) {
  for (let tries = 1; ; tries++) {
    let typed = trimPassphrase(await ask(archive, tries > 1));
    if (typed === "") return null;
    try {
      return await open(typed);
    } catch (error) {
      if (!(error instanceof ToolError && error.code === "keys-wrong-passphrase") || tries === MAX_TRIES) throw error;
    }
  }
}

export {
  parseIdentities,
  trimPassphrase,
  requireStrongPassphrase,
  openWithTyped,
  rememberKeyFile,
  keyFileOf
};
