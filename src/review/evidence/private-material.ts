// Where a served document holds what must never be served: a private key. Says the place, never the bytes.
import { pointerTo } from "../../json/json.ts";
import { isObject } from "../../json/object.ts";
import type { Doc, SignedBase } from "../../tuf/metadata/metadata.ts";

const PEM = "PRIVATE KEY-----";

interface Searched {
  readonly value: unknown;
  readonly doc: Doc<SignedBase> | null;
}

/** Pointers of every `keyval.private` and of every text with a private key in PEM. */
export function privateMaterial({ value, doc }: Searched): readonly string[] {
  if (!isObject(value) || !doc || isSuspicious(doc.forms[0]!)) return [...places(value, "")];
  // The canonical bytes have just been searched, much faster than the values can be.
  const { signed: _searched, ...rest } = value;
  return [...places(rest, "")];
}

function isSuspicious(canonical: Uint8Array): boolean {
  const bytes = Buffer.from(canonical.buffer, canonical.byteOffset, canonical.byteLength);
  return bytes.includes(PEM) || bytes.includes('"private":');
}

/** A name that is itself a key is not said: its parent's place is. The parser has limited how deep this can go. */
function* places(value: unknown, pointer: string): Generator<string> {
  if (typeof value === "string") {
    if (value.includes(PEM)) yield pointer;
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* places(item, pointerTo(pointer, index));
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const at = pointerTo(pointer, name);
    if (name.includes(PEM)) yield pointer;
    else if (name === "private" && pointer.endsWith("/keyval")) yield at;
    else yield* places(member, at);
  }
}
