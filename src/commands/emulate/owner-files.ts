// What `emulate` writes for the Factory's owner: the key archives and the trusted root. What lies there already is kept where
// it is of this Factory, and nothing is written where it is not.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { EmbeddedFactory } from "../../emulator/state/factory.ts";
import type { KeyPair } from "../../emulator/state/key-pair.ts";
import { codeOf } from "../../errors/error-code.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { diskFailed, systemDisk } from "../../files/disk.ts";
import { writeFileWhole } from "../../files/write-file.ts";
import { writeNewFile } from "../../files/write-new-file.ts";
import { parseJson } from "../../json/json.ts";
import { isAgeFile } from "../../keys/archive/archive-file.ts";
import { readArchive } from "../../keys/archive/read-archive.ts";
import { utf8 } from "../../text/utf8.ts";
import { type Doc, parseRoot, type RootSigned } from "../../tuf/metadata/metadata.ts";

const ROLES = ["root", "targets"] as const;
const ROOT_FILE = "root.json";

export interface OwnerFiles {
  /** Paths; null where the owner has no such archive, or its keys count no more. */
  readonly archives: { readonly root: string | null; readonly targets: string | null };
  /** Path of the trusted root. */
  readonly trustedRoot: string;
}

/** @throws {ToolError} `file-unwritable` for a file that is not of this Factory; nothing was written then. */
export async function writeOwnerFiles(factory: EmbeddedFactory, folder: string): Promise<OwnerFiles> {
  await made(folder);
  const archives: { root: string | null; targets: string | null } = { root: null, targets: null };
  const missing: [path: string, bytes: Uint8Array][] = [];
  for (const role of ROLES) {
    const [key, bytes] = [factory.offlineKeys[role], factory.archives[role]];
    if (!key || !bytes) continue;
    const path = join(folder, `${role}.keys.tgz`);
    const there = await found(path);
    if (there && !(await holds(there, key))) throw notOurs(path, "an archive without the key of this Factory's owner");
    // A key that was rotated meanwhile is in an archive of its owner's, elsewhere.
    if (!there && !counts(factory, role, key)) continue;
    archives[role] = path;
    if (!there) missing.push([path, bytes]);
  }
  const trustedRoot = join(folder, ROOT_FILE);
  const isKept = await keepsRoot(factory, trustedRoot);
  for (const [path, bytes] of missing) await writeNewFile(path, bytes);
  if (!isKept) {
    const text = `${JSON.stringify(factory.state.ciRoots.at(-1))}\n`;
    // A person named the folder, and nobody the file in it (T29).
    await writeFileWhole(trustedRoot, text, { chosenBy: { kind: "workspace", top: folder }, mode: 0o600 });
  }
  return { archives, trustedRoot };
}

async function made(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
    throw diskFailed(error, `The folder ${folder} could not be made`, "Name a folder where this user may write.");
  });
}

async function found(path: string): Promise<Uint8Array | null> {
  try {
    return await systemDisk.read(path);
  } catch (error) {
    throw notOurs(path, `something that cannot be read (${codeOf(error)})`);
  }
}

/** An archive that its owner has encrypted cannot be looked into: it is not written over, and taken for theirs. */
async function holds(bytes: Uint8Array, { keyid }: KeyPair): Promise<boolean> {
  if (isAgeFile(bytes)) return true;
  const archive = await readArchive(bytes, { orphans: "kept" }).catch(() => null);
  return archive?.keys.some((key) => key.keyid === keyid) === true;
}

function counts({ state }: EmbeddedFactory, role: (typeof ROLES)[number], { keyid }: KeyPair): boolean {
  return state.prodRoots.at(-1)!.signed.roles[role].keyids.includes(keyid);
}

/**
 * True for a root of this Factory, which is as good as the newest one. One that an earlier Factory of the same seed has left is
 * replaced: it has our root key and another date.
 */
async function keepsRoot({ state }: EmbeddedFactory, path: string): Promise<boolean> {
  const bytes = await found(path);
  if (!bytes) return false;
  const there = rootIn(bytes);
  if (!there) throw notOurs(path, "no root.json");
  const known = [...state.ciRoots, ...state.prodRoots];
  if (known.some((root) => JSON.stringify(root.signed) === JSON.stringify(there.signed))) return true;
  const ours = new Set(known.flatMap(({ signed }) => signed.roles.root.keyids));
  if (there.signed.roles.root.keyids.some((keyid) => ours.has(keyid))) return false;
  throw notOurs(path, "the root of another Factory");
}

function rootIn(bytes: Uint8Array): Doc<RootSigned> | null {
  try {
    return parseRoot(parseJson(utf8(bytes) ?? "", ROOT_FILE), ROOT_FILE);
  } catch {
    return null;
  }
}

function notOurs(path: string, what: string): ToolError {
  return new ToolError("file-unwritable", {
    happened: `${path} already exists, and is ${what}.`,
    next: "Name another folder with --archives, or move that file away.",
  });
}
