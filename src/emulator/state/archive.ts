// Key archives as the vendor's tool writes them (PROTOCOL §2), but with mode 0600 on every entry.
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { type KeyPair, privateJson } from "./key-pair.ts";

const BLOCK = 512;

export interface ArchiveEntry {
  readonly name: string;
  readonly content: string;
}

/** A `*.keys.tgz` of the owner's keys of one role, after the first root key where it is given. */
export function keyArchive(role: "root" | "targets", pairs: readonly KeyPair[], firstRoot?: KeyPair): Uint8Array {
  return packed([
    ...(firstRoot ? keyEntries("first-root", firstRoot) : []),
    ...pairs.flatMap((pair) => keyEntries(`fioctl-${role}-${pair.keyid}`, pair)),
  ]);
}

/** gzip'd tar of any entries, for archives that are wrong on purpose. */
export function packed(entries: readonly ArchiveEntry[]): Uint8Array {
  const blocks = entries.flatMap(({ name, content }) => {
    const data = Buffer.from(content);
    const header = Buffer.alloc(BLOCK);
    const fields = {
      path: name,
      mode: 0o600,
      uid: 0,
      gid: 0,
      size: data.length,
      mtime: new Date(0),
      type: "File",
    } as const;
    new Header(fields).encode(header, 0);
    return [header, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)];
  });
  return new Uint8Array(gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])));
}

function keyEntries(name: string, pair: KeyPair): ArchiveEntry[] {
  return [
    { name: `tufrepo/keys/${name}.sec`, content: JSON.stringify(privateJson(pair)) },
    { name: `tufrepo/keys/${name}.pub`, content: JSON.stringify(pair.public) },
  ];
}
