import {
  keyType,
  usableKey
} from "./chunk-QW2ZIKRZ.js";
import {
  ROLE_NAMES
} from "./chunk-XPD3U6YF.js";
import {
  isKnownMethod,
  signatureProblem,
  verifyAhead
} from "./chunk-ETUAIIMK.js";
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

// src/tuf/metadata/threshold.ts
function roleKeys(root, role, where) {
  let usable = /* @__PURE__ */ new Map();
  for (let keyid of root.roles[role].keyids) {
    let listed = own(root.keys, keyid), key = listed === void 0 ? null : usableKey(listed);
    if (key?.usable) {
      if (key.keyid !== keyid)
        throw new ToolError("keyid-mismatch", {
          happened: `${where} calls a ${role} key ${keyid.slice(0, 64)}, but that key's id is ${key.keyid}.`,
          next: "Sign nothing with this root. Keep a copy of it and ask the vendor."
        });
      usable.set(keyid, key);
    }
  }
  return usable;
}
function tally(doc, root, role) {
  let keys = roleKeys(root.signed, role, root.where), signedBy = /* @__PURE__ */ new Set(), invalid = [], foreign = [], tried = /* @__PURE__ */ new Set();
  for (let signature of doc.signatures) {
    let key = keys.get(signature.keyid);
    if (!key) {
      foreign.push(signature.keyid);
      continue;
    }
    if (tried.has(signature.keyid)) {
      invalid.push({ keyid: signature.keyid, why: "repeats a key id, which devices reject outright" });
      continue;
    }
    tried.add(signature.keyid);
    let problems = doc.forms.map((bytes) => signatureProblem(key, signature, bytes));
    problems.includes(null) ? signedBy.add(signature.keyid) : invalid.push({ keyid: signature.keyid, why: problems[0] ?? "does not verify" });
  }
  let { threshold } = root.signed.roles[role];
  return {
    role,
    threshold,
    signedBy: [...signedBy],
    missing: [...keys.keys()].filter((keyid) => !signedBy.has(keyid)),
    invalid,
    foreign,
    met: signedBy.size >= threshold
  };
}
async function tallyAhead(doc, root, role) {
  let bytes = doc.forms.length === 1 ? doc.forms[0] : null, keys = root.signed.roles[role].keyids.map((keyid) => own(root.signed.keys, keyid)).filter((key) => key !== void 0), usable = new Map(keys.map(usableKey).flatMap((key) => key.usable ? [[key.keyid, key]] : [])), first = new Map(doc.signatures.map((signature) => [signature.keyid, signature]).reverse());
  await Promise.all(
    [...first.values()].map((signature) => {
      let key = usable.get(signature.keyid);
      return bytes && key ? verifyAhead(key, signature, bytes) : null;
    })
  );
}
function requireThreshold(doc, root, role) {
  let result = tally(doc, root, role);
  if (result.met) return result;
  let have = result.signedBy.length ? ` (by ${result.signedBy.join(", ")})` : "", bad = result.invalid.map(({ keyid, why }) => ` The signature by ${keyid} ${why}.`).join("");
  throw new ToolError("threshold-not-met", {
    happened: `${doc.where} has ${result.signedBy.length} of ${result.threshold} valid ${role} signatures that ${root.where} asks for${have}.${bad}`,
    next: "Do not use this document. If the Factory keeps serving it, keep a copy and ask the vendor."
  });
}
function signatureListProblem(doc) {
  let seen = /* @__PURE__ */ new Set();
  for (let { keyid, method } of doc.signatures) {
    if (seen.has(keyid)) return `lists the key id ${keyid.slice(0, 64)} twice in its signatures`;
    if (!isKnownMethod(method)) return `has a signature of the unknown method ${JSON.stringify(method.slice(0, 40))}`;
    seen.add(keyid);
  }
  return null;
}
function requireReadableSignatures(doc) {
  let problem = signatureListProblem(doc);
  if (problem)
    throw new ToolError("device-would-refuse", {
      happened: `${doc.where} ${problem}; devices reject such a document outright.`,
      next: "Keep a copy and ask the vendor."
    });
}

// src/tuf/devices/strict-form.ts
function strictProblems(role, signed, signatures, isPortable) {
  let known = looked.get(signed) ?? signedProblems(role, signed, isPortable);
  return looked.set(signed, known), [...known, ...signatureProblems(signatures)];
}
var looked = /* @__PURE__ */ new WeakMap();
function signedProblems(role, signed, isPortable) {
  let problems = commonProblems(role, signed, isPortable);
  return role === "root" ? [...problems, ...rootProblems(signed)] : role === "targets" ? [...problems, ...targetsProblems(signed)] : [...problems, ...onlineProblems(signed)];
}
function commonProblems(role, signed, isPortable) {
  let spec = ownOf(signed, "spec_version"), number = isPortable ? null : placeOfNumber(signed, isFloatAndInt, role === "targets" ? 1 : null), name = placeOfSecondName(role, signed);
  return [
    ...name === null ? [] : [
      {
        pointer: `/signed${name}`,
        says: `has the member ${name.slice(0, 120)}, which is read as one that differs in capital letters`
      }
    ],
    ...spec === void 0 || typeof spec == "string" && spec !== "" ? [] : [{ pointer: "/signed/spec_version", says: "has a spec_version that is no text" }],
    ...number === null ? [] : [
      {
        pointer: `/signed${number}`,
        says: `has a number at /signed${number.slice(0, 120)} that is rounded or refused`
      }
    ]
  ];
}
var NAMES = {
  root: ["_type", "spec_version", "version", "expires", "consistent_snapshot", "keys", "roles"],
  targets: ["_type", "spec_version", "version", "expires", "targets", "delegations"],
  snapshot: ["_type", "spec_version", "version", "expires", "meta"],
  timestamp: ["_type", "spec_version", "version", "expires", "meta"]
}, NAMES_BELOW = {
  keys: ["keytype", "scheme", "keyval"],
  roles: ["keyids", "threshold"],
  targets: ["length", "hashes", "custom"],
  meta: ["length", "hashes", "version"]
};
function placeOfSecondName(role, signed) {
  let of = secondName(signed, NAMES[role]);
  if (of !== null) return pointerTo("", of);
  for (let member of NAMES[role]) {
    let names = NAMES_BELOW[member], entries = ownOf(signed, member);
    if (!(!names || !isObject(entries)))
      for (let name of Object.keys(entries)) {
        let entry = entries[name], place = isObject(entry) ? placeInEntry(entry, names) : null;
        if (place !== null) return `${pointerTo(`/${member}`, name)}${place}`;
      }
  }
  return null;
}
function placeInEntry(entry, names) {
  let name = secondName(entry, names);
  if (name !== null) return pointerTo("", name);
  let keyval = names.includes("keyval") ? ownOf(entry, "keyval") : void 0, inside = isObject(keyval) ? secondName(keyval, ["public"]) : null;
  return inside === null ? null : pointerTo("/keyval", inside);
}
function secondName(object, names) {
  for (let name of Object.keys(object))
    if (!names.includes(name) && names.includes(name.toUpperCase().toLowerCase()))
      return name;
  return null;
}
function placeOfNumber(value, takes, customAt) {
  if (value === null || typeof value != "object")
    return typeof value != "number" || Number.isSafeInteger(value) || takes(String(value)) ? null : "";
  let raw = rawNumber(value);
  if (raw !== null) return takes(raw) ? null : "";
  for (let name of Object.keys(value)) {
    let member = value[name];
    if (typeof member == "string") continue;
    let place = placeOfNumber(member, customAt === 3 && name === "custom" ? isInt64 : takes, customAt !== null && (customAt !== 1 || name === "targets") && customAt < 3 ? customAt + 1 : null);
    if (place !== null) return `${pointerTo("", name)}${place}`;
  }
  return null;
}
var INTEGER = /^-?\d+$/, MAX_INT64 = 2n ** 63n;
function isInt64(token) {
  if (!INTEGER.test(token)) return !1;
  let value = BigInt(token);
  return value >= -MAX_INT64 && value < MAX_INT64;
}
function isFloatAndInt(token) {
  return isInt64(token) && (token === "-0" || String(Number(token)) === token);
}
var HEX = /^(?:[0-9a-f]{2})*$/i, NOT_LOWER_HEX = /[^0-9a-f]/, BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function signatureProblems(signatures) {
  let index = signatures.findIndex(({ sig = "" }) => !HEX.test(sig) && !BASE64.test(sig));
  return index === -1 ? [] : [{ pointer: `/signatures/${index}/sig`, says: "has a signature that is no base64" }];
}
function rootProblems(root) {
  let problems = [];
  for (let [name, role] of Object.entries(root.roles)) {
    let at = pointerTo("/signed/roles", name), isRole = isObject(role) && Array.isArray(role.keyids) && isInteger(role.threshold);
    isRole || problems.push({ pointer: at, says: `has a role ${JSON.stringify(name.slice(0, 40))} that is none` });
    let bad = isRole ? role.keyids.find((keyid) => unusableAs(root, keyid) !== null) : void 0;
    if (bad !== void 0) {
      let says = `names the ${name} key ${bad.slice(0, 12)}, ${unusableAs(root, bad)}`;
      problems.push({ pointer: at, says });
    }
  }
  typeof root.consistent_snapshot != "boolean" && problems.push({ pointer: "/signed/consistent_snapshot", says: "does not say consistent_snapshot" });
  for (let [keyid, key] of Object.entries(root.keys)) {
    let scheme = ownOf(key, "scheme");
    if (scheme === void 0 || typeof scheme == "string" && scheme !== "") continue;
    let says = `lists the key ${keyid.slice(0, 12)} with a scheme that is no text`;
    problems.push({ pointer: pointerTo("/signed/keys", keyid), says });
    break;
  }
  return problems;
}
function unusableAs(root, keyid) {
  let key = own(root.keys, keyid);
  if (key === void 0) return "but does not list it";
  let decision = usableKey(key);
  return decision.usable ? null : `which ${decision.why}`;
}
function targetsProblems(signed) {
  if (ownOf(signed, "delegations") !== void 0)
    return [{ pointer: "/signed/delegations", says: "has delegations, which are not for a Factory's devices" }];
  for (let name of Object.keys(signed.targets)) {
    let problem = fileProblem(signed.targets[name]);
    if (!problem) continue;
    return [{ pointer: problem.steps.reduce(pointerTo, pointerTo("/signed/targets", name)), says: `has ${problem.says} in the target ${JSON.stringify(name.slice(0, 100))}` }];
  }
  return [];
}
function fileProblem(file) {
  if (ownOf(file, "custom") === null) return { steps: ["custom"], says: "custom: null" };
  let hash = Object.keys(file.hashes).find((name) => !isLowerHex(file.hashes[name]));
  if (hash === void 0) return null;
  let what = HEX.test(file.hashes[hash]) ? "capital letters in its" : "no hexadecimal text as its";
  return { steps: ["hashes", hash], says: `${what} ${hash}` };
}
function isLowerHex(text) {
  return text.length % 2 === 0 && !NOT_LOWER_HEX.test(text);
}
var ALGORITHMS = ["sha256", "sha512"];
function onlineProblems(signed) {
  let meta = ownOf(signed, "meta");
  for (let [name, entry] of Object.entries(isObject(meta) ? meta : {})) {
    let hashes = isObject(entry) ? own(entry, "hashes") : void 0;
    if (hashes === void 0) continue;
    let pointer = pointerTo(pointerTo("/signed/meta", name), "hashes"), list = Object.entries(isObject(hashes) ? hashes : {}), isTaken = ([algorithm, hash]) => ALGORITHMS.includes(algorithm) && typeof hash == "string" && isLowerHex(hash);
    if (list.length === 0 || !list.every(isTaken))
      return [{ pointer, says: `gives ${name.slice(0, 40)} hashes that are not sha256 or sha512 in small letters` }];
  }
  return [];
}

// src/tuf/devices/client-refusals.ts
function judgedAs(role, signed, known) {
  return {
    role,
    signed,
    signatures: [],
    sizeBytes: 0,
    isCanonical: null,
    namedLength: null,
    canonical: null,
    ...known
  };
}
function signaturesToCome(count) {
  return Array.from({ length: count }, (_, index) => ({ keyid: `${index}`, method: "ed25519" }));
}
function refusalsOfRoot(client, root) {
  return [...refusalsOf(client, root), ...rootRefusals(client, root.signed)];
}
function refusalsOf(client, document) {
  let { role, sizeBytes, isCanonical } = document, limit = client.maxBytes[role], isNamed = client.trustsNamedLength && role === "targets" && (document.namedLength ?? 0) >= sizeBytes;
  return [
    ...sizeBytes > limit && !isNamed ? [refusal("limit", "", `has ${sizeBytes} bytes of at most ${limit}`)] : [],
    ...document.signed.version > client.maxVersion ? [
      refusal(
        "form",
        "/signed/version",
        `has the version ${document.signed.version} of at most ${client.maxVersion}`
      )
    ] : [],
    ...signatureRefusals(client, document),
    ...client.verifiesRawBytes && isCanonical === !1 ? [refusal("form", "/signed", "did not arrive in canonical form, and its bytes are verified as they come")] : [],
    ...textRefusals(client, document),
    ...client.isStrict ? formRefusals(document) : []
  ];
}
function signatureRefusals(client, { signatures }) {
  let at = "/signatures", refusals = [];
  if (signatures.length > client.maxSignatures) {
    let says = `has ${signatures.length} signatures of at most ${client.maxSignatures}`;
    refusals.push(refusal("keys", at, says));
  }
  let keyids = signatures.map(({ keyid }) => keyid), repeated = keyids.find((keyid, index) => keyids.indexOf(keyid) !== index);
  repeated !== void 0 && refusals.push(refusal("keys", at, `lists the key id ${repeated.slice(0, 12)} twice in its signatures`));
  let unknown = client.checksMethod && signatures.find(({ method }) => !isKnownMethod(method));
  if (unknown) {
    let method = JSON.stringify(unknown.method.slice(0, 40));
    refusals.push(refusal("keys", at, `has a signature of the unknown method ${method}`));
  }
  return refusals;
}
var CONTROL = /[\x00-\x1f]/, BEYOND_ASCII = /[^\x00-\x7f]/;
function textRefusals(client, { role, signed, canonical }) {
  if (canonical && !isIn(canonical, "\\")) return [];
  let text = role === "root" ? { ...signed, keys: {} } : signed, control = client.refusesControlCharacters ? placeOfText(text, CONTROL, "/signed") : null, foreign = client.refusesBeyondAscii ? placeOfText(signed, BEYOND_ASCII, "/signed") : null, refused = (at, what) => at === null ? [] : [refusal("form", at, `has ${what} at ${at.slice(0, 120)}`)];
  return [
    ...refused(control, "a line break or another control character"),
    ...refused(foreign, "a character beyond ASCII")
  ];
}
function formRefusals({ role, signed, signatures, canonical }) {
  return strictProblems(role, signed, signatures, canonical !== null).map(({ pointer, says }) => refusal("form", pointer, says));
}
function isIn({ buffer, byteOffset, byteLength }, text) {
  return Buffer.from(buffer, byteOffset, byteLength).includes(text);
}
function placeOfText(value, pattern, pointer) {
  if (typeof value == "string") return pattern.test(value) ? pointer : null;
  if (value === null || typeof value != "object" || rawNumber(value) !== null) return null;
  for (let [name, member] of Object.entries(value)) {
    let place = pattern.test(name) ? "" : placeOfText(member, pattern, "");
    if (place !== null) return `${pointerTo(pointer, name)}${place}`;
  }
  return null;
}
function rootRefusals(client, root) {
  let keys = Object.entries(root.keys), refusals = keys.flatMap(([keyid, key]) => keyRefusals(client, keyid, key));
  if (keys.length > client.maxKeys) {
    let says = `lists ${keys.length} keys of at most ${client.maxKeys}`;
    refusals.push(refusal("keys", "/signed/keys", says));
  }
  for (let role of ROLE_NAMES) {
    let { keyids } = root.roles[role], at = pointerTo("/signed/roles", role);
    if (keyids.length > client.maxKeyidsOfRole) {
      let says = `names ${keyids.length} ${role} keys of at most ${client.maxKeyidsOfRole}`;
      refusals.push(refusal("keys", at, says));
    }
  }
  return refusals;
}
function keyRefusals(client, keyid, key) {
  let at = pointerTo("/signed/keys", keyid), short = keyid.slice(0, 12), refusals = [];
  if (key.keyval.public.length > client.maxKeyText) {
    let says = `lists the key ${short} with ${key.keyval.public.length} characters of at most ${client.maxKeyText}`;
    refusals.push(refusal("keys", at, says));
  }
  let type = keyType(key);
  if (client.refusesRsa && type === "rsa" && refusals.push(refusal("keys", at, `lists the RSA key ${short}, used or not`)), client.refusesUnknownKeyTypes && type === null) {
    let named = JSON.stringify(key.keytype.slice(0, 40));
    refusals.push(refusal("keys", at, `lists the key ${short} of the unknown type ${named}, used or not`));
  }
  return refusals;
}
function skippedTarget(client, { custom }) {
  if (!isObject(custom)) return null;
  for (let reason of client.skips) {
    let says = SKIPS[reason](custom);
    if (says !== null) return says;
  }
  return null;
}
var SKIPS = {
  "several-hardware-ids": ({ hardwareIds }) => Array.isArray(hardwareIds) && hardwareIds.length > 1 ? `has ${hardwareIds.length} hardware ids, not one` : null,
  "not-ostree": ({ targetFormat }) => targetFormat === "OSTREE" || targetFormat === void 0 ? null : `has the targetFormat ${(JSON.stringify(targetFormat) ?? "none").slice(0, 40)}, not "OSTREE"`,
  "app-name-differs": ({ docker_compose_apps: apps }) => {
    if (!isObject(apps)) return null;
    for (let name in apps)
      if (!isNamedInUri(name, apps[name]))
        return `has the app ${JSON.stringify(name.slice(0, 60))} from a URI whose last part is another name`;
    return null;
  }
};
function isNamedInUri(name, app) {
  let uri = isObject(app) ? own(app, "uri") : void 0;
  if (typeof uri != "string") return !1;
  let at = uri.indexOf("@"), end = at === -1 ? uri.length : at;
  return uri.startsWith(name, end - name.length) && uri.lastIndexOf("/", end) === end - name.length - 1;
}
function refusal(kind, pointer, says) {
  return { kind, pointer, says };
}

export {
  roleKeys,
  tally,
  tallyAhead,
  requireThreshold,
  signatureListProblem,
  requireReadableSignatures,
  judgedAs,
  signaturesToCome,
  refusalsOfRoot,
  refusalsOf,
  skippedTarget
};
