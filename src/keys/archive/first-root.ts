// The initial online root key, which the Factory hands over once: at the first rotation, to be taken offline
// (PROTOCOL §2, §3).
import { ToolError } from "../../errors/tool-error.ts";
import { type KeyJson, usableKey } from "../../tuf/metadata/key.ts";
import { parsePrivateHalf } from "../signers/private-half.ts";
import type { ArchiveKey } from "../types.ts";
import { keyWithPrivateHalf } from "./archive-key.ts";

/** The entry's name in a root archive, without its ending. */
export const FIRST_ROOT_NAME = "tufrepo/keys/first-root";

/** The private half as the Factory's API gives it. */
export interface FirstRootAnswer {
  readonly keytype: string;
  readonly keyval: { readonly private: string };
}

/**
 * @param written the public half as the Factory gives it beside; null where it did not.
 * @throws {ToolError} `keys-malformed`, `keys-halves-differ` or `keys-key-unusable`; nothing of the key in it.
 */
export function firstRootKey(secret: FirstRootAnswer, written: KeyJson | null): ArchiveKey {
  const half = parsePrivateHalf(Buffer.from(JSON.stringify(secret), "utf8"), "the Factory's first root key");
  // By the hash of the DER encoding: white space and line ends of a PEM do not count.
  const found = written && usableKey(written);
  if (found && !(found.usable && found.keyid === half.usable.keyid)) {
    throw new ToolError("keys-halves-differ", {
      happened: "The halves of the first root key that the Factory handed over do not belong together.",
      next: "Nothing was staged. Run this again; if that does not help, ask the vendor.",
    });
  }
  return keyWithPrivateHalf(FIRST_ROOT_NAME, half, written ?? half.public);
}
