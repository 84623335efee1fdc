import {
  writeNewFile
} from "./chunk-KFBSASEI.js";
import {
  isAgeFile
} from "./chunk-3XBWU75H.js";
import {
  readArchive
} from "./chunk-377P6WUB.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-Y2FCZTTI.js";
import {
  ToolError,
  codeOf,
  diskFailed,
  parseJson,
  parseRoot,
  systemDisk,
  utf8,
  writeFileWhole
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/emulate/owner-files.ts
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
var ROLES = ["root", "targets"], ROOT_FILE = "root.json";
async function writeOwnerFiles(factory, folder) {
  await made(folder);
  let archives = { root: null, targets: null }, missing = [];
  for (let role of ROLES) {
    let [key, bytes] = [factory.offlineKeys[role], factory.archives[role]];
    if (!key || !bytes) continue;
    let path = join(folder, `${role}.keys.tgz`), there = await found(path);
    if (there && !await holds(there, key)) throw notOurs(path, "an archive without the key of this Factory's owner");
    !there && !counts(factory, role, key) || (archives[role] = path, there || missing.push([path, bytes]));
  }
  let trustedRoot = join(folder, ROOT_FILE), isKept = await keepsRoot(factory, trustedRoot);
  for (let [path, bytes] of missing) await writeNewFile(path, bytes);
  if (!isKept) {
    let text = `${JSON.stringify(factory.state.ciRoots.at(-1))}
`;
    await writeFileWhole(trustedRoot, text, { chosenBy: { kind: "workspace", top: folder }, mode: 384 });
  }
  return { archives, trustedRoot };
}
async function made(folder) {
  await mkdir(folder, { recursive: !0, mode: 448 }).catch((error) => {
    throw diskFailed(error, `The folder ${folder} could not be made`, "Name a folder where this user may write.");
  });
}
async function found(path) {
  try {
    return await systemDisk.read(path);
  } catch (error) {
    throw notOurs(path, `something that cannot be read (${codeOf(error)})`);
  }
}
async function holds(bytes, { keyid }) {
  return isAgeFile(bytes) ? !0 : (await readArchive(bytes, { orphans: "kept" }).catch(() => null))?.keys.some((key) => key.keyid === keyid) === !0;
}
function counts({ state }, role, { keyid }) {
  return state.prodRoots.at(-1).signed.roles[role].keyids.includes(keyid);
}
async function keepsRoot({ state }, path) {
  let bytes = await found(path);
  if (!bytes) return !1;
  let there = rootIn(bytes);
  if (!there) throw notOurs(path, "no root.json");
  let known = [...state.ciRoots, ...state.prodRoots];
  if (known.some((root) => JSON.stringify(root.signed) === JSON.stringify(there.signed))) return !0;
  let ours = new Set(known.flatMap(({ signed }) => signed.roles.root.keyids));
  if (there.signed.roles.root.keyids.some((keyid) => ours.has(keyid))) return !1;
  throw notOurs(path, "the root of another Factory");
}
function rootIn(bytes) {
  try {
    return parseRoot(parseJson(utf8(bytes) ?? "", ROOT_FILE), ROOT_FILE);
  } catch {
    return null;
  }
}
function notOurs(path, what) {
  return new ToolError("file-unwritable", {
    happened: `${path} already exists, and is ${what}.`,
    next: "Name another folder with --archives, or move that file away."
  });
}
export {
  writeOwnerFiles
};
