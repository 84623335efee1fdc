import {
  textDamage
} from "./chunk-SS3ZKZZ3.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/context/trusted-root.ts
function startsFromTrust({ confirms, looksFirst, runs, options: declared }, options) {
  return !confirms || looksFirst || runs === "machine" || options.dryRun === !0 || options.firstTime === !0 ? !1 : !Object.hasOwn(declared, "sign") || options.sign === !0;
}
function requireTrustedRoot(ctx, command) {
  let missing = missingTrustedRoot(ctx, command);
  if (missing) throw missing;
}
function requireRootOffline({ root }) {
  if (!root)
    throw new ToolError("trusted-root-missing", {
      happened: "--offline proves against the trusted root alone, and there is none.",
      next: "Name a root.json with --trusted-root: one that `factory-tuf root pin` wrote on a machine with network, or N.root.json of `factory-tuf root download <file>`."
    });
}
function missingTrustedRoot({ trust, place, refuseRootKeys: isRunner }, command) {
  if (trust.root || trust.onFirstUse) return null;
  let without = place.isWorkspace ? "set trust-on-first-use: true" : "give --trust-on-first-use";
  return new ToolError("trusted-root-missing", {
    happened: `${command} would sign or publish, and there is no trusted root to verify the Factory's answers from.`,
    next: isRunner ? `On your own machine run \`factory-tuf root pin\`, look at what it shows, and commit .factory-tuf/root.json (the job must check the repository out). To go without, ${without}.` : `Run \`factory-tuf root pin\`, look at what it shows, and run this again; or name a root.json with --trusted-root. To go without, ${without}.`
  });
}

// src/keys/archive/key-file.ts
var files = /* @__PURE__ */ new WeakMap();
function rememberKeyFile(source, file) {
  files.set(source, file);
}
function keyFileOf(source) {
  return files.get(source) ?? null;
}

// src/keys/age/unlock-secrets.ts
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
    let which = lines.length > 1 ? ` (line ${broken + 1} of ${lines.length})` : "", { says, next } = identityMistake(text.trim()) ?? {
      says: `should be AGE-SECRET-KEY-1 and 58 more characters, and is something else${which}`,
      next: COPY_LINE
    };
    throw new ToolError("keys-identity-malformed", { happened: `The age identity ${says}.`, next });
  }
  return lines;
}
function identityMistake(text) {
  let decoded = Buffer.from(text, "base64").toString("latin1").trim();
  for (let form of [text, decoded])
    if (/^(?:age-encryption\.org\/|\x1f\x8b|-----BEGIN AGE )/.test(form))
      return {
        says: "is an archive or another encrypted file, not what opens one",
        next: "Put the archive into keys, and the identity (AGE-SECRET-KEY-1...) here."
      };
  return /^(?:# created: |AGE-SECRET-KEY-)/.test(decoded) ? { says: "is base64 of an identity", next: "Give the identity itself: base64 -d." } : /^#.*\s(?:# public key: |AGE-SECRET-KEY-)/.test(text) && !/[\r\n\\]/.test(text) ? { says: "has lost its line ends, so that all of it is a comment", next: COPY_LINE } : text !== "" && text.split(/\r?\n/).every((line) => /^\s*(?:#(?!.*AGE-SECRET-KEY-)|$)/.test(line)) ? { says: "holds nothing but comments", next: COPY_LINE } : /^-----BEGIN .*PRIVATE KEY-----/.test(text) ? { says: "is a private key of another program", next: "Make an age identity: age-keygen -o identity.txt." } : /^AGE-PLUGIN-/i.test(text) ? {
    says: "is one of a plugin, and plugins are not run here",
    next: "Decrypt the archive with age itself, in a program that keys-command names."
  } : /^age-secret-key-/.test(text) ? { says: "is in small letters, and age writes capitals", next: COPY_LINE } : textDamage(text);
}
function requireNoSecretFor(what, { identity, passphrase }, next = "Leave the secret out, or name the archive that it opens. To encrypt an archive: factory-tuf keys encrypt --keys <archive>.") {
  if (!(!identity && !passphrase))
    throw new ToolError("keys-secret-unused", {
      happened: `${what} is not encrypted, so the ${passphrase ? "passphrase" : "age identity"} that was given opens and locks nothing.`,
      next
    });
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

// src/keys/age/typed-passphrase.ts
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
  startsFromTrust,
  requireTrustedRoot,
  requireRootOffline,
  missingTrustedRoot,
  rememberKeyFile,
  keyFileOf,
  parseIdentities,
  requireNoSecretFor,
  trimPassphrase,
  requireStrongPassphrase,
  openWithTyped
};
