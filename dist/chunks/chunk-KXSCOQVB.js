import {
  parseIdentities,
  trimPassphrase
} from "./chunk-IBHUTPW6.js";
import {
  readAgeHeader,
  readKeyFile,
  readKeyInput
} from "./chunk-SDZCSINS.js";
import {
  readArchive
} from "./chunk-4KSOC3EV.js";
import {
  Header
} from "./chunk-YNPEI3KN.js";
import {
  privateHalfOf
} from "./chunk-YMLTOLX3.js";
import {
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/keys/protection.ts
import { createCipheriv, randomBytes } from "node:crypto";
var DEFAULT_LOG_N = 18;
async function openProtected(file, what, secrets) {
  let input = readKeyInput(file, what);
  if (input.form === "plain") return { packed: input.bytes, protection: { kind: "plain" } };
  let header = readAgeHeader(input.bytes), armored = input.bytes !== file, { decryptAge, deriveScryptKey } = await import("./age-ZHK42PP3.js");
  if (header.scrypt) {
    let passphrase = await passphraseOf(what, secrets);
    return { packed: await decryptAge(input.bytes, { scryptKey: await deriveScryptKey(header.scrypt, passphrase) }), protection: { kind: "passphrase", passphrase, logN: header.scrypt.logN, armored } };
  }
  let identities = identitiesOf(what, secrets), packed = await decryptAge(input.bytes, { identities }), recipients = await recipientsOf(identities), others = Math.max(0, countRecipients(input.bytes, header) - recipients.length);
  return { packed, protection: { kind: "recipients", recipients, others, identities, armored } };
}
async function lockProtected(packed, protection) {
  if (protection.kind === "plain") return packed;
  let { Encrypter, armor } = await import("./dist-UHAOSZMN.js"), encrypter = new Encrypter();
  if (protection.kind === "passphrase")
    encrypter.addRecipient(await scryptRecipient(protection.passphrase, protection.logN));
  else {
    if (protection.others > 0) throw recipientsUnknown(protection.others);
    for (let recipient of protection.recipients) addRecipient(encrypter, recipient);
  }
  let file = await encrypter.encrypt(packed);
  return protection.armored ? Buffer.from(`${armor.encode(file).trimEnd()}
`, "latin1") : file;
}
async function recipientsOf(identities) {
  let { identityToRecipient } = await import("./dist-UHAOSZMN.js");
  try {
    return await Promise.all(identities.map((identity) => identityToRecipient(identity)));
  } catch {
    throw new ToolError("keys-identity-malformed", {
      happened: "The age identity is damaged: its checksum is wrong.",
      next: "Copy the whole line that begins with AGE-SECRET-KEY-1 again."
    });
  }
}
function protectionWords(protection) {
  return protection.kind === "plain" ? "not encrypted" : protection.kind === "passphrase" ? "encrypted with a passphrase" : `encrypted to ${protection.recipients.join(", ")}`;
}
function addRecipient(encrypter, recipient) {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new ToolError("keys-recipient-malformed", {
      happened: `The recipient ${JSON.stringify(shownRecipient(recipient))} is not an age recipient (age1...).`,
      next: "Give the public key that age-keygen printed, whole; it begins with age1."
    });
  }
}
function shownRecipient(recipient) {
  return /^age1[a-z0-9]*$/.test(recipient) ? recipient.slice(0, 80) : "(not shown)";
}
async function scryptRecipient(passphrase, logN) {
  let { Stanza } = await import("./dist-UHAOSZMN.js"), { deriveScryptKey } = await import("./age-ZHK42PP3.js"), salt = randomBytes(16), key = await deriveScryptKey({ salt, logN }, passphrase);
  return {
    wrapFileKey: (fileKey) => {
      let cipher = createCipheriv("chacha20-poly1305", key, Buffer.alloc(12), { authTagLength: 16 }), body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]), saltText = salt.toString("base64").replace(/=+$/, "");
      return [new Stanza(["scrypt", saltText, String(logN)], new Uint8Array(body))];
    }
  };
}
function countRecipients(file, header) {
  if (header.scrypt) return 1;
  let lines = Buffer.from(file.subarray(0, 64 * 1024)).toString("latin1").split(`
`), end = lines.findIndex((line) => line.startsWith("---"));
  return lines.slice(0, end).filter((line) => /^-> (?!\S*-grease(?: |$))/.test(line)).length;
}
async function passphraseOf(what, { passphrase, ask, identity }) {
  let given = trimPassphrase(passphrase || await ask?.() || "");
  if (given) return given;
  throw new ToolError(identity ? "keys-wrong-identity" : "keys-secret-missing", {
    happened: `${what} opens with a passphrase, and none was given.`,
    next: "Give it with --keys-passphrase-file or FACTORY_TUF_PASSPHRASE, or run this on a terminal to be asked."
  });
}
function identitiesOf(what, { identity, passphrase }) {
  if (identity) return parseIdentities(identity);
  throw new ToolError(passphrase ? "keys-wrong-passphrase" : "keys-secret-missing", {
    happened: `${what} opens with an age identity, and none was given.`,
    next: "Give it with --keys-identity-file or FACTORY_TUF_IDENTITY."
  });
}
function recipientsUnknown(others) {
  return new ToolError("keys-recipients-unknown", {
    happened: `The archive is encrypted to ${others} more recipient${others === 1 ? "" : "s"} than the identity given belongs to, and age files do not name theirs: writing it again would lock ${others === 1 ? "that one" : "those"} out.`,
    next: "Encrypt it once with all of them: factory-tuf keys encrypt --recipient age1...,age1...; or give all identities."
  });
}

// src/keys/write-archive.ts
import { gzipSync } from "node:zlib";
var BLOCK = 512, OWNER_ONLY = 384;
function writeArchive(keys) {
  let blocks = [], names = /* @__PURE__ */ new Set();
  for (let key of keys) {
    if (names.has(key.name)) throw refusedName(key.name, "is there twice");
    names.add(key.name);
    let half = privateHalfOf(key);
    half && blocks.push(...entry(`${key.name}.sec`, half.secJson())), blocks.push(...entry(`${key.name}.pub`, JSON.stringify(key.public)));
  }
  return blocks.push(Buffer.alloc(2 * BLOCK)), gzipSync(Buffer.concat(blocks));
}
function entry(path, text) {
  let body = Buffer.from(text, "utf8"), epoch = /* @__PURE__ */ new Date(0), header = new Header({ path, mode: OWNER_ONLY, uid: 0, gid: 0, size: body.length, mtime: epoch, type: "File" }), block = Buffer.alloc(BLOCK);
  if (header.encode(block)) throw refusedName(path, "is too long");
  return [block, body, Buffer.alloc((BLOCK - body.length % BLOCK) % BLOCK)];
}
function refusedName(name, why) {
  return new ToolError("keys-entry-refused", {
    happened: `No archive was made: the entry name \`${name.slice(0, 120)}\` ${why}.`,
    next: "Rename the entry in the archive it comes from."
  });
}

// src/keys/archive-file.ts
import { realpath } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";

// src/keys/disk.ts
import { lstat, open, readFile, rename, unlink } from "node:fs/promises";
var OWNER_ONLY2 = 384, systemDisk = {
  read: (path) => nullIfMissing(readFile(path)),
  exists: async (path) => await nullIfMissing(lstat(path)) !== null,
  async create(path) {
    let file = await open(path, "wx", OWNER_ONLY2);
    return {
      write: async (bytes) => file.writeFile(bytes),
      sync: () => file.sync(),
      close: () => file.close()
    };
  },
  rename,
  remove: unlink,
  async syncFolder(path) {
    let folder;
    try {
      folder = await open(path, "r"), await folder.sync();
    } catch (error) {
      if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(codeOf(error))) throw error;
    } finally {
      await folder?.close();
    }
  }
};
function diskFailed(error, what, next) {
  return new ToolError("file-unwritable", { happened: `${what} (${WORDS[codeOf(error)] ?? codeOf(error)}).`, next });
}
function codeOf(error) {
  return error.code ?? "unknown reason";
}
var WORDS = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is mounted read-only",
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is there already",
  EISDIR: "it is a folder",
  EIO: "the device reports an error"
};
async function nullIfMissing(work) {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

// src/keys/archive-file.ts
async function openArchiveFile(path, secrets) {
  let bytes = await readKeyFile(path), { packed, protection } = await openProtected(bytes, `The archive ${shown(path)}`, secrets), archive = await readArchive(packed);
  return { path: await realpath(path), archive, protection, sha256: sha256Hex(bytes) };
}
async function openArchiveFileIfThere(path, secrets, disk = systemDisk) {
  return await disk.exists(path) ? openArchiveFile(path, secrets) : null;
}
async function saveBeside(place, keys, disk = systemDisk) {
  let path = resolve(place.path), beside = besideName(path), bytes = await lockProtected(writeArchive(keys), place.protection);
  await writeNewFile(beside, bytes, disk);
  try {
    let there = await disk.read(beside);
    if (!there || !Buffer.from(bytes).equals(there)) throw unproven(beside);
    await requireSameKeys(there, place.protection, keys, beside), await disk.syncFolder(dirname(path));
  } catch (error) {
    throw await disk.remove(beside).catch(() => {
    }), error instanceof ToolError ? error : diskFailed(error, `The archive could not be saved as ${shown(beside)}`, TRY_ELSEWHERE);
  }
  return { path, beside, replaces: place.sha256 ?? null };
}
async function replaceWith({ path, beside, replaces }, disk = systemDisk) {
  try {
    let now = await disk.read(path);
    if ((now ? sha256Hex(now) : null) !== replaces) throw changedMeanwhile(path, beside, now !== null);
    await disk.rename(beside, path), await disk.syncFolder(dirname(path));
  } catch (error) {
    throw error instanceof ToolError ? error : diskFailed(error, `${shown(beside)} could not be renamed to ${shown(path)}`, keepBoth(beside));
  }
}
async function discardSaved({ beside, path }, disk = systemDisk) {
  try {
    await disk.remove(beside), await disk.syncFolder(dirname(path));
  } catch (error) {
    throw diskFailed(error, `${shown(beside)} could not be removed`, "Remove it: the keys in it were never used.");
  }
}
async function leftoversOf(path, disk = systemDisk) {
  let [ours, vendors] = [besideName(resolve(path)), `${resolve(path)}.tmp`], [oursThere, vendorsThere] = await Promise.all([disk.exists(ours), disk.exists(vendors)]);
  return { ours: oursThere ? ours : null, vendors: vendorsThere ? vendors : null };
}
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
    }), !created && codeOf(error) === "EEXIST" ? inTheWay(path) : diskFailed(error, `${shown(path)} could not be written`, TRY_ELSEWHERE);
  }
}
function sameKeys(some, others) {
  let texts = (keys) => keys.map(keyText).sort().join(`
`);
  return texts(some) === texts(others);
}
var TRY_ELSEWHERE = "Make room, or name a file where this user may write.";
function keyText(key) {
  return JSON.stringify([key.name, key.keyid, privateHalfOf(key)?.secretText() ?? null]);
}
function besideName(path) {
  return `${path}.new`;
}
async function requireSameKeys(bytes, protection, keys, path) {
  if (protection.kind === "recipients" && protection.identities.length === 0) return;
  let secrets = protection.kind === "passphrase" ? { passphrase: protection.passphrase } : protection.kind === "recipients" ? { identity: protection.identities.join(`
`) } : {}, held;
  try {
    let { packed } = await openProtected(bytes, shown(path), secrets);
    held = (await readArchive(packed, { orphans: "kept" })).keys;
  } catch {
    throw unproven(path);
  }
  if (!sameKeys(held, keys)) throw unproven(path);
}
function shown(path) {
  return `\`${basename(path).slice(0, 120)}\``;
}
function keepBoth(beside) {
  return `Keep ${shown(beside)}: it holds the newest keys. Clear the cause and run the command again.`;
}
function unproven(path) {
  return new ToolError("keys-write-unproven", {
    happened: `${shown(path)} was written, but what the disk gives back is not what was written; it was removed.`,
    next: "Do not trust this disk with keys: try another one."
  });
}
function inTheWay(path) {
  return path.endsWith(".new") ? new ToolError("keys-leftover", {
    happened: `${shown(path)} is there already: an earlier run was interrupted, and it may hold a key that the Factory knows.`,
    next: "Run `factory-tuf keys list --keys` on it and compare with the root; keep it until you know, then move it away."
  }) : new ToolError("file-unwritable", {
    happened: `${shown(path)} is there already, and a file that may hold keys is never overwritten.`,
    next: "Name another file, or move that one away."
  });
}
function changedMeanwhile(path, beside, there) {
  return new ToolError("keys-changed-meanwhile", {
    happened: `${shown(path)} ${there ? "was changed by somebody else" : "was removed"} while this command ran, so it was not replaced.`,
    next: `What this run made lies in ${shown(beside)}. Compare the two with \`factory-tuf keys list --keys\` and keep what you need of both.`
  });
}

export {
  systemDisk,
  diskFailed,
  codeOf,
  DEFAULT_LOG_N,
  lockProtected,
  recipientsOf,
  protectionWords,
  writeArchive,
  openArchiveFile,
  openArchiveFileIfThere,
  saveBeside,
  replaceWith,
  discardSaved,
  leftoversOf,
  writeNewFile
};
