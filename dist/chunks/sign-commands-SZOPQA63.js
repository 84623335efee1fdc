import {
  MAX_SIGNATURE_BYTES,
  changeBlocks,
  nextOfStaged,
  pathOf,
  readSignable,
  readTyped,
  signRootsFor,
  signSeen,
  stagedStatusOf,
  subjectOptions,
  txidFor,
  validSignature
} from "./chunk-5QJHTNFI.js";
import "./chunk-2GIU4SI3.js";
import "./chunk-3XBWU75H.js";
import {
  addBundleSignature,
  addWaveSignature,
  bundleSignOutcome,
  bundleToSign,
  nextOfBundle,
  nextOfWave,
  waveSignOutcome,
  waveToSign
} from "./chunk-S6FBWKVI.js";
import "./chunk-377P6WUB.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-Y2FCZTTI.js";
import {
  ED25519_METHOD,
  MAX_BYTES,
  RSA_METHOD,
  ToolError,
  array,
  canonicalBytes,
  chosenWithin,
  codeOf,
  digestOption,
  factoryOptions,
  isOf,
  literal,
  nextSteps,
  nullable,
  number,
  parseJson,
  picklist,
  readRegularFile,
  renderTerminal,
  requireTrustedRoot,
  roleKeys,
  sha256Digest,
  shellWord,
  signaturesOf,
  strictObject,
  string,
  trustOptions,
  utf8,
  writeFileWhole
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/signing-elsewhere/request-folder.ts
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
var REQUEST_FILE = "request.json", requestShape = strictObject({
  version: literal(1),
  factory: string(),
  kind: picklist(["wave", "bundle", "root"]),
  name: string(),
  texts: array(strictObject({ name: string(), bytes: number(), digest: string() })),
  signers: array(strictObject({ keyid: string(), owner: nullable(string()), method: string() })),
  how: string()
}), HOW = "Sign each .bytes file whole: ed25519 over the bytes themselves; rsassa-pss-sha256 with SHA-256, MGF1 and a salt of 32 bytes.", TEXT_WIDTH = 100;
function methodOf({ type }) {
  return type === "ed25519" ? ED25519_METHOD : RSA_METHOD;
}
async function writeRequest(ctx, folder, request) {
  let top = resolve(ctx.cwd, folder);
  await requireEmpty(folder, top);
  let { factory, kind, name, texts, shows, signers } = request, json = {
    version: 1,
    factory,
    kind,
    name,
    texts: texts.map((text) => ({ name: text.name, bytes: text.bytes.length, digest: sha256Digest(text.bytes) })),
    signers: signers.map(({ keyid, owner, key }) => ({ keyid, owner, method: methodOf(key) })),
    how: HOW
  }, chosenBy = chosenWithin(ctx.place, folder, top), write = (file, content) => writeFileWhole(join(top, file), content, { chosenBy });
  for (let text of texts)
    await write(`${text.name}.bytes`, text.bytes), await write(`${text.name}.txt`, meaningOf(request, text, shows));
  await write(REQUEST_FILE, `${JSON.stringify(json, null, 2)}
`);
}
function meaningOf({ factory, signers }, { name, bytes }, shows) {
  let about = {
    title: `${name}.bytes of Factory ${factory}: ${bytes.length} bytes, ${sha256Digest(bytes)}`,
    blocks: [
      { kind: "paragraph", text: [HOW] },
      {
        kind: "list",
        items: signers.map(({ keyid, owner, key }) => [
          "may sign: ",
          { code: keyid },
          ` ${owner ?? "owner not recorded"}, ${methodOf(key)}`
        ])
      }
    ]
  }, options = { width: TEXT_WIDTH, colour: !1 };
  return `${renderTerminal(about, options)}
${renderTerminal(shows, options)}`;
}
async function requireEmpty(folder, top) {
  if ((await readdir(top).catch((error) => {
    if (codeOf(error) === "ENOENT") return [];
    throw unusable(`${folder} is not a folder that can be written (${codeOf(error)}).`);
  })).length > 0) throw unusable(`${folder} is not empty. A request never overwrites files.`);
}
function unusable(happened) {
  return new ToolError("file-unwritable", { happened, next: "Name a new folder, or move what is there away." });
}

// src/signing-elsewhere/to-be-signed.ts
async function toBeSigned(ctx, { wave, bundle, txid, shortenExpiry }, expectDigest) {
  let given = [wave, bundle, txid].filter((one) => one !== void 0);
  if (given.length !== 1)
    throw new ToolError(given.length === 0 ? "value-missing" : "options-conflict", {
      happened: `${given.length === 0 ? "None" : "More than one"} of --wave, --bundle and --txid was given.`,
      next: "Give exactly one of --wave, --bundle and --txid."
    });
  if (shortenExpiry && txid === void 0)
    throw new ToolError("options-conflict", {
      happened: "--shorten-expiry works only with --txid.",
      next: "Leave it out."
    });
  return wave !== void 0 ? ofWave(ctx, wave, expectDigest) : bundle !== void 0 ? ofBundle(ctx, bundle, expectDigest) : ofRoots(ctx, txid, shortenExpiry, expectDigest);
}
async function ofWave(ctx, wave, expectDigest) {
  let { state, bytes, shows } = await waveToSign(ctx, wave, expectDigest), texts = [{ name: "targets", bytes }], signers = targetsSigners(state, state.view.tally);
  return {
    request: { factory: ctx.factory.factory, kind: "wave", name: wave, texts, shows, signers },
    digest: state.digest,
    typed: `--wave ${wave}`,
    async add(signer) {
      let added = ({ data, ...outcome }) => ({
        ...outcome,
        next: nextOfWave(data, data.signatures.met)
      });
      return state.view.tally.signedBy.includes(signer.keyid) ? added(waveSignOutcome(ctx, state, "unchanged")) : (await ctx.confirm(shows, `Add the signature of ${signer.keyid} to Wave ${wave}?`), added(waveSignOutcome(ctx, await addWaveSignature(ctx, state, await signer.sign(bytes)), "done")));
    }
  };
}
async function ofBundle(ctx, folder, expectDigest) {
  let { state, bytes, shows } = await bundleToSign(ctx, folder, expectDigest), { version } = state.bundle.signed, texts = [{ name: "bundle-targets", bytes }], signers = targetsSigners(state, state.tally);
  return {
    request: { factory: ctx.factory.factory, kind: "bundle", name: `of version ${version}`, texts, shows, signers },
    digest: state.digest,
    typed: `--bundle ${shellWord(folder)}`,
    async add(signer) {
      let added = ({ data, ...outcome }) => ({
        ...outcome,
        next: nextOfBundle(data)
      });
      if (state.tally.signedBy.includes(signer.keyid)) return added(bundleSignOutcome(folder, state, "no"));
      await ctx.confirm(shows, `Add the signature of ${signer.keyid} to the bundle ${folder}?`);
      let signed = await addBundleSignature(ctx, folder, state, await signer.sign(bytes));
      return added(bundleSignOutcome(folder, signed, "yes"));
    }
  };
}
async function ofRoots(ctx, typed, shortenExpiry, expectDigest) {
  let txid = await txidFor(ctx, typed), seen = await readSignable(ctx, shortenExpiry), { version, digest, changes, changelog, counts } = stagedStatusOf(seen, [], ctx.now), keys = new Map(
    [seen.roots.ci, seen.ci.doc].flatMap(({ signed, where }) => [...roleKeys(signed, "root", where)])
  ), holders = counts.flatMap(({ signedBy, missing }) => [...signedBy, ...missing]), owners = new Map(holders.map(({ keyid, owner }) => [keyid, owner])), shows = {
    title: `Root ${version} of Factory ${ctx.factory.factory} is to be signed`,
    blocks: changeBlocks({ digest, changes, changelog })
  };
  return {
    request: {
      factory: ctx.factory.factory,
      kind: "root",
      name: `${version}`,
      texts: [
        { name: "ci-root", bytes: canonicalBytes(seen.ci.doc.signed, seen.ci.doc.where, "/signed") },
        { name: "prod-root", bytes: canonicalBytes(seen.prod.doc.signed, seen.prod.doc.where, "/signed") }
      ],
      shows,
      signers: [...keys].map(([keyid, key]) => ({ keyid, key, owner: owners.get(keyid) ?? null }))
    },
    digest,
    typed: `--txid <id>${shortenExpiry ? " --shorten-expiry" : ""}`,
    async add(signer) {
      let sign = (work) => signRootsFor(ctx, work, [signer]), { data, ...outcome } = await signSeen(ctx, seen, { txid, expectDigest, sign });
      return { ...outcome, next: nextOfStaged(data) };
    }
  };
}
function targetsSigners({ roots, onlineKeyid }, tally) {
  let { signedBy, missing } = signaturesOf(tally, roots.prod.signed, onlineKeyid), owners = new Map([...signedBy, ...missing].map(({ keyid, owner }) => [keyid, owner])), keys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  return keys.delete(onlineKeyid), [...keys].map(([keyid, key]) => ({ keyid, key, owner: owners.get(keyid) ?? null }));
}

// src/commands/sign/request.ts
var signRequest = {
  name: "sign request",
  order: 196,
  summary: "Write a folder for signing on another machine: the bytes to sign, what they mean, and who can sign.",
  details: "Everything is verified first. Sign the whole of NAME.bytes; NAME.txt says what it means, and request.json has digests and key ids. Nothing in the folder is secret. Add the signature with sign answer.",
  examples: [
    "factory-tuf sign request to-sign --wave w42",
    "factory-tuf sign request to-sign --bundle offline-update",
    "factory-tuf sign request to-sign --txid 28ed6d98fed6cd03"
  ],
  args: ["folder"],
  options: {
    folder: { kind: "path", help: "A new or empty folder.", required: !0, placeholder: "<folder>" },
    ...subjectOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  dataHelp: [
    "`folder`, `kind` (`wave`, `bundle`, `root`), `name`, `digest`: as plan and review print it",
    "`texts`: list of `{file, says, digest, bytes}`; `signers`: list of `{keyid, owner, method}`",
    "`answerWith`: the command that takes the answer"
  ],
  async run(ctx, { folder, ...subject }) {
    requireTrustedRoot(ctx, "sign request");
    let { request, digest, typed } = await toBeSigned(ctx, subject);
    await writeRequest(ctx, folder, request);
    let { kind, name, texts, signers } = request, data = {
      folder: pathOf(ctx, folder),
      kind,
      name,
      digest,
      answerWith: `factory-tuf sign answer ${shellWord(folder)} --keyid <key id> --signature ${texts.map(() => "<file>").join(",")} ${typed}`,
      texts: texts.map((text) => ({
        file: `${text.name}.bytes`,
        says: `${text.name}.txt`,
        digest: sha256Digest(text.bytes),
        bytes: text.bytes.length
      })),
      signers: signers.map(({ keyid, owner, key }) => ({ keyid, owner, method: methodOf(key) }))
    };
    return { status: "waiting", changed: "no", outputs: {}, data };
  },
  report: ({ data: { folder, kind, name, texts, signers, answerWith } }) => ({
    title: `The ${kind} ${name} is to be signed elsewhere`,
    blocks: [
      { kind: "facts", facts: [{ label: "Folder", value: { code: folder } }] },
      {
        kind: "list",
        items: texts.map(({ file, says, digest, bytes }) => [
          { code: file },
          `, ${bytes} bytes, `,
          { code: digest },
          "; what it means is in ",
          { code: says }
        ])
      },
      { kind: "heading", text: "May sign" },
      {
        kind: "list",
        items: signers.map(({ keyid, owner, method }) => [
          { code: keyid },
          ` ${owner ?? "owner not recorded"}, ${method}`
        ])
      },
      {
        kind: "paragraph",
        text: [
          `On the other machine read the texts, compare the digests with ${REQUEST_FILE} here, and sign each .bytes file whole: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes.`
        ]
      },
      ...nextSteps([{ what: "With the signature", command: answerWith }])
    ]
  })
};

// src/signing-elsewhere/answer.ts
import { join as join2, resolve as resolve2 } from "node:path";
var MAX_REQUEST_BYTES = 1024 * 1024;
async function requireSameRequest(ctx, folder, now) {
  let top = resolve2(ctx.cwd, folder), json = await requestIn(folder, top), { factory, kind } = json;
  if (factory !== now.factory || kind !== now.kind)
    throw notThis(folder, `is a request for a ${kind} of Factory ${factory}, not for a ${now.kind} of ${now.factory}`);
  let asked = new Map(json.texts.map(({ name, digest }) => [name, digest]));
  if (asked.size !== now.texts.length) throw notThis(folder, `does not name the texts of a ${kind}`);
  for (let { name, bytes } of now.texts) {
    let digest = asked.get(name);
    if (digest === void 0) throw notThis(folder, `does not name the texts of a ${kind}`);
    let carried = await readRegularFile(join2(top, `${name}.bytes`), top, MAX_BYTES.targets);
    if (carried.kind !== "read")
      throw notThis(folder, `has no ${name}.bytes that can be read`);
    if (sha256Digest(carried.bytes) !== digest)
      throw notThis(folder, `was changed: ${name}.bytes does not have the digest in ${REQUEST_FILE}`);
    if (digest !== sha256Digest(bytes)) throw changed(folder, name, digest, sha256Digest(bytes), now);
  }
  if (json.name !== now.name)
    throw notThis(folder, `is a request for ${kind} ${json.name.slice(0, 100)}, not for ${now.name}`);
}
async function givenSigner(ctx, folder, { keyid, given }, { texts, signers, kind, name }) {
  let { key } = requireSigner(keyid, signers, `${kind} ${name}`), found = given.length > 0 ? await Promise.all(given.map((one) => signatureIn(ctx, one))) : await Promise.all(texts.map((text) => besideText(resolve2(ctx.cwd, folder), folder, text.name))), signatureOf = (bytes) => found.map((one) => validSignature(key, bytes, one)).find((one) => typeof one != "string") ?? null;
  for (let text of texts)
    if (!signatureOf(text.bytes)) throw notValid(keyid, folder, text.name);
  return {
    keyid,
    type: key.type,
    async sign(bytes) {
      let signature = signatureOf(bytes);
      if (signature) return signature;
      throw notValid(keyid, folder, "what is there now");
    }
  };
}
function requireSigner(keyid, signers, what) {
  let signer = signers.find((one) => one.keyid === keyid);
  if (signer) return signer;
  throw new ToolError("keys-none-active", {
    happened: `The key ${keyid.slice(0, 64)} cannot sign ${what}. Keys that can: ${signers.map((one) => one.keyid).join(", ")}.`,
    next: "Give the id of the key that made the signature, as the newest root lists it."
  });
}
var BASE64 = /^[A-Za-z0-9+/]{86,}={0,2}$/;
async function signatureIn(ctx, given) {
  return BASE64.test(given) && given.length % 4 === 0 ? Buffer.from(given) : readTyped(ctx, given);
}
async function besideText(top, folder, name) {
  let read = await readRegularFile(join2(top, `${name}.sig`), top, MAX_SIGNATURE_BYTES);
  if (read.kind === "read") return read.bytes;
  throw new ToolError("value-missing", {
    happened: `No --signature was given, and ${join2(folder, `${name}.sig`)} ${read.kind === "missing" ? "is not there" : read.why}.`,
    next: "Put the signature there, or give it with --signature, as a file or in base64."
  });
}
async function requestIn(folder, top) {
  let read = await readRegularFile(join2(top, REQUEST_FILE), top, MAX_REQUEST_BYTES);
  if (read.kind === "missing") throw notThis(folder, `has no ${REQUEST_FILE}`);
  if (read.kind === "refused") throw notThis(folder, `holds a ${REQUEST_FILE} that ${read.why}`);
  try {
    let { value, problems } = parseJson(utf8(read.bytes) ?? "", REQUEST_FILE);
    if (problems.length === 0 && isOf(requestShape, value)) return value;
  } catch {
  }
  throw notThis(folder, `has a ${REQUEST_FILE} that is not valid`);
}
function notThis(folder, why) {
  return new ToolError("value-invalid", {
    happened: `The folder ${folder} ${why}.`,
    next: "Make a new request, and check it before it is signed."
  });
}
function changed(folder, name, then, now, { kind, name: what }) {
  return new ToolError("digest-mismatch", {
    happened: `${name}.bytes in ${shellWord(folder)} has the digest ${then}, but the ${kind} ${what} now has ${now}. It has changed since the request was made.`,
    next: "Make a new request, and find out why it changed before that is signed."
  });
}
function notValid(keyid, folder, name) {
  return new ToolError("key-proof-invalid", {
    happened: `None of the signatures is valid for ${name} of ${folder} with the key ${keyid}.`,
    next: "Sign exactly the bytes of each .bytes file: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes. Check that --keyid names the key that signed."
  });
}

// src/commands/sign/answer.ts
var signAnswer = {
  name: "sign answer",
  order: 197,
  summary: "Verify a signature that was made on another machine, and add it.",
  details: "The folder is not trusted: what was signed is read and verified again, and must have the digests of the request. The signature must verify with the key in the root. Roots need both signatures.",
  examples: [
    "factory-tuf sign answer to-sign --wave w42 --keyid <key id> --signature targets.sig",
    "factory-tuf sign answer to-sign --txid 28ed6d98fed6cd03 --keyid <key id> --signature ci.sig,prod.sig"
  ],
  args: ["folder"],
  options: {
    folder: { kind: "path", help: "The folder that sign request wrote.", required: !0, placeholder: "<folder>" },
    ...subjectOptions,
    keyid: { kind: "text", help: "Id of the key that signed.", required: !0, placeholder: "<key id>" },
    signature: {
      kind: "list",
      help: "The signature: a file with its bytes, base64 or hex, or the base64 itself; two for roots. Default: NAME.sig in the folder.",
      placeholder: "<file>"
    },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  publishes: !0,
  dataHelp: ["`kind`, `name`, `keyid`; `digest`: of what was signed", "`next`: list of `{what, command}`"],
  async run(ctx, { folder, keyid, signature, expectDigest, ...subject }) {
    requireTrustedRoot(ctx, "sign answer");
    let { request, digest, add } = await toBeSigned(ctx, subject, expectDigest);
    await requireSameRequest(ctx, folder, request);
    let signer = await givenSigner(ctx, folder, { keyid, given: signature ?? [] }, request), { status, changed: changed2, outputs, next } = await add(signer), { kind, name } = request;
    return { status, changed: changed2, outputs, data: { kind, name, keyid, digest, next } };
  },
  report: ({ status, data: { kind, name, keyid, digest, next } }) => ({
    title: status === "unchanged" ? `The ${kind} ${name} had the signature of ${keyid} already` : `The ${kind} ${name} has the signature of ${keyid} now`,
    blocks: [{ kind: "facts", facts: [{ label: "Digest", value: { code: digest } }] }, ...nextSteps(next)]
  })
};
export {
  signAnswer,
  signRequest
};
