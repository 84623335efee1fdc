import {
  standingOf
} from "./chunk-73LN54RK.js";
import {
  archiveOptions,
  openNamedArchive
} from "./chunk-CAKLVVYL.js";
import {
  leftoversOf,
  protectionWords
} from "./chunk-KXSCOQVB.js";
import "./chunk-IBHUTPW6.js";
import {
  showableRoots
} from "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-53Z5SEAN.js";
import "./chunk-SDZCSINS.js";
import "./chunk-XU5EYBEU.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-4KSOC3EV.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-YMBQZWQS.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/keys-list.ts
import { stat } from "node:fs/promises";
var keysList = {
  name: "keys list",
  summary: "List the keys of an archive: id, role, type, owner, age, and whether they are active.",
  details: "Asks the Factory which keys its roots list. Without a token the trusted root is looked at instead, and what only the newest one knows is left open.",
  examples: ["factory-tuf keys list --keys root.keys.tgz"],
  args: [],
  options: { ...archiveOptions, ...factoryOptions, ...trustOptions },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: [
    "`file`, `protection`: what was read, and how it lies on the disk",
    "`rootVersion`: newest root that was looked at, or null",
    "`keys`: list of `{keyid, keytype, roles, state, owner, createdAt, ageDays, private, name}`",
    "`leftovers`: `{ours, vendors}`, files that an interrupted run left beside it, or null"
  ],
  async run(ctx) {
    let opened = await openNamedArchive(ctx, "keys list"), chain = await knownRoots(ctx), leftovers = await leftoversOf(opened.path);
    await warnOfOthers(ctx, opened.path, opened.protection.kind === "plain");
    for (let left of Object.values(leftovers))
      left && ctx.log.warning(`An interrupted run left ${left}: it may hold a key that the Factory knows. Keep it.`);
    let keys = opened.archive.keys.map((key) => standingOf(key, chain, ctx.now)), rootVersion = chain?.at(-1)?.signed.version ?? null;
    return {
      status: "unchanged",
      changed: "no",
      outputs: {},
      data: { file: opened.path, protection: protectionWords(opened.protection), rootVersion, keys, leftovers }
    };
  },
  report: ({ data }) => ({
    title: `${data.keys.length} key${data.keys.length === 1 ? "" : "s"} in ${data.file}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Archive", value: data.protection },
          { label: "Root", value: data.rootVersion === null ? "none was looked at" : `version ${data.rootVersion}` }
        ]
      },
      keyTable(data.keys)
    ]
  })
};
async function knownRoots(ctx) {
  return ctx.missingCredentials ? (ctx.log.warning(
    ctx.trust.root ? "No token was given, so the keys are compared with the trusted root alone: a newer root may say otherwise." : "No token and no trusted root were given, so nobody can say which keys are active."
  ), ctx.trust.root ? [ctx.trust.root] : null) : (await showableRoots(ctx)).chain;
}
async function warnOfOthers(ctx, path, plain) {
  let { mode } = await stat(path);
  !plain || (mode & 63) === 0 || ctx.log.warning(
    `Other users of this machine may read ${path}, and it is not encrypted: chmod 600, and keys encrypt.`
  );
}
var COLUMNS = ["Key id", "Role", "Type", "Owner", "Age", "State"];
function keyTable(keys) {
  return {
    kind: "table",
    columns: COLUMNS.map((title) => ({ title })),
    rows: keys.map((key) => [
      { code: key.keyid },
      key.roles.join(", "),
      key.keytype,
      key.owner ?? "",
      key.ageDays === null ? "" : `${key.ageDays} days`,
      stateText(key)
    ])
  };
}
function stateText({ state, private: hasPrivate }) {
  let text = hasPrivate ? state : `${state}, public half only`;
  return state === "active" && hasPrivate ? { strong: text, tone: "good" } : text;
}
export {
  keysList
};
