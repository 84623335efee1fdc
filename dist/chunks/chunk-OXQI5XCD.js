import {
  requireReadableSignatures,
  requireThreshold
} from "./chunk-SD3QO3PR.js";
import {
  pointerTo,
  rawNumber
} from "./chunk-2OQ5M6FN.js";
import {
  isObject
} from "./chunk-BZLGDXI2.js";
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

export {
  differingPointer,
  sameJson,
  MIN_PRODUCTION_THRESHOLD,
  verifyProductionRoot,
  requireFlavour,
  requireSameContent
};
