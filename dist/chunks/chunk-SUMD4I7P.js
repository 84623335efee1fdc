import {
  pointerTo
} from "./chunk-WZUTCMIT.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

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

export {
  requireAllowedTargetsMembers,
  requireAllowedTarget,
  requireUnambiguous
};
