import {
  docHash,
  requirePinned
} from "./chunk-4JYO5QL4.js";
import {
  tally
} from "./chunk-AHGJSDMS.js";
import {
  keyidOf,
  sha256Hex
} from "./chunk-TSMURSMV.js";
import {
  own,
  verificationForms
} from "./chunk-WZUTCMIT.js";
import {
  isExpired
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/ci-targets.ts
function requireOnlineKey(root, onlineKey) {
  let keyid = keyidOf(onlineKey);
  if (keyid === null || !root.roles.targets.keyids.includes(keyid))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid ?? "an unreadable key"} as its online targets key, which the verified root does not list for targets.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor."
    });
  if (own(root["x-key-owners"] ?? {}, keyid))
    throw new ToolError("online-key-unlisted", {
      happened: `The Factory names ${keyid} as its online targets key, but the verified root gives that key a human owner: it is an offline key.`,
      next: "Sign nothing, keep a copy of ci-targets.pub and ask the vendor."
    });
  return keyid;
}
function verifyCiTargets(ci, evidence) {
  let { ciRoot, onlineKey, pin, released, now } = evidence, onlineKeyid = requireOnlineKey(ciRoot.signed, onlineKey), { signedBy, invalid } = tally(ci, ciRoot, "targets");
  if (!signedBy.includes(onlineKeyid)) {
    let why = invalid.find(({ keyid }) => keyid === onlineKeyid)?.why ?? "is missing";
    throw new ToolError("threshold-not-met", {
      happened: `The CI targets are not signed by the online targets key ${onlineKeyid}: its signature ${why}.`,
      next: "They are not what CI built. Sign nothing, keep a copy and ask the vendor."
    });
  }
  let offline = signedBy.find((keyid) => keyid !== onlineKeyid);
  if (offline) throw disguised(`they carry a signature of the offline key ${offline}`);
  let twin = released.find((doc) => doc.signed.version === ci.signed.version && docHash(doc) === docHash(ci));
  if (twin) throw disguised(`they are the same document as ${twin.where}`);
  if (isExpired(ci.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `The CI targets expired at ${ci.signed.expires}.`,
      next: "Run a CI build, which signs them anew; if that does not help, ask the vendor."
    });
  return requirePinned(ci, pin, ciTargetsHash), { onlineKeyid };
}
function ciTargetsHash(ci) {
  let { expires: _renewed, ...rest } = ci.signed;
  return sha256Hex(verificationForms(rest)[0]);
}
function disguised(how) {
  return new ToolError("metadata-member-refused", {
    happened: `What is served as CI targets is a Wave's or production document: ${how}.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

export {
  requireOnlineKey,
  verifyCiTargets,
  ciTargetsHash
};
