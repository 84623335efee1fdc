// The body of the request that creates a Wave: the canonical bytes that were signed go out as they are, so that
// what is sent is what was signed, and a document of megabytes is written out once.
import type { WaveCreation } from "./types.ts";

const CLOSING = new TextEncoder().encode("}}");

/** @param canonicalSigned canonical bytes of `wave.targets.signed`. */
export function waveCreationBody(wave: WaveCreation, canonicalSigned: Uint8Array): Uint8Array<ArrayBuffer> {
  const { targets, ...named } = wave;
  // `signed` comes last, and last in what comes last: two braces are left to close.
  const before = JSON.stringify({ ...named, targets: { signatures: targets.signatures } }).slice(0, -2);
  const opening = new TextEncoder().encode(`${before},"signed":`);
  const body = new Uint8Array(opening.length + canonicalSigned.length + CLOSING.length);
  body.set(opening);
  body.set(canonicalSigned, opening.length);
  body.set(CLOSING, opening.length + canonicalSigned.length);
  return body;
}
