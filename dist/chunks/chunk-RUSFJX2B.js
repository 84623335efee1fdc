import {
  tagsOf
} from "./chunk-OZ52CGQM.js";
import {
  docHash,
  pinOf,
  requirePinned
} from "./chunk-X3GW7V7D.js";
import {
  requireReadableSignatures,
  requireThreshold,
  tally
} from "./chunk-J5WAU2WC.js";
import {
  keyidOf,
  sha256Hex
} from "./chunk-LECXCFI5.js";
import {
  own,
  pointerTo,
  verificationForms
} from "./chunk-3IUF6JAA.js";
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

// src/tuf/allowed-members.ts
var SIGNED_MEMBERS = ["_type", "version", "expires", "targets"], TARGET_MEMBERS = ["hashes", "length", "custom"];
function requireAllowedTargetsMembers(signed, where) {
  requireMembers(signed, SIGNED_MEMBERS, "/signed", where);
  for (let [name, file] of Object.entries(signed.targets)) requireAllowedTarget(name, file, where);
}
function requireAllowedTarget(name, file, where) {
  requireMembers(file, TARGET_MEMBERS, pointerTo("/signed/targets", name), where);
}
function requireUnambiguous(doc, names) {
  let problem = names ? doc.problems.find((candidate) => concerns(candidate, names)) : doc.problems[0];
  if (problem)
    throw new ToolError("metadata-ambiguous", {
      happened: `${doc.where}: at ${problem.pointer || "/"}, ${problem.says}; another reader may see another value than the one that would be signed.`,
      next: "Correct it where the document is made, then run this again."
    });
}
function concerns({ pointer }, names) {
  return names.some((name) => {
    let target = pointerTo("/signed/targets", name);
    return pointer === target || pointer.startsWith(`${target}/`) || target.startsWith(`${pointer}/`) || pointer === "";
  });
}
function requireMembers(object, allowed, pointer, where) {
  for (let name of Object.keys(object))
    if (!allowed.includes(name))
      throw refused(where, `has the member ${pointerTo(pointer, name)}, which a device might obey`);
  for (let name of allowed)
    if (!Object.hasOwn(object, name)) throw refused(where, `lacks the member ${pointerTo(pointer, name)}`);
}
function refused(where, what) {
  return new ToolError("metadata-member-refused", {
    happened: `${where} ${what}.`,
    next: "We do not sign what we do not know. Have the document made again without it."
  });
}

// src/tuf/production.ts
function verifyProductionTargets(production, tag, prodRoot, pins) {
  let pin = pinOf(pins, `prod-targets/${tag}`);
  if (!production) {
    if (!pin) return null;
    throw new ToolError("production-missing", {
      happened: `The Factory has no production targets for tag ${tag}, but the pins say that version ${pin.version} was published.`,
      next: "Somebody withholds them. Sign nothing and ask the vendor; change the pin only by a reviewed commit."
    });
  }
  requireReadableSignatures(production);
  let signatures = requireThreshold(production, prodRoot, "targets");
  return requireTag(production, tag), requireAllowedTargetsMembers(production.signed, production.where), requireUnambiguous(production), requirePinned(production, pin), signatures;
}
function requireTag(doc, tag) {
  for (let [name, { custom }] of Object.entries(doc.signed.targets)) {
    let tags = tagsOf(custom);
    if (!(tags.length === 1 && tags[0] === tag && Array.isArray(custom?.tags) && custom.tags.length === 1))
      throw new ToolError("tag-mismatch", {
        happened: `${doc.where}: the target ${JSON.stringify(name.slice(0, 253))} has the tags ${JSON.stringify(custom?.tags ?? null).slice(0, 120)}, not exactly ["${tag}"].`,
        next: "It is not the document of this tag. Sign nothing, keep a copy and ask the vendor."
      });
  }
}

export {
  requireOnlineKey,
  verifyCiTargets,
  requireAllowedTargetsMembers,
  requireAllowedTarget,
  requireUnambiguous,
  verifyProductionTargets,
  requireTag
};
