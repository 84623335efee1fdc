import {
  refusedBy
} from "./chunk-CXFHRVM3.js";
import {
  judgedAs,
  refusalsOf,
  signatureListProblem,
  skippedTarget,
  tally
} from "./chunk-5QDFVI24.js";
import {
  listOf
} from "./chunk-6E6LHAQG.js";
import {
  MAX_BYTES
} from "./chunk-4VHKGA67.js";
import {
  isExpired
} from "./chunk-XZWJ3NC3.js";
import {
  own
} from "./chunk-RQY7G4BH.js";

// src/tuf/devices/device-view.ts
function deviceView(doc, sizeBytes, root, now, asked = { clients: [], before: null }) {
  let signatures = tally(doc, root, "targets"), refusals = [];
  sizeBytes > MAX_BYTES.targets && refusals.push(`it has ${sizeBytes} bytes, and devices read at most ${MAX_BYTES.targets}`);
  let listProblem = signatureListProblem(doc);
  return listProblem && refusals.push(`it ${listProblem}`), signatures.met || refusals.push(`it has ${signatures.signedBy.length} of ${signatures.threshold} valid signatures`), isExpired(doc.signed, now) && refusals.push(`it expired at ${doc.signed.expires}`), refusals.length === 0 && refusals.push(...clientReasons(doc, sizeBytes, asked)), { accepts: refusals.length === 0, refusals, tally: signatures };
}
function clientReasons({ signed, signatures, forms }, sizeBytes, { clients, before }) {
  let canonical = forms.length === 1 ? forms[0] : null, document = judgedAs("targets", signed, { signatures, sizeBytes, canonical });
  return [
    ...refusedBy(clients, (client) => refusalsOf(client, document)).map(({ clients: names, says }) => `${listOf(names)} would not read it, because it ${says}`),
    ...newlySkipped(clients, signed.targets, before).map(({ says }) => says)
  ];
}
function newlySkipped(clients, targets, before) {
  return skippedTargets(clients, targets).filter(({ name }) => before === null || own(before, name) === void 0);
}
function skippedTargets(clients, targets) {
  return Object.entries(targets).flatMap(([name, file]) => clients.some((client) => skippedTarget(client, file) !== null) ? refusedBy(clients, (client) => {
    let says = skippedTarget(client, file);
    return says ? [{ kind: "form", pointer: "", says }] : [];
  }).map(({ clients: names, says }) => ({
    name,
    says: `${listOf(names)} would pass over the target ${JSON.stringify(name.slice(0, 100))}, because it ${says}`
  })) : []);
}

export {
  deviceView,
  newlySkipped,
  skippedTargets
};
