// The body of the request that creates a Wave: the canonical bytes that were signed go out as they are, so that
// what is sent is what was signed, and a document of megabytes is written out once.
import type { WaveCreation } from "./types.ts";

/** @param canonicalSigned canonical bytes of `wave.targets.signed`. */
export function waveCreationBody(wave: WaveCreation, canonicalSigned: Uint8Array): Blob {
  const { targets, ...named } = wave;
  // `signed` comes last, and last in what comes last: two braces are left to close.
  const before = JSON.stringify({ ...named, targets: { signatures: targets.signatures } }).slice(0, -2);
  return new Blob([`${before},"signed":`, canonicalSigned as Uint8Array<ArrayBuffer>, "}}"]);
}
