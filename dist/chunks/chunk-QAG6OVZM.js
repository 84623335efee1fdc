import {
  usableKey
} from "./chunk-TSMURSMV.js";
import {
  isKnownMethod,
  signatureProblem,
  verifyAhead
} from "./chunk-UBBXCGIT.js";
import {
  own
} from "./chunk-WLXACK2J.js";
import {
  isExpired
} from "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/tuf/threshold.ts
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

// src/tuf/device-view.ts
var MAX_TARGETS_BYTES = 8 * 1024 * 1024, MAX_ROOT_BYTES = 64 * 1024;
function deviceView(doc, sizeBytes, root, now) {
  let signatures = tally(doc, root, "targets"), refusals = [];
  sizeBytes > MAX_TARGETS_BYTES && refusals.push(`it has ${sizeBytes} bytes, and devices read at most ${MAX_TARGETS_BYTES}`);
  let listProblem = signatureListProblem(doc);
  return listProblem && refusals.push(`it ${listProblem}`), signatures.met || refusals.push(`it has ${signatures.signedBy.length} of ${signatures.threshold} valid signatures`), isExpired(doc.signed, now) && refusals.push(`it expired at ${doc.signed.expires}`), { accepts: refusals.length === 0, refusals, tally: signatures };
}

export {
  roleKeys,
  tally,
  tallyAhead,
  requireThreshold,
  signatureListProblem,
  requireReadableSignatures,
  MAX_TARGETS_BYTES,
  MAX_ROOT_BYTES,
  deviceView
};
