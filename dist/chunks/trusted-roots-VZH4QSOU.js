import {
  require_dist,
  require_dist2
} from "./chunk-O7B3RDFX.js";
import {
  configInvalid,
  isObject,
  parsed
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import {
  __toESM
} from "./chunk-73X3T6A5.js";

// src/gate/attested/trusted-roots.ts
var import_protobuf_specs = __toESM(require_dist(), 1), import_verify = __toESM(require_dist2(), 1);
var MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.\d+|\.v0\.\d+\+json)$/, MAX_LINES = 20;
function attestationVerifiers({ text, where }) {
  let lines = text.split(`
`).flatMap((line, index) => line.trim() === "" ? [] : [{ line, number: index + 1 }]);
  if (lines.length === 0) throw configInvalid(where, "has no trusted root in it");
  if (lines.length > MAX_LINES) throw configInvalid(where, `has more than ${MAX_LINES} lines`);
  return lines.map(({ line, number }) => verifierOf(line, `line ${number} of ${where}`));
}
function verifierOf(line, where) {
  let { value } = parsed(line, where), mediaType = isObject(value) ? value.mediaType : void 0;
  if (typeof mediaType != "string" || !MEDIA_TYPE.test(mediaType)) throw configInvalid(where, "is no trusted root");
  let { material, logs, certificateLogs } = materialOf(value, where);
  return new import_verify.Verifier(material, {
    tlogThreshold: logs ? 1 : 0,
    ctlogThreshold: certificateLogs ? 1 : 0,
    timestampThreshold: 1
  });
}
function materialOf(value, where) {
  try {
    let root = import_protobuf_specs.TrustedRoot.fromJSON(value), material = (0, import_verify.toTrustMaterial)(root);
    if (material.certificateAuthorities.some(({ certChain }) => certChain.length > 0))
      return { material, logs: root.tlogs.length > 0, certificateLogs: root.ctlogs.length > 0 };
  } catch {
    throw configInvalid(where, "is a trusted root that cannot be read");
  }
  throw configInvalid(where, "names no certificate authority");
}
export {
  attestationVerifiers
};
