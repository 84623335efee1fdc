// Builds the bytes of an offline keys archive (PROTOCOL §2). Puts them nowhere: whoever writes them to a disk
// goes through a temporary file.
import { ToolError } from "../../errors/tool-error.ts";
import { packTar, type TarFile } from "../../files/pack-tar.ts";
import type { ArchiveKey } from "../types.ts";
import { privateHalfOf } from "./archive-key.ts";

const OWNER_ONLY = 0o600;

/**
 * The gzip'd tar of `keys`, each as `<name>.sec` and `<name>.pub`, mode 0600, time 0: equal keys give equal
 * bytes. A key without private half is written as its `.pub` alone.
 * @throws {ToolError} `keys-entry-refused` for a name that does not fit into a plain tar header, or two alike.
 */
export function writeArchive(keys: readonly ArchiveKey[]): Uint8Array {
  const files: TarFile[] = [];
  const names = new Set<string>();
  for (const key of keys) {
    if (names.has(key.name)) throw refusedName(key.name, "is there twice");
    names.add(key.name);
    const half = privateHalfOf(key);
    if (half) files.push({ name: `${key.name}.sec`, bytes: Buffer.from(half.secJson()) });
    files.push({ name: `${key.name}.pub`, bytes: Buffer.from(JSON.stringify(key.public)) });
  }
  return packTar(files, OWNER_ONLY, (name) => {
    throw refusedName(name, "is too long");
  });
}

function refusedName(name: string, why: string): ToolError {
  return new ToolError("keys-entry-refused", {
    happened: `No archive was made: the entry name \`${name.slice(0, 120)}\` ${why}.`,
    next: "Rename the entry in the archive it comes from.",
  });
}
