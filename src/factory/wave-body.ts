// The body of the request that creates a Wave: the canonical bytes that were signed go out as they are, so that
// what is sent is what was signed, and a document of megabytes is neither written out nor copied once more.
import type { WaveCreation } from "./types.ts";

const CLOSING = new TextEncoder().encode("}}");

/**
 * @param canonicalSigned canonical bytes of `wave.targets.signed`, in memory of their own. They are used up: the body
 *   takes their place, and they are empty afterwards.
 */
export function waveCreationBody(
  wave: WaveCreation,
  canonicalSigned: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const { targets, ...named } = wave;
  // `signed` comes last, and last in what comes last: two braces are left to close.
  const before = JSON.stringify({ ...named, targets: { signatures: targets.signatures } }).slice(0, -2);
  const opening = new TextEncoder().encode(`${before},"signed":`);
  const { length } = canonicalSigned;
  const body = new Uint8Array(canonicalSigned.buffer.transfer(opening.length + length + CLOSING.length));
  body.copyWithin(opening.length, 0, length);
  body.set(opening);
  body.set(CLOSING, opening.length + length);
  return body;
}
