import {
  portabilityProblem,
  verificationForms
} from "./chunk-T3ZYKYZQ.js";
import {
  parseExpires
} from "./chunk-XZWJ3NC3.js";
import {
  isInteger,
  isObject,
  own
} from "./chunk-BZLGDXI2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/tuf/metadata/metadata.ts
var ROLE_NAMES = ["root", "targets", "snapshot", "timestamp"];
function isRoleName(name) {
  return ROLE_NAMES.some((known) => known === name);
}
var MAX_SIGNATURES = 1e3, MAX_KEYIDS = 1e3, Doc = class {
  where;
  signed;
  signatures;
  /** What two parsers may read differently (T11), pointers relative to this document. */
  problems;
  #served;
  #forms;
  #portability;
  /** @param served the canonical bytes of `signed` where they stand in what was received; not owned. */
  constructor(where, signed, signatures, problems, served = null) {
    this.where = where, this.signed = signed, this.signatures = signatures, this.problems = problems, this.#served = served, served && (this.#portability = null);
  }
  /**
   * The byte forms a signature may cover: one where the document is portable. Made once, and owned by this
   * document: {@link forgetForms} empties them.
   */
  get forms() {
    return this.#served ? [this.#served] : (this.#forms || (this.#forms = verificationForms(this.signed), this.#forms.length === 1 && (this.#portability = null)), this.#forms);
  }
  /** Gives the memory of `forms` back, which is as large as the document. They are made again when asked for. */
  forgetForms() {
    for (let bytes of this.#forms ?? []) bytes.buffer.transfer(0);
    this.#forms = void 0;
  }
  /** Why `signed` may not be signed again as it is, or null. */
  get portability() {
    return this.#portability === void 0 && (this.#portability = portabilityProblem(this.signed, "/signed")), this.#portability;
  }
};
function parseRoot(json, where) {
  let { signed, signatures } = parseEnvelope(json.value, "root", where);
  return requireRoot(signed, where), new Doc(where, signed, signatures, json.problems);
}
function parseTargets(json, where, served = null) {
  let { signed, signatures } = parseEnvelope(json.value, "targets", where);
  return requireTargets(signed, where), new Doc(where, signed, signatures, json.problems, served);
}
function requireRoot(signed, where) {
  let { keys, roles } = signed;
  if (!isObject(keys)) throw malformed(where, "signed.keys is not an object");
  for (let [keyid, key] of Object.entries(keys))
    if (!isObject(key) || typeof key.keytype != "string" || !isObject(key.keyval) || typeof key.keyval.public != "string")
      throw malformed(where, `the key ${quote(keyid)} has no keytype or no public half`);
  if (!isObject(roles)) throw malformed(where, "signed.roles is not an object");
  for (let name of ROLE_NAMES) {
    let role = own(roles, name), keyids = isObject(role) ? role.keyids : void 0, threshold = isObject(role) ? role.threshold : void 0;
    if (!Array.isArray(keyids) || keyids.some((keyid) => typeof keyid != "string"))
      throw malformed(where, `the role ${name} has no list of key ids`);
    if (keyids.length > MAX_KEYIDS) throw malformed(where, `the role ${name} lists ${keyids.length} key ids`);
    if (!isInteger(threshold, 1, 1e3)) throw malformed(where, `the role ${name} has no threshold from 1 to 1000`);
  }
}
function requireTargets(signed, where) {
  let { targets } = signed;
  if (!isObject(targets)) throw malformed(where, "signed.targets is not an object");
  for (let [name, file] of Object.entries(targets)) {
    if (!isObject(file)) throw malformed(where, `the target ${quote(name)} is not an object`);
    if (!isObject(file.hashes) || Object.values(file.hashes).some((hash) => typeof hash != "string"))
      throw malformed(where, `the target ${quote(name)} has no hashes`);
    if (!isInteger(file.length, 0)) throw malformed(where, `the target ${quote(name)} has no length`);
    if (file.custom !== void 0 && file.custom !== null && !isObject(file.custom))
      throw malformed(where, `the target ${quote(name)} has a custom part that is not an object`);
  }
}
function parseOnline(json, role, where) {
  return parseSigned(json, role, where);
}
function parseSigned(json, role, where) {
  let { signed, signatures } = parseEnvelope(json.value, role, where);
  return new Doc(where, signed, signatures, json.problems);
}
function problemsBelow(problems, pointer) {
  return problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`)).map((problem) => ({ ...problem, pointer: problem.pointer.slice(pointer.length) }));
}
function parseEnvelope(value, type, where) {
  if (!isObject(value) || !isObject(value.signed) || !Array.isArray(value.signatures))
    throw malformed(where, "it is not an object with `signed` and `signatures`");
  let { signed } = value;
  if (requireBase(signed, type, where), value.signatures.length > MAX_SIGNATURES)
    throw malformed(where, `it lists ${value.signatures.length} signatures`);
  let signatures = value.signatures.map((entry, index) => {
    let { keyid, method, sig } = isObject(entry) ? entry : NO_MEMBERS;
    if (typeof keyid != "string" || typeof method != "string" || typeof sig != "string")
      throw malformed(where, `signature ${index + 1} lacks keyid, method or sig`);
    return { keyid, method, sig };
  });
  return { signed, signatures };
}
var NO_MEMBERS = {};
function requireBase(signed, type, where) {
  if (typeof signed._type != "string" || signed._type.toLowerCase() !== type)
    throw malformed(where, `signed._type is ${quote(signed._type)}, not ${type}`);
  if (!isInteger(signed.version, 1))
    throw malformed(where, `signed.version is ${quote(signed.version)}, not an integer from 1`);
  parseExpires(signed.expires, where);
}
function quote(value) {
  return (JSON.stringify(value) ?? "missing").slice(0, 80);
}
function malformed(where, what) {
  return new ToolError("metadata-malformed", {
    happened: `${where}: ${what}.`,
    next: "A device would reject this document. Sign nothing, keep a copy and ask the vendor."
  });
}

export {
  ROLE_NAMES,
  isRoleName,
  Doc,
  parseRoot,
  parseTargets,
  parseOnline,
  parseSigned,
  problemsBelow
};
