import {
  judgedAs,
  refusalsOf,
  refusalsOfRoot,
  requireReadableSignatures,
  requireThreshold,
  signatureListProblem,
  skippedTarget,
  tally
} from "./chunk-5QDFVI24.js";
import {
  MAX_BYTES
} from "./chunk-4VHKGA67.js";
import {
  portableText
} from "./chunk-XPD3U6YF.js";
import {
  hardwareIdsOf,
  plainVersion
} from "./chunk-CMBHS53A.js";
import {
  isExpired
} from "./chunk-XZWJ3NC3.js";
import {
  pointerTo,
  rawNumber
} from "./chunk-2OQ5M6FN.js";
import {
  isInteger,
  isObject,
  own,
  ownOf
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/json/difference.ts
function differingPointer(a, b, pointer = "") {
  if (typeof a == "object" && a === b) return null;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      let found = differingPointer(a[index], b[index], pointerTo(pointer, index));
      if (found !== null) return found;
    }
    return null;
  }
  if (rawNumber(a) !== null || rawNumber(b) !== null) return rawNumber(a) === rawNumber(b) ? null : pointer || "/";
  if (isObject(a) && isObject(b)) {
    for (let key of [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      let mine = Object.hasOwn(a, key) ? a[key] : void 0, theirs = Object.hasOwn(b, key) ? b[key] : void 0, found = differingPointer(mine, theirs, pointerTo(pointer, key));
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(a, b) ? null : pointer || "/";
}
function sameJson(a, b) {
  return differingPointer(a, b) === null;
}

// src/tuf/root/flavours.ts
var MIN_PRODUCTION_THRESHOLD = 2;
function verifyProductionRoot(prod, chain) {
  let ci = chain.at(-1);
  if (prod.signed.version !== ci.signed.version)
    throw diverges(
      `The newest production root has version ${prod.signed.version}, the newest CI root version ${ci.signed.version}.`,
      "A root update may be under way: wait until it is applied, then run this again."
    );
  requireCiThreshold(ci), ci.signed.version > 1 && requireProductionThreshold(prod);
  let pointer = differingPointer(withoutTargetsThreshold(prod.signed), withoutTargetsThreshold(ci.signed));
  if (pointer !== null)
    throw diverges(
      `Production root and CI root version ${ci.signed.version} differ at ${pointer}; only the targets threshold may differ.`,
      "Sign nothing, keep a copy of both and ask the vendor."
    );
  if (ci.signed.version === 1 && !sameJson(prod.signed, ci.signed))
    throw diverges(
      "Production root and CI root of version 1 differ; they must be the same document.",
      "Ask the vendor."
    );
  requireReadableSignatures(prod), requireThreshold(prod, prod, "root");
  let previous = chain.at(-2);
  previous && requireThreshold(prod, previous, "root");
}
function requireFlavour(root, flavour) {
  flavour === "ci" ? requireCiThreshold(root) : requireProductionThreshold(root);
}
function requireSameContent(root, other) {
  let pointer = differingPointer(withoutTargetsThreshold(root.signed), withoutTargetsThreshold(other.signed));
  if (pointer !== null)
    throw diverges(
      `${root.where} and ${other.where} of version ${root.signed.version} differ at ${pointer}; only the targets threshold may differ.`,
      "Sign nothing, keep a copy of both and ask the vendor."
    );
}
function requireCiThreshold(ci) {
  let { threshold } = ci.signed.roles.targets;
  if (threshold !== 1)
    throw new ToolError("flavour-swapped", {
      happened: `What is served as CI root ${ci.signed.version} asks for ${threshold} targets signatures; the CI flavour asks for 1.`,
      next: "Check that the trusted root is of the CI flavour. If it is, sign nothing, keep a copy and ask the vendor."
    });
}
function requireProductionThreshold(prod) {
  let { threshold } = prod.signed.roles.targets;
  if (!(threshold >= MIN_PRODUCTION_THRESHOLD))
    throw new ToolError("flavour-swapped", {
      happened: `What is served as production root ${prod.signed.version} asks for ${threshold} targets signature, which is the CI flavour; production needs at least ${MIN_PRODUCTION_THRESHOLD}.`,
      next: "A device that took it would accept what CI alone signs. Sign nothing, keep a copy and ask the vendor."
    });
}
function withoutTargetsThreshold(signed) {
  let { threshold: _ignored, ...targets } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets } };
}
function diverges(happened, next) {
  return new ToolError("flavour-content-diverges", { happened, next });
}

// src/tuf/devices/online-documents.ts
import { createHash } from "node:crypto";
var NAMED = { snapshot: "targets.json", timestamp: "snapshot.json" };
function onlineRefusals(documents, count) {
  let { snapshot, timestamp, targets } = documents;
  return [
    ...refusalsOf2("timestamp", timestamp, snapshot?.value, count),
    ...refusalsOf2("snapshot", snapshot, targets, count)
  ];
}
function areOfTwoMoments(documents) {
  let uncounted = { signedBy: [], threshold: 0 };
  return onlineRefusals(documents, () => uncounted).some(({ kind }) => kind === "names-other");
}
function namesTargets({ value }, targets) {
  return otherThan(signedOf(value), NAMED.snapshot, targets) === null;
}
function refusalsOf2(role, served, named, count) {
  let refused = (kind, pointer, says) => ({
    role,
    kind,
    pointer,
    says
  });
  if (!served) return [refused("missing", "", "is missing")];
  let { doc, sizeBytes, value } = served;
  if (!doc) return [refused("malformed", "", "is malformed")];
  let { signedBy, threshold } = count(doc, role), other = isObject(named) ? otherThan(signedOf(value), NAMED[role], named) : null, listProblem = signatureListProblem(doc);
  return [
    ...listProblem ? [refused("unreadable", "/signatures", listProblem)] : [],
    ...signedBy.length < threshold ? [refused("unsigned", "/signatures", `has ${signedBy.length} of ${threshold} valid signatures`)] : [],
    ...other !== null ? [refused("names-other", "/signed/meta", other)] : [],
    ...sizeBytes > MAX_BYTES[role] ? [refused("too-large", "", `has ${sizeBytes} bytes, and devices read at most ${MAX_BYTES[role]}`)] : []
  ];
}
function otherThan(signed, name, served) {
  let meta = isObject(signed) ? own(signed, "meta") : void 0, entry = isObject(meta) ? own(meta, name) : void 0;
  if (!isObject(entry)) return `does not name ${name}`;
  let version = isObject(signedOf(served)) ? ownOf(signedOf(served), "version") : void 0;
  if (entry.version !== version)
    return `names version ${shown(entry.version)} of ${name}, and version ${shown(version)} is served`;
  if (!isObject(served)) return `names ${name}, and that is no document`;
  let { bytes, compact } = sizeOf(served), hashes = isObject(entry.hashes) ? entry.hashes : {}, hash = (algorithm) => own(hashes, algorithm) === void 0 ? null : String(hashes[algorithm]), [sha256, sha512] = [hash("sha256"), hash("sha512")];
  if (sha256 !== null && sha256.toLowerCase() !== compact && !isHashOf("sha256", sha256, portableText(served)) || sha512 !== null && ![JSON.stringify(served), portableText(served)].some((text) => isHashOf("sha512", sha512, text)))
    return `names another ${name} of version ${shown(version)} than the one that is served`;
  let { length } = entry;
  return length !== void 0 && !(isInteger(length, 0) && length >= bytes) ? `gives ${name} ${shown(length)} bytes, and it has ${bytes}` : null;
}
var sizes = /* @__PURE__ */ new WeakMap();
function sizeOf(document) {
  let known = sizes.get(document);
  if (known) return known;
  let text = JSON.stringify(document), size = { bytes: Buffer.byteLength(text), compact: hashOf("sha256", text) };
  return sizes.set(document, size), size;
}
function isHashOf(algorithm, hash, text) {
  return text !== null && hashOf(algorithm, text) === hash.toLowerCase();
}
function signedOf(document) {
  return isObject(document) ? own(document, "signed") : void 0;
}
function hashOf(algorithm, text) {
  return createHash(algorithm).update(text).digest("hex");
}
function shown(value) {
  return (JSON.stringify(value) ?? "none").slice(0, 40);
}

// src/tuf/devices/device-verdict.ts
function deviceVerdict(client, served, now) {
  let { held, why } = walkRoots(client, served.roots), reasons2 = why.length > 0 ? why : reasonsBelow(client, held, served, now);
  return { accepts: reasons2.length === 0, rootVersion: held.signed.version, why: reasons2 };
}
function walkRoots(client, [first, ...next]) {
  if (!first) throw new Error("a device holds a root");
  let held = first.doc;
  for (let [index, candidate] of next.entries()) {
    if (index >= client.maxRootVersions) {
      let why = `it walks at most ${client.maxRootVersions} root versions in one go, and there are ${next.length}`;
      return { held, why: [why] };
    }
    let { version } = candidate.doc.signed, reasons2 = rootReasons(client, held, candidate);
    if (reasons2.length > 0) return { held, why: reasons2.map((says) => `root ${version} ${says}`) };
    held = candidate.doc;
  }
  return { held, why: [] };
}
function rootReasons(client, held, next) {
  let [before, after] = [held.signed.version, next.doc.signed.version], unmet = [tally(next.doc, held, "root"), tally(next.doc, next.doc, "root")].find(({ met }) => !met);
  return [
    ...after === before + 1 ? [] : [`does not follow root ${before}`],
    ...unmet ? [`has ${signatureText(unmet)}`] : [],
    ...refusalsOfRoot(client, judged(client, "root", next)).map(({ says }) => says)
  ];
}
function reasonsBelow(client, root, served, now) {
  let { timestamp, snapshot, targets } = served, named = lengthNamed(snapshot, "targets.json"), online = onlineRefusals(
    { timestamp, snapshot, targets: targets?.value ?? null },
    (doc, role) => tally(doc, root, role)
  );
  return [
    ...expiry("the root", root.signed, now),
    ...online.map(({ role, says }) => `the ${role} ${says}`),
    ...["timestamp", "snapshot"].flatMap((role) => onlineReasons(client, role, served[role], now)),
    ...client.isStrict ? lengthReasons(served) : [],
    ...targets ? [
      ...unmetTargets(targets.doc, root),
      ...expiry("the targets document", targets.doc.signed, now),
      ...reasons("the targets document", refusalsOf(client, judged(client, "targets", targets, named)))
    ] : ["there is no targets document"]
  ];
}
function onlineReasons(client, role, served, now) {
  if (!served?.doc) return [];
  let { doc, value, sizeBytes } = served;
  return [
    ...expiry(`the ${role}`, doc.signed, now),
    ...reasons(`the ${role}`, refusalsOf(client, judged(client, role, { doc, value, sizeBytes })))
  ];
}
function unmetTargets(doc, root) {
  let result = tally(doc, root, "targets");
  return result.met ? [] : [`the targets document has ${signatureText(result)}`];
}
function signatureText({ signedBy, threshold }) {
  return `${signedBy.length} of ${threshold} valid signatures`;
}
function expiry(what, signed, now) {
  return isExpired(signed, now) ? [`${what} expired at ${signed.expires}`] : [];
}
function reasons(what, refusals) {
  return refusals.map(({ says }) => `${what} ${says}`);
}
function judged(client, role, { doc, value, sizeBytes }, namedLength = null) {
  let { signed, signatures } = doc, isCanonical = client.verifiesRawBytes && value !== void 0 ? isServedCanonical(doc, value, sizeBytes) : null;
  return judgedAs(role, signed, { signatures, sizeBytes, isCanonical, namedLength });
}
function isServedCanonical(doc, value, sizeBytes) {
  if (Buffer.byteLength(JSON.stringify(value)) !== sizeBytes) return !1;
  let signed = isObject(value) ? own(value, "signed") : void 0, text = JSON.stringify(signed), canonical = portableText(signed);
  return canonical === null ? doc.forms.some((form) => Buffer.from(text).equals(form)) : text === canonical;
}
function lengthReasons({ timestamp, snapshot, targets }) {
  return [
    ["timestamp", timestamp, "snapshot.json", snapshot],
    ["snapshot", snapshot, "targets.json", targets]
  ].flatMap(([role, naming, name, named]) => {
    let length = lengthNamed(naming, name);
    return named && length !== null && length > named.sizeBytes ? [`the ${role} gives ${name} ${length} bytes, and it has ${named.sizeBytes}`] : [];
  });
}
function lengthNamed(naming, name) {
  let meta = naming?.doc ? ownOf(naming.doc.signed, "meta") : void 0, entry = isObject(meta) ? own(meta, name) : void 0;
  return isObject(entry) && isInteger(entry.length, 0) ? entry.length : null;
}
function choicesOf(client, { targets }) {
  let found = /* @__PURE__ */ new Map();
  for (let [name, file] of Object.entries(targets)) {
    let { custom } = file, version = plainVersion(custom?.version);
    if (version === null) continue;
    let skip = skippedTarget(client, file);
    for (let hardwareId of hardwareIdsOf(custom)) {
      let choice = found.get(hardwareId);
      choice === void 0 && (choice = { version: null, passedOver: [] }, found.set(hardwareId, choice)), skip ? choice.passedOver.push({ version, says: `the target ${name} ${skip}` }) : choice.version = Math.max(choice.version ?? version, version);
    }
  }
  return new Map(
    [...found].map(([hardwareId, { version, passedOver }]) => {
      let newer = passedOver.filter((one) => one.version > (version ?? -1));
      return [hardwareId, { version, skipped: newer.map(({ says }) => says) }];
    })
  );
}

export {
  differingPointer,
  sameJson,
  MIN_PRODUCTION_THRESHOLD,
  verifyProductionRoot,
  requireFlavour,
  requireSameContent,
  onlineRefusals,
  areOfTwoMoments,
  namesTargets,
  deviceVerdict,
  walkRoots,
  choicesOf
};
