// The bytes of a gzip'd tar of small public files, equal for equal content. Puts them nowhere.
import { gzipSync } from "node:zlib";
import { Header } from "tar/header";

const BLOCK = 512;

/** @param files in the order in which they stand in the archive; each mode 0644, time 0. */
export function packPublicFiles(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const { name, bytes } of files) {
    const header = new Header({
      path: name,
      mode: 0o644,
      uid: 0,
      gid: 0,
      size: bytes.length,
      mtime: new Date(0),
      type: "File",
    });
    const block = Buffer.alloc(BLOCK);
    if (header.encode(block)) throw new RangeError(`the name ${name} is too long for a plain tar header`);
    blocks.push(block, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  }
  blocks.push(Buffer.alloc(2 * BLOCK));
  return gzipSync(Buffer.concat(blocks));
}
