// Builds the bytes of an offline keys archive (PROTOCOL §2). Puts them nowhere: whoever writes them to a disk
// goes through a temporary file.
import { gzipSync } from "node:zlib";
import { Header } from "tar/header";
import { ToolError } from "../../errors/tool-error.ts";
import type { ArchiveKey } from "../types.ts";
import { privateHalfOf } from "./archive-key.ts";

const BLOCK = 512;
const OWNER_ONLY = 0o600;

/**
 * The gzip'd tar of `keys`, each as `<name>.sec` and `<name>.pub`, mode 0600, time 0: equal keys give equal
 * bytes. A key without private half is written as its `.pub` alone.
 * @throws {ToolError} `keys-entry-refused` for a name that does not fit into a plain tar header, or two alike.
 */
export function writeArchive(keys: readonly ArchiveKey[]): Uint8Array {
  const blocks: Buffer[] = [];
  const names = new Set<string>();
  for (const key of keys) {
    if (names.has(key.name)) throw refusedName(key.name, "is there twice");
    names.add(key.name);
    const half = privateHalfOf(key);
    if (half) blocks.push(...entry(`${key.name}.sec`, half.secJson()));
    blocks.push(...entry(`${key.name}.pub`, JSON.stringify(key.public)));
  }
  blocks.push(Buffer.alloc(2 * BLOCK));
  return gzipSync(Buffer.concat(blocks));
}

function entry(path: string, text: string): Buffer[] {
  const body = Buffer.from(text, "utf8");
  const epoch = new Date(0);
  const header = new Header({ path, mode: OWNER_ONLY, uid: 0, gid: 0, size: body.length, mtime: epoch, type: "File" });
  const block = Buffer.alloc(BLOCK);
  if (header.encode(block)) throw refusedName(path, "is too long");
  return [block, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)];
}

function refusedName(name: string, why: string): ToolError {
  return new ToolError("keys-entry-refused", {
    happened: `No archive was made: the entry name \`${name.slice(0, 120)}\` ${why}.`,
    next: "Rename the entry in the archive it comes from.",
  });
}
