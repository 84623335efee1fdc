import {
  deviceView,
  signatureListProblem
} from "./chunk-QAG6OVZM.js";
import {
  usableKey
} from "./chunk-TSMURSMV.js";
import {
  signatureProblem
} from "./chunk-UBBXCGIT.js";
import {
  Doc,
  isObject,
  own,
  parseRoot,
  parseTargets,
  pointerTo,
  problemsBelow
} from "./chunk-WLXACK2J.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/emulator/reply.ts
function ok(value, state) {
  return reply(200, value, state);
}
function reply(status, value, state) {
  let body = value === null ? null : JSON.stringify(value);
  return state ? { status, body, state } : { status, body };
}
var Refusal = class extends Error {
  name = "Refusal";
  status;
  errors;
  /** State to keep although the request failed; null for none. */
  state;
  constructor(status, message, errors = null, state = null) {
    super(message), this.status = status, this.errors = errors, this.state = state;
  }
  toReply() {
    let answer = reply(this.status, { message: this.message, ...this.errors ? { errors: this.errors } : {} });
    return this.state ? { ...answer, state: this.state } : answer;
  }
};
function bodyObject({ json }) {
  if (json === null || !isObject(json.value)) throw new Refusal(400, "The body is not a JSON object");
  return json.value;
}
function refuseInvalid(message, errors) {
  if (Object.keys(errors).length > 0) throw new Refusal(400, message, errors);
}

// src/emulator/documents.ts
var texts = /* @__PURE__ */ new WeakMap(), docs = /* @__PURE__ */ new WeakMap();
function textOf(document) {
  let known = texts.get(document);
  if (known !== void 0) return known;
  let text = JSON.stringify(document);
  return texts.set(document, text), text;
}
function sizeOf(document) {
  return Buffer.byteLength(textOf(document));
}
function docOf(document) {
  let known = docs.get(document);
  if (known) return known;
  let doc = new Doc("the document", document.signed, document.signatures, []);
  return docs.set(document, doc), doc;
}
function rootFromBody(call, value, member) {
  return fromBody(call, value, [member], parseRoot);
}
function targetsFromBody(call, value, path) {
  return fromBody(call, value, path, parseTargets);
}
function fromBody(call, value, path, parse) {
  let where = path.join("/"), pointer = path.reduce(pointerTo, ""), problems = problemsBelow(call.json?.problems ?? [], pointer), first = problems[0];
  if (first) throw new Refusal(400, `${where}: at ${first.pointer || "/"}, ${first.says}`);
  try {
    let doc = parse({ value, problems }, where), listProblem = signatureListProblem(doc);
    if (listProblem) throw new Refusal(400, `${where} ${listProblem}`);
    return { signatures: doc.signatures, signed: doc.signed };
  } catch (error) {
    throw error instanceof ToolError ? new Refusal(400, error.happened) : error;
  }
}
function signaturesFromBody(value, where) {
  if (!Array.isArray(value)) throw new Refusal(400, `${where} is not a list of signatures`);
  return value.map((entry) => {
    let { keyid, method, sig } = entry ?? {};
    if (typeof keyid != "string" || typeof method != "string" || typeof sig != "string")
      throw new Refusal(400, `${where} has a signature without keyid, method or sig`);
    return { keyid, method, sig };
  });
}
function problemOf(signature, keys, allowed, doc) {
  let listed = allowed.includes(signature.keyid) ? own(keys, signature.keyid) : void 0;
  if (!listed) return "is by a key that is not listed";
  let key = usableKey(listed);
  if (!key.usable) return `is by a key that ${key.why}`;
  if (key.keyid !== signature.keyid) return "is by a key with another id";
  let problems = doc.forms.map((bytes) => signatureProblem(key, signature, bytes));
  return problems.includes(null) ? null : problems[0] ?? "does not verify";
}
function mergeSignatures(signatures, added) {
  let replaced = new Set(added.map(({ keyid }) => keyid));
  return [...added, ...signatures.filter(({ keyid }) => !replaced.has(keyid))];
}

// src/emulator/seed.ts
import { createHash } from "node:crypto";
function derive(seed, label, length) {
  let blocks = [];
  for (let block = 0; block * 32 < length; block++)
    blocks.push(createHash("sha256").update(`${seed}\0${label}\0${block}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}
function deriveUuid(seed, label) {
  let bytes = derive(seed, label, 16);
  bytes[6] = bytes[6] & 15 | 64, bytes[8] = bytes[8] & 63 | 128;
  let hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
function deriveShare(seed, label) {
  return derive(seed, label, 6).readUIntBE(0, 6) / 2 ** 48;
}

// src/emulator/state.ts
function newestRoot(state, flavour) {
  return (flavour === "ci" ? state.ciRoots : state.prodRoots).at(-1);
}
function waveNamed(state, name) {
  return state.waves.find((wave) => wave.name === name);
}
function activeWaves(state) {
  return state.waves.filter(({ status }) => status === "active");
}
function withWave(state, wave) {
  return { ...state, waves: state.waves.map((other) => other.name === wave.name ? wave : other) };
}
function withProduction(state, tag, document) {
  return { ...state, prodTargets: new Map([...state.prodTargets, [tag, document]]) };
}

// src/emulator/devices.ts
var MS_PER_MINUTE = 6e4, OFFLINE_HOURS = 24, MS_PER_HOUR = 36e5, fleets = /* @__PURE__ */ new WeakMap(), DEFAULT_GROUP = {
  name: "us-east",
  devices: 10,
  online: 0.8,
  pacePerMinute: 3,
  failRate: 0,
  tag: "production"
};
function devicesOf({ groups, seed }) {
  let known = fleets.get(groups);
  if (known) return known;
  let fleet = groups.flatMap((group) => members(group, seed));
  return fleets.set(groups, fleet), fleet;
}
function members(group, seed) {
  let onlineCount = Math.round(group.devices * group.online), digits = String(Math.max(group.devices - 1, 0)).length;
  return Array.from({ length: group.devices }, (_, index) => ({
    uuid: deriveUuid(seed, `device ${group.name} ${index}`),
    name: `${group.name}-${String(index).padStart(digits, "0")}`,
    group: group.name,
    tag: group.tag,
    online: index < onlineCount
  }));
}
function seenWithin(device, hours, state, now) {
  return device.online ? !0 : now.getTime() - (state.startedMs - OFFLINE_HOURS * MS_PER_HOUR) <= hours * MS_PER_HOUR;
}
function versionsAt(state, now) {
  let versions = new Map(devicesOf(state).map(({ uuid }) => [uuid, state.deviceVersion]));
  for (let wave of state.waves)
    wave.targets && wave.endedMs !== null && wave.status === "canceled" ? updateDevices(state, wave, wave.targets, versions, Math.min(wave.endedMs, now.getTime())) : wave.targets && updateDevices(state, wave, wave.targets, versions, now.getTime());
  return versions;
}
function toldBy(wave) {
  return new Set(wave.schedules.flatMap(({ uuids }) => uuids));
}
function updateDevices(state, wave, targets, versions, untilMs) {
  let toldMs = /* @__PURE__ */ new Map();
  for (let { atMs, uuids } of wave.schedules)
    for (let uuid of uuids) toldMs.has(uuid) || toldMs.set(uuid, atMs);
  for (let group of state.groups) {
    if (group.tag !== wave.tag || group.pacePerMinute <= 0) continue;
    let queue = devicesOf(state).filter((device) => device.group === group.name && device.online).map((device) => ({ device, atMs: toldMs.get(device.uuid) ?? completedMs(wave) })).filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs), freeMs = 0;
    for (let { device, atMs } of queue) {
      if (fails(state, device, wave, group)) continue;
      if (freeMs = Math.max(freeMs, atMs) + MS_PER_MINUTE / group.pacePerMinute, freeMs > untilMs) break;
      targets.signed.version > (versions.get(device.uuid) ?? 0) && accepts(state, targets, new Date(freeMs)) && versions.set(device.uuid, targets.signed.version);
    }
  }
}
function completedMs(wave) {
  return wave.status === "complete" && wave.endedMs !== null ? wave.endedMs : Number.POSITIVE_INFINITY;
}
function fails({ seed }, device, wave, { failRate }) {
  return failRate > 0 && deriveShare(seed, `failure ${wave.name} ${device.uuid}`) < failRate;
}
function accepts(state, targets, at) {
  let root = newestRoot(state, "prod");
  return Date.parse(root.signed.expires) <= at.getTime() ? !1 : cachedView(targets, sizeOf(targets), root, at);
}
var views = /* @__PURE__ */ new WeakMap();
function cachedView(targets, size, root, at) {
  let view = views.get(targets);
  if (view?.root !== root) {
    let { accepts: valid } = deviceView(docOf(targets), size, docOf(root), /* @__PURE__ */ new Date(0));
    view = { root, valid, expiresMs: Date.parse(targets.signed.expires) }, views.set(targets, view);
  }
  return view.valid && view.expiresMs > at.getTime();
}

export {
  ok,
  reply,
  Refusal,
  bodyObject,
  refuseInvalid,
  derive,
  textOf,
  sizeOf,
  docOf,
  rootFromBody,
  targetsFromBody,
  signaturesFromBody,
  problemOf,
  mergeSignatures,
  newestRoot,
  waveNamed,
  activeWaves,
  withWave,
  withProduction,
  DEFAULT_GROUP,
  devicesOf,
  seenWithin,
  versionsAt,
  toldBy
};
