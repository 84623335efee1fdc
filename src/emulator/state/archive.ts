// Key archives as the vendor's tool writes them (PROTOCOL §2), but with mode 0600 on every entry.

import { packTar } from "../../files/pack-tar.ts";
import { type KeyPair, privateJson } from "./key-pair.ts";

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
  const files = entries.map(({ name, content }) => ({ name, bytes: Buffer.from(content) }));
  return packTar(files, 0o600, () => {});
}

function keyEntries(name: string, pair: KeyPair): ArchiveEntry[] {
  return [
    { name: `tufrepo/keys/${name}.sec`, content: JSON.stringify(privateJson(pair)) },
    { name: `tufrepo/keys/${name}.pub`, content: JSON.stringify(pair.public) },
  ];
}
