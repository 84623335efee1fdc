import {
  own
} from "./chunk-WZUTCMIT.js";

// src/commands/release/signature-report.ts
function signaturesOf(tally, root, onlineKeyid) {
  let holder = (keyid) => ({
    keyid,
    owner: own(root["x-key-owners"] ?? {}, keyid)?.["polis-id"] ?? null,
    online: keyid === onlineKeyid
  }), { threshold, signedBy, missing, met } = tally;
  return { threshold, signedBy: signedBy.map(holder), missing: missing.map(holder), met };
}
function signatureBlocks(signatures) {
  let { threshold, signedBy, missing, met } = signatures, row = (state, { keyid, owner, online }) => [
    state,
    { code: keyid },
    online ? "the Factory (online key)" : owner ?? "owner not recorded"
  ];
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "paragraph",
      text: [
        { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" },
        " signatures that devices ask for."
      ]
    },
    {
      kind: "table",
      columns: [{ title: "" }, { title: "Key id" }, { title: "Holder" }],
      rows: [
        ...signedBy.map((holder) => row("signed", holder)),
        ...met ? [] : missing.map((holder) => row("missing", holder))
      ]
    }
  ];
}
function signatureOutputs({ threshold, signedBy, missing, met }) {
  return { signatures: signedBy.length, threshold, missing: met ? "" : missing.map(({ keyid }) => keyid).join(",") };
}
function whoMustSign(wave, { threshold, signedBy, missing }) {
  let have = `Wave ${wave} has ${signedBy.length} of ${threshold} signatures`, people = missing.filter(({ online: online2 }) => !online2), online = missing.find((holder) => holder.online), factory = online ? `the Factory's own signature (${online.keyid}) is missing` : null;
  if (threshold - signedBy.length <= (online ? 1 : 0))
    return `${have}: ${factory}. It signs by itself; run the same step again in a moment, and ask the vendor if it stays so.`;
  let names = people.map(({ keyid, owner }) => owner ? `${keyid} (${owner})` : keyid).join(", ");
  return `${have}; to sign is one of ${names}: factory-tuf wave sign ${wave}.${factory ? ` Also ${factory}.` : ""}`;
}
var signatureDataHelp = "`signatures`: `{threshold, signedBy, missing: [{keyid, owner, online}], met}`";

export {
  signaturesOf,
  signatureBlocks,
  signatureOutputs,
  whoMustSign,
  signatureDataHelp
};
