import {
  makeSigner,
  privateHalfOf
} from "./chunk-YMLTOLX3.js";
import {
  roleKeys
} from "./chunk-J5WAU2WC.js";
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

// src/keys/ci-archive.ts
function checkCiArchive(archive, rules) {
  let rootKeys = archive.keys.filter((key) => rules.rootKeyids.has(key.keyid) || isNamedRoot(key));
  if (rootKeys.length > 0)
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${rootKeys.length === 1 ? "a root key" : `${rootKeys.length} root keys`}: ${rootKeys.map(({ keyid }) => keyid).join(", ")}. Whoever reads it in CI owns the fleet, also with a retired one.`,
      next: "On your own machine run `factory-tuf keys copy-targets targets.keys.tgz --keys <archive>`, and give CI that archive, encrypted."
    });
  let lone = archive.keys.find(({ signer: signer2 }) => !signer2);
  if (lone)
    throw new ToolError("keys-orphan", {
      happened: `The archive holds the public half of ${lone.keyid} without its private half.`,
      next: "Make an archive for CI with `factory-tuf keys copy-targets` on your own machine."
    });
  let signer = activeTargetsKey(archive, rules.targetsKeys), warnings = [...new Set(archive.keys.map(({ keyid }) => keyid).filter((keyid) => keyid !== signer.keyid))].map(
    (keyid) => `The archive also holds the key ${keyid}, which is not (or no longer) a targets key: give CI an archive made by \`factory-tuf keys copy-targets\`.`
  );
  return { signer, warnings };
}
function isNamedRoot({ name }) {
  return /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name);
}

// src/commands/release/signing.ts
async function openSigner(ctx, { roots, onlineKeyid }) {
  if (!ctx.keys)
    throw new ToolError("keys-missing", {
      happened: "No archive with the offline targets key was given.",
      next: "Give it with the option keys (in the Action: keys, keys-file or keys-command)."
    });
  ctx.progress("Opening the key archive");
  let archive = await ctx.keys.open(), targetsKeys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  if (targetsKeys.delete(onlineKeyid), !ctx.refuseRootKeys) return activeTargetsKey(archive, targetsKeys);
  let { signer, warnings } = checkCiArchive(archive, { rootKeyids: roots.rootKeyids, targetsKeys });
  for (let warning of warnings) ctx.log.warning(warning);
  return signer;
}

export {
  openSigner
};
