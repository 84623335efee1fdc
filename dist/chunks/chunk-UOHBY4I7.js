import {
  makeSigner,
  privateHalfOf
} from "./chunk-YMLTOLX3.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/keys/find-signer.ts
function findSigner(archive, keys) {
  for (let key of keys.values()) {
    let held = archive.keys.find(({ keyid, signer }) => signer && keyid === key.keyid), half = held && privateHalfOf(held);
    if (half) return makeSigner(half, key);
  }
  return null;
}

// src/keys/active-key.ts
var SHOWN_KEYIDS = 10;
function activeKey(archive, role, keys) {
  let held = new Set(archive.keys.filter(({ signer: signer2 }) => signer2).map(({ keyid }) => keyid)), active = [...keys.values()].filter(({ keyid }) => held.has(keyid));
  if (active.length > 1)
    throw new ToolError("keys-several-active", {
      happened: `The archive holds ${active.length} active ${role} keys: ${list(active.map(({ keyid }) => keyid))}.`,
      next: "Give each signer an archive of their own: one archive holds at most one active key for a role."
    });
  let signer = findSigner(archive, keys);
  if (signer) return signer;
  let expected = [...keys.values()].map(({ keyid }) => keyid), offline = role === "targets" ? "offline targets" : role, wanted = expected.length ? `one of ${list(expected)}` : `but the root lists no ${offline} key yet`, publicOnly = archive.keys.filter(({ keyid, signer: signer2 }) => !signer2 && expected.includes(keyid)), lone = publicOnly.length ? ` Of ${list(publicOnly.map(({ keyid }) => keyid))} it holds the public half alone.` : "";
  throw new ToolError("keys-none-active", {
    happened: `The archive holds no active ${offline} key: expected ${wanted}; found ${held.size ? list([...held]) : "no private key"}.${lone}`,
    next: expected.length ? "Give the archive with the newest key; `factory-tuf root show` lists the keys of the root." : `Make the first ${offline} key: factory-tuf keys rotate --role ${role}.`
  });
}
function activeTargetsKey(archive, targetsKeys) {
  return activeKey(archive, "targets", targetsKeys);
}
function list(keyids) {
  let more = keyids.length - SHOWN_KEYIDS;
  return keyids.slice(0, SHOWN_KEYIDS).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

export {
  findSigner,
  activeKey,
  activeTargetsKey
};
