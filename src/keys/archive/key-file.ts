// Remembers which file a source of keys reads, and what opens it: for the commands that write archives, which must
// know how one is protected to write it again in the same way.
import type { UnlockSecrets } from "../age/protection.ts";
import type { KeySource } from "../types.ts";

export interface KeyFile {
  readonly path: string;
  readonly secrets: UnlockSecrets;
}

/** Kept out of the source itself: the secrets must not stand in what might be printed. */
const files = new WeakMap<KeySource, KeyFile>();

export function rememberKeyFile(source: KeySource, file: KeyFile): void {
  files.set(source, file);
}

/** Null for keys that come from a program or as content: nothing can be written back there. */
export function keyFileOf(source: KeySource): KeyFile | null {
  return files.get(source) ?? null;
}
