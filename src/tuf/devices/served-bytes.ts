// How large a document is that is served: in bytes, for that is what clients have limits of. Pure.
import type { Doc, SignedBase } from "../metadata/metadata.ts";

/** Of the whole document with its signatures, as compact JSON. */
export function servedBytes({ signatures, signed }: Pick<Doc<SignedBase>, "signatures" | "signed">): number {
  return Buffer.byteLength(JSON.stringify({ signatures, signed }));
}
