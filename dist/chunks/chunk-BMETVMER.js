import {
  deriveShare,
  deriveUuid
} from "./chunk-D5YE3V6X.js";
import {
  walkRoots
} from "./chunk-KVN2EDBT.js";
import {
  judgedAs,
  refusalsOf,
  signatureListProblem,
  skippedTarget,
  tally
} from "./chunk-SD3QO3PR.js";
import {
  usableKey
} from "./chunk-QW2ZIKRZ.js";
import {
  deviceClients
} from "./chunk-YQ2IHKUQ.js";
import {
  signatureProblem
} from "./chunk-4OPBGUIS.js";
import {
  Doc,
  parseRoot,
  parseTargets,
  problemsBelow
} from "./chunk-5NDZ2B7I.js";
import {
  portableText
} from "./chunk-T3ZYKYZQ.js";
import {
  plainVersion
} from "./chunk-ZB5ZM2CC.js";
import {
  pointerTo
} from "./chunk-2OQ5M6FN.js";
import {
  isObject,
  own
} from "./chunk-BZLGDXI2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/emulator/server/reply.ts
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

// src/emulator/state/documents.ts
var texts = /* @__PURE__ */ new WeakMap(), docs = /* @__PURE__ */ new WeakMap();
function documentTextOf(document) {
  let known = texts.get(document);
  if (known !== void 0) return known;
  let text = portableText(document) ?? JSON.stringify(document);
  return texts.set(document, text), text;
}
function sizeOf(document) {
  return Buffer.byteLength(documentTextOf(document));
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
    let { keyid, method, sig } = isObject(entry) ? entry : {};
    if (typeof keyid != "string" || typeof method != "string" || typeof sig != "string")
      throw new Refusal(400, `${where} has a signature without keyid, method or sig`);
    return { keyid, method, sig };
  });
}
function documentProblemOf(signature, keys, allowed, doc) {
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

// src/emulator/devices/device-client.ts
function versionTaken(state, name, documents, at) {
  let roots = state.prodRoots.filter(({ signed }) => (state.rootsSinceMs.get(signed.version) ?? 0) <= at.getTime()), newest = roots.at(-1);
  if (!newest || hasExpired(newest, at)) return null;
  let client = deviceClients.find((one) => one.name === name);
  for (let document of documents)
    if (!hasExpired(document, at) && holds(client, roots, newest) && accepts(client, document, newest))
      return newestVersion(client, document.signed);
  return null;
}
function hasExpired({ signed }, at) {
  return Date.parse(signed.expires) <= at.getTime();
}
function holds(client, roots, newest) {
  return remembered(walks, newest, client.name, () => {
    let chain = roots.map((root) => ({ doc: docOf(root), sizeBytes: sizeOf(root) }));
    return walkRoots(client, chain).why.length === 0;
  });
}
function accepts(client, targets, root) {
  let known = views.get(root) ?? /* @__PURE__ */ new WeakMap();
  return views.set(root, known), remembered(known, targets, client.name, () => {
    let { signed, signatures } = targets, sizeBytes = sizeOf(targets), judged = judgedAs("targets", signed, { signatures, sizeBytes, namedLength: sizeBytes });
    return tally(docOf(targets), docOf(root), "targets").met && refusalsOf(client, judged).length === 0;
  });
}
var walks = /* @__PURE__ */ new WeakMap(), views = /* @__PURE__ */ new WeakMap();
function remembered(answers, of, name, ask) {
  let known = answers.get(of) ?? /* @__PURE__ */ new Map();
  answers.set(of, known);
  let answer = known.get(name) ?? answered(ask);
  return known.set(name, answer), answer;
}
function answered(ask) {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ToolError) return !1;
    throw error;
  }
}
function newestVersion(client, { targets }) {
  let versions = Object.values(targets).flatMap(
    (file) => skippedTarget(client, file) ? [] : plainVersion(file.custom?.version) ?? []
  );
  return versions.length === 0 ? null : Math.max(...versions);
}

// src/emulator/devices/devices.ts
var MS_PER_MINUTE = 6e4, OFFLINE_HOURS = 24, MS_PER_HOUR = 36e5, fleets = /* @__PURE__ */ new WeakMap(), DEFAULT_GROUP = {
  name: "us-east",
  devices: 10,
  online: 0.8,
  pacePerMinute: 3,
  failRate: 0,
  tag: "production",
  client: "aktualizr-lite"
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
    client: group.client,
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
function scheduledBy(wave) {
  return new Set(wave.schedules.flatMap(({ uuids }) => uuids));
}
function updateDevices(state, wave, targets, versions, untilMs) {
  let toldMs = /* @__PURE__ */ new Map();
  for (let { atMs, uuids } of wave.schedules)
    for (let uuid of uuids) toldMs.has(uuid) || toldMs.set(uuid, atMs);
  let offered = documentsOf(state, wave, targets);
  for (let group of state.groups) {
    if (group.tag !== wave.tag || group.pacePerMinute <= 0) continue;
    let queue = devicesOf(state).filter((device) => device.group === group.name && device.online).map((device) => ({ device, atMs: toldMs.get(device.uuid) ?? completedMs(wave) })).filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs), freeMs = 0;
    for (let { device, atMs } of queue) {
      if (fails(state, device, wave, group)) continue;
      if (freeMs = Math.max(freeMs, atMs) + MS_PER_MINUTE / group.pacePerMinute, freeMs > untilMs) break;
      let taken = versionTaken(state, device.client, offered, new Date(freeMs));
      taken !== null && taken > versions.get(device.uuid) && versions.set(device.uuid, taken);
    }
  }
}
function completedMs(wave) {
  return wave.status === "complete" && wave.endedMs !== null ? wave.endedMs : Number.POSITIVE_INFINITY;
}
function fails({ seed }, device, wave, { failRate }) {
  return failRate > 0 && deriveShare(seed, `failure ${wave.name} ${device.uuid}`) < failRate;
}
function documentsOf(state, wave, targets) {
  let production = wave.status === "complete" ? state.prodTargets.get(wave.tag) : void 0;
  return production?.signed.version === targets.signed.version ? [targets, production] : [targets];
}

export {
  ok,
  reply,
  Refusal,
  bodyObject,
  refuseInvalid,
  documentTextOf,
  sizeOf,
  docOf,
  rootFromBody,
  targetsFromBody,
  signaturesFromBody,
  documentProblemOf,
  mergeSignatures,
  DEFAULT_GROUP,
  devicesOf,
  seenWithin,
  versionsAt,
  scheduledBy
};
