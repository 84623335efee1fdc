// The bytes of a gzip'd tar, equal for equal content: plain headers, time 0, nobody's. Puts them nowhere.
import { gzipSync } from "node:zlib";
import { Header } from "tar/header";

const BLOCK = 512;

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * @param files in the order in which they stand in the archive. @param mode of each of them.
 * @param onLongName called for a name that does not fit into a plain header: it throws, or lets it be cut.
 */
export function packTar(
  files: readonly TarFile[],
  mode: 0o600 | 0o644,
  onLongName: (name: string) => void,
): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (const { name, bytes } of files) {
    const fields = { path: name, mode, uid: 0, gid: 0, size: bytes.length, mtime: new Date(0), type: "File" } as const;
    const block = Buffer.alloc(BLOCK);
    if (new Header(fields).encode(block)) onLongName(name);
    blocks.push(block, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  }
  blocks.push(Buffer.alloc(2 * BLOCK));
  return new Uint8Array(gzipSync(Buffer.concat(blocks)));
}
