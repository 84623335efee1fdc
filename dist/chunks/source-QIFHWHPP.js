import {
  readKeyInput
} from "./chunk-FQNPKKOF.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";

// src/keys/age-header.ts
var MAX_LOG_N = 20, MAX_HEADER_BYTES = 64 * 1024, COPY_AGAIN = "Copy the whole file again, or encrypt the archive once more.";
function readAgeHeader(file) {
  let lines = Buffer.from(file.subarray(0, MAX_HEADER_BYTES)).toString("latin1").split(`
`);
  if (lines[0] !== "age-encryption.org/v1" && lines.length > 1)
    throw refused(
      "keys-not-age",
      "The encrypted archive names a version of age other than v1.",
      "Encrypt it with age 1.0 or later."
    );
  let end = lines.findIndex((line) => line.startsWith("---"));
  if (end < 0 || end === lines.length - 1)
    throw refused("keys-truncated", "The encrypted archive is cut off inside its age header.", COPY_AGAIN);
  let stanzas = lines.slice(1, end).filter((line) => line.startsWith("-> ")), scrypt = stanzas.find((line) => line.startsWith("-> scrypt "));
  if (stanzas.length === 0 || scrypt && stanzas.length > 1) throw brokenHeader();
  return { scrypt: scrypt ? readScryptLock(scrypt) : null };
}
function readScryptLock(line) {
  let [, salt, logN] = /^-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]{0,3})$/.exec(line) ?? [];
  if (!salt || !logN) throw brokenHeader();
  if (Number(logN) > MAX_LOG_N)
    throw refused(
      "keys-scrypt-too-costly",
      `The encrypted archive asks for a scrypt work factor of 2^${logN}; at most 2^${MAX_LOG_N} is accepted.`,
      "Encrypt it again with the default work factor (2^18), better to an age identity."
    );
  return { salt: Buffer.from(salt, "base64"), logN: Number(logN) };
}
function brokenHeader() {
  return refused("keys-malformed", "The encrypted archive has a damaged age header.", COPY_AGAIN);
}
function refused(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/keys/command-line.ts
function parseCommandLine(text) {
  let words = [], word = null, quoted = !1;
  for (let at = 0; at < text.length; at++) {
    let char = text[at];
    char === "\\" && /["\\\s]/.test(text[at + 1] ?? "") ? word = (word ?? "") + text[++at] : char === '"' ? (quoted = !quoted, word ??= "") : /\s/.test(char) && !quoted ? (word !== null && words.push(word), word = null) : word = (word ?? "") + char;
  }
  if (quoted) throw invalid("opens a double quote and does not close it");
  word !== null && words.push(word);
  let [program, ...args] = words;
  if (program === void 0)
    throw new ToolError("value-missing", {
      happened: "keys-command is empty.",
      next: 'Give a program and its arguments, e.g. keys-command: show-secret "release keys".'
    });
  if (program.trim() === "") throw invalid("begins with an empty word instead of a program");
  if (program.includes('"')) throw invalid("names a program with a double quote in its name");
  if (words.some((part) => part.includes("\0"))) throw invalid("holds a NUL character");
  return { program, args };
}
function invalid(why) {
  return new ToolError("value-invalid", {
    happened: `keys-command ${why}.`,
    next: 'Write a program and its arguments; quote an argument with blanks as "...", and a quote in it as \\".'
  });
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

// src/keys/source.ts
function keySource(input) {
  let masks = masker(input.mask), content = once(async () => (await masks(...identityLines(input.identity), input.passphrase), readInput(input, masks))), scryptKey = once(async (passphrase, header) => {
    let { deriveScryptKey } = await import("./age-EMJK5MZ7.js");
    return deriveScryptKey(header.scrypt, passphrase);
  }), usablePassphrase = async () => {
    let passphrase = trimPassphrase(input.passphrase || await input.ask?.() || "");
    if (!passphrase) throw passphraseMissing(input);
    return await masks(passphrase), input.weakPassphrase === "refused" && requireStrongPassphrase(passphrase), passphrase;
  }, archiveBytes = async ({ input: { bytes }, header }) => {
    if (!header) return bytes;
    let unlock = header.scrypt ? { scryptKey: await scryptKey(await usablePassphrase(), header) } : { identities: parseIdentities(requireIdentity(input)) }, { decryptAge } = await import("./age-EMJK5MZ7.js");
    return decryptAge(bytes, unlock);
  };
  return {
    prefetch() {
      content().then(async ({ header }) => {
        header?.scrypt && input.passphrase && await scryptKey(await usablePassphrase(), header);
      }).catch(() => {
      });
    },
    open: once(async () => {
      let bytes = await archiveBytes(await content());
      await masks(bytes);
      let [{ readArchive }, { archiveMasks }] = await Promise.all([
        import("./read-archive-EGU5Y26S.js"),
        import("./masks-JJR7JCLM.js")
      ]), archive = await readArchive(bytes);
      for (let form of archiveMasks(archive)) input.mask(form);
      return archive;
    })
  };
}
async function readInput(input, masks) {
  let { from } = input, raw = await readRaw(input);
  "file" in from || await masks(raw);
  let what = "content" in from ? "The input keys" : "file" in from ? "The key file" : "The output of keys-command", found = readKeyInput(raw, what);
  if (found.form === "age") return { input: found, header: readAgeHeader(found.bytes) };
  if (input.plain === "accepted" || "command" in from) return { input: found, header: null };
  throw new ToolError("keys-plain", {
    happened: `${what} is a plain archive: anyone who reads it can sign releases.`,
    next: "Encrypt it with age and give that, with the identity as its own secret: age-keygen -o identity.txt, then age -a -r age1... -o keys.age targets.keys.tgz. If the plain archive left your machine, rotate its key."
  });
}
async function readRaw({ from, env, signal }) {
  if ("content" in from) return Buffer.from(from.content, "utf8");
  if ("file" in from) return (await import("./read-input-YEQWO26A.js")).readKeyFile(from.file);
  let line = parseCommandLine(from.command);
  return (await import("./run-command-GIWRM4M5.js")).runCommand(line, env, signal);
}
function requireIdentity({ identity, passphrase }) {
  if (identity) return identity;
  throw passphrase ? new ToolError("keys-wrong-passphrase", {
    happened: "The encrypted archive opens with an age identity, not with a passphrase.",
    next: "Give the identity (AGE-SECRET-KEY-1...) as keys-identity."
  }) : secretMissing("an age identity");
}
function passphraseMissing({ identity }) {
  return identity ? new ToolError("keys-wrong-identity", {
    happened: "The encrypted archive opens with a passphrase, not with an age identity.",
    next: "Give keys-passphrase; or encrypt the archive to the identity, which opens in milliseconds."
  }) : secretMissing("a passphrase");
}
function secretMissing(what) {
  let [option, env] = what === "a passphrase" ? ["keys-passphrase", "FACTORY_TUF_PASSPHRASE"] : ["keys-identity", "FACTORY_TUF_IDENTITY"];
  return new ToolError("keys-secret-missing", {
    happened: `The encrypted archive opens with ${what}, and none was given.`,
    next: `Give it as ${option} in the Action, as --${option}-file or ${env} on the command line.`
  });
}
function identityLines(text = "") {
  return text.split(/\r?\n/).filter((line) => !line.startsWith("#"));
}
function masker(mask) {
  return async (...secrets) => {
    let { maskForms } = await import("./masks-JJR7JCLM.js");
    for (let secret of secrets) for (let form of secret ? maskForms(secret) : []) mask(form);
  };
}
function once(make) {
  let made;
  return (...args) => made ??= make(...args);
}
export {
  keySource
};
