// Joins a key's public description with its private half, which only the modules of this folder can reach.
import type { KeyJson } from "../../tuf/metadata/key.ts";
import type { PrivateHalf } from "../signers/private-half.ts";
import { makeSigner } from "../signers/signer.ts";
import type { ArchiveKey } from "../types.ts";

/** Keeps the private half out of every object that might be printed, logged or serialised. */
const privateHalves = new WeakMap<ArchiveKey, PrivateHalf>();

/** @param written the `.pub` file's key as it stands there; the derived one where there is no such file. */
export function keyWithPrivateHalf(name: string, half: PrivateHalf, written: KeyJson = half.public): ArchiveKey {
  const { keyid } = half.usable;
  const key: ArchiveKey = { keyid, type: half.type, public: written, name, signer: makeSigner(half, half.usable) };
  privateHalves.set(key, half);
  return key;
}

/** The same key under another entry name. */
export function renamedKey(key: ArchiveKey, name: string): ArchiveKey {
  const half = privateHalfOf(key);
  return half ? keyWithPrivateHalf(name, half, key.public) : { ...key, name };
}

/** Null for a key of which the archive holds only the public half. */
export function privateHalfOf(key: ArchiveKey): PrivateHalf | null {
  return privateHalves.get(key) ?? null;
}
