import {
  lockArchive
} from "./chunk-ITRWQB7I.js";
import {
  discardSaved,
  leftoversOf,
  openArchiveFileIfThere,
  replaceWith,
  saveBeside
} from "./chunk-KXSCOQVB.js";
import {
  stageAndSign
} from "./chunk-7QS75QXG.js";
import {
  keyTypeOption,
  offlineRoleOption,
  txidOf,
  txidOption
} from "./chunk-6WPENHOW.js";
import "./chunk-QXOA4WSF.js";
import "./chunk-TIWTNRXY.js";
import "./chunk-526UYAD7.js";
import {
  stagedDataHelp,
  standingBlocks
} from "./chunk-LES6HKAG.js";
import {
  addKey,
  readStaged
} from "./chunk-XWMPX42D.js";
import {
  keyFileOf
} from "./chunk-IBHUTPW6.js";
import "./chunk-RVTEBIDZ.js";
import "./chunk-O5EBADGZ.js";
import "./chunk-SUMD4I7P.js";
import "./chunk-UOHBY4I7.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-SDZCSINS.js";
import "./chunk-NCCCTDJT.js";
import "./chunk-5GJNGP4O.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-4KSOC3EV.js";
import "./chunk-YNPEI3KN.js";
import {
  parsePrivateHalf,
  vendorKeytype
} from "./chunk-YMBQZWQS.js";
import {
  keyWithPrivateHalf
} from "./chunk-YMLTOLX3.js";
import {
  usableKey
} from "./chunk-TSMURSMV.js";
import {
  ED25519_METHOD,
  RSA_METHOD,
  signatureProblem
} from "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/updates-add-offline-key.ts
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

// src/commands/root-work/key-proof.ts
import { createPublicKey } from "node:crypto";
var ED25519_SPKI_BYTES = 44;
function readPublicKey(text) {
  let trimmed = text.trim(), key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? ed25519(trimmed.toLowerCase()) : fromPem(trimmed), usable = key && usableKey(key);
  if (key && usable?.usable) return { key, usable };
  throw new ToolError("keys-key-unusable", {
    happened: `The public key ${usable && !usable.usable ? usable.why : "is neither 64 hex characters nor a PEM of type PUBLIC KEY"}.`,
    next: "Give the public half alone: Ed25519, or RSA of 2048 to 8192 bits."
  });
}
function proofText({ factory, role, transaction, keyid, owner }) {
  return [
    "factory-tuf: this key joins a role",
    `factory: ${factory}`,
    `role: ${role}`,
    `transaction: ${transaction}`,
    `key: ${keyid}`,
    `owner: ${owner}`,
    ""
  ].join(`
`);
}
function requireProof(key, text, proof) {
  let method = key.type === "ed25519" ? ED25519_METHOD : RSA_METHOD, problems = signaturesIn(proof).map(
    (sig) => signatureProblem(key, { keyid: key.keyid, method, sig: sig.toString("base64") }, Buffer.from(text, "utf8"))
  );
  if (!problems.includes(null))
    throw new ToolError("key-proof-invalid", {
      happened: `The proof ${problems[0] ?? "holds no signature"} under the key ${key.keyid}.`,
      next: "Sign exactly the text that this command prints without --proof: the transaction, role and owner are part of it."
    });
}
function signaturesIn(proof) {
  let raw = Buffer.from(proof), text = raw.toString("latin1").replace(/\s+/g, ""), found = [raw];
  return /^(?:[0-9a-fA-F]{2})+$/.test(text) && found.unshift(Buffer.from(text, "hex")), /^[A-Za-z0-9+/]+={0,2}$/.test(text) && found.unshift(Buffer.from(text, "base64")), found;
}
function fromPem(text) {
  if (!/^-----BEGIN PUBLIC KEY-----\r?\n/.test(text)) return null;
  try {
    let parsed = createPublicKey({ key: text, format: "pem", type: "spki" }), spki = parsed.export({ format: "der", type: "spki" });
    return parsed.asymmetricKeyType === "ed25519" && spki.length === ED25519_SPKI_BYTES ? ed25519(spki.subarray(-32).toString("hex")) : { keytype: "RSA", keyval: { public: parsed.export({ format: "pem", type: "spki" }).toString() } };
  } catch {
    return null;
  }
}
function ed25519(hex) {
  return { keytype: "ED25519", keyval: { public: hex } };
}

// src/keys/generate.ts
import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
var RSA_BITS = 4096, systemRandomness = {
  seed: () => randomBytes(32),
  async rsa(bits) {
    let { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: bits });
    return privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  }
};
async function newKey(type, role, randomness) {
  let text = type === "ed25519" ? Buffer.from(randomness.seed()).toString("hex") : await randomness.rsa(RSA_BITS), sec = JSON.stringify({ keytype: vendorKeytype(type), keyval: { private: text } }), half = parsePrivateHalf(Buffer.from(sec), "the new key");
  return keyWithPrivateHalf(`tufrepo/keys/fioctl-${role}-${half.usable.keyid}`, half);
}

// src/commands/root-work/new-key.ts
async function withNewKey(file, { role, keyType, check, send }) {
  let lock = await lockArchive(file.path);
  try {
    let { vendors } = await leftoversOf(file.path);
    if (vendors) throw vendorsLeftover(vendors);
    let opened = await openArchiveFileIfThere(file.path, file.secrets), held = opened?.archive ?? { keys: [] };
    check(held);
    let fresh = await newKey(keyType, role, systemRandomness), place = opened ?? { path: file.path, protection: { kind: "plain" } }, saved = await saveBeside(place, [...held.keys, fresh]), result;
    try {
      result = await send(fresh, held);
    } catch (error) {
      throw error instanceof ToolError ? error.changed !== "no" ? kept(error, saved.beside, fresh.keyid) : (await discardSaved(saved), error) : error;
    }
    return await replaceWith(saved).catch((error) => {
      throw error instanceof ToolError ? staged(error, saved.beside, fresh.keyid) : error;
    }), result;
  } finally {
    await lock.release();
  }
}
function kept(error, beside, keyid) {
  return new ToolError(
    error.code,
    {
      happened: `${error.happened} The new key ${keyid} is safe in ${beside}.`,
      changed: error.changed,
      next: `${error.next} If the key is staged, move that file over the archive; if it is not, it may be removed.`
    },
    { cause: error }
  );
}
function staged(error, beside, keyid) {
  return new ToolError(
    error.code,
    {
      happened: `The new key ${keyid} is staged and safe in ${beside}, but: ${error.happened}`,
      changed: "yes",
      next: error.next
    },
    { cause: error }
  );
}
function vendorsLeftover(path) {
  return new ToolError("keys-leftover", {
    happened: `${path} is there: an interrupted run of the vendor's tool left it, and it may hold a key that the Factory knows.`,
    next: "Look at it with `factory-tuf keys list --keys`, and keep it in a safe place under another name."
  });
}

// src/commands/updates-add-offline-key.ts
var updatesAddOfflineKey = {
  name: "updates add-offline-key",
  summary: "Stage a further offline key for a role.",
  details: "With --keys a new key is made and kept in that archive, which is created when it is not there. With --public-key a key that lives elsewhere joins: without --proof the text is printed that it must sign, with --proof the signature over it is checked.",
  examples: [
    "factory-tuf updates add-offline-key --role targets --keys targets2.tgz",
    "factory-tuf updates add-offline-key --role root --public-key hsm.pem --owner 5f0c --proof proof.sig"
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    publicKey: { kind: "path", help: "File with the public key: PEM, or 64 hex characters.", placeholder: "<file>" },
    owner: { kind: "text", help: "Id of the user whose key it is; with --public-key.", placeholder: "<id>" },
    proof: {
      kind: "path",
      help: "File with the signature over the printed text; with --public-key.",
      placeholder: "<file>"
    },
    ...keyTypeOption,
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`keyid`",
    "`textToSign`: without --proof, else null",
    "`staged`: null, or the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { role, publicKey, owner, proof, keyType, txid: typed }) {
    let txid = txidOf(typed), wish = { role, txid };
    if (publicKey === void 0 == (ctx.keys === null)) throw oneOrigin(publicKey !== void 0);
    if (publicKey === void 0) {
      if (owner !== void 0 || proof !== void 0) throw onlyWithPublicKey();
      return addNewKey(ctx, { ...wish, keyType });
    }
    return addPublicKey(ctx, { ...wish, publicKey, owner: ownerOf(owner), proof });
  },
  stdout: ({ data }) => data.textToSign,
  report: ({ data }) => ({
    title: data.staged ? `The key ${data.keyid} is staged` : `The key ${data.keyid} must sign a text first`,
    blocks: data.staged ? standingBlocks(data.staged) : [{ kind: "paragraph", text: [{ code: data.textToSign ?? "" }] }]
  })
};
async function addNewKey(ctx, { role, txid, keyType }) {
  let file = keyFileOf(ctx.keys);
  if (!file) throw noFile();
  let [work, self] = await Promise.all([readStaged(ctx), ctx.factory.self()]), owner = { polisId: self["polis-id"], createdAt: ctx.now };
  return withNewKey(file, {
    role,
    keyType,
    check: (held) => requireNoneActive(held, work, role),
    send: async ({ keyid, public: key }) => {
      let edited = addKey(work.ci.doc.signed, role, { keyid, key, owner });
      return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: !1 }));
    }
  });
}
async function addPublicKey(ctx, wish) {
  let { role, txid, publicKey, owner, proof } = wish, { key, usable } = readPublicKey((await read(ctx, publicKey)).toString("utf8")), { keyid } = usable, proven = proof === void 0 ? null : await read(ctx, proof), work = await readStaged(ctx), meta = work.updates["change-meta"] ?? {}, begun = [meta["created-by"], meta["created-at"]].map((part) => (part ?? "").replace(/[^\x20-\x7e]/g, "?")), transaction = `root ${work.ci.doc.signed.version}, begun by ${begun[0]} at ${begun[1]}`, text = proofText({ factory: ctx.factory.factory, role, transaction, keyid, owner });
  if (!proven)
    return { status: "waiting", changed: "no", outputs: {}, data: { keyid, staged: null, textToSign: text } };
  requireProof(usable, text, proven);
  let edited = addKey(work.ci.doc.signed, role, { keyid, key, owner: { polisId: owner, createdAt: ctx.now } });
  return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: !1 }));
}
function addedOutcome(keyid, { data, ...outcome }) {
  return {
    status: outcome.status,
    changed: outcome.changed,
    outputs: outcome.outputs,
    data: { keyid, staged: data, textToSign: null }
  };
}
function requireNoneActive(held, { ci, online }, role) {
  let keyids = ci.doc.signed.roles[role].keyids.filter((keyid) => keyid !== online.updated.targets), active = held.keys.find(({ keyid, signer }) => signer !== null && keyids.includes(keyid));
  if (active)
    throw new ToolError("keys-several-active", {
      happened: `The archive holds the active ${role} key ${active.keyid} already.`,
      next: "Give each key an archive of its own: name another file, which is then created."
    });
}
async function read(ctx, path) {
  try {
    return await readFile(resolve(ctx.cwd, path));
  } catch (error) {
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be read (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions."
    });
  }
}
function ownerOf(owner) {
  if (owner !== void 0 && /^[A-Za-z0-9_.@-]{1,100}$/.test(owner)) return owner;
  throw new ToolError(owner === void 0 ? "value-missing" : "value-invalid", {
    happened: `The option owner is ${owner === void 0 ? "missing" : "not the id of a user"}.`,
    next: "Give the id of the user whose key it is, 1 to 100 of the characters A-Z, a-z, 0-9, _ . @ and -."
  });
}
function oneOrigin(both) {
  return new ToolError(both ? "options-conflict" : "value-missing", {
    happened: both ? "--keys and --public-key were both given." : "Neither --keys nor --public-key was given.",
    next: "Give --keys to make a new key in that archive, or --public-key for one that lives elsewhere."
  });
}
function onlyWithPublicKey() {
  return new ToolError("options-conflict", {
    happened: "--owner and --proof belong to --public-key: a new key in an archive is yours.",
    next: "Leave them out, or give --public-key instead of --keys."
  });
}
function noFile() {
  return new ToolError("keys-missing", {
    happened: "A new key must be kept in a file, and a program that writes an archive cannot keep it.",
    next: "Name the archive with --keys."
  });
}
export {
  updatesAddOfflineKey
};
