// One private key as the vendor's `.sec` file: the only form in which a key leaves an archive as it stands there.
import { ToolError } from "../../errors/tool-error.ts";
import type { PrivateHalf } from "../signers/private-half.ts";
import type { ArchiveKey } from "../types.ts";
import { privateHalfOf } from "./archive-key.ts";

/** `{"keytype":…,"keyval":{"private":…}}`. Secret. @throws {ToolError} `keys-orphan`. */
export function secBytes(key: ArchiveKey): Uint8Array {
  return Buffer.from(requirePrivateHalf(key).secJson(), "utf8");
}

/** @throws {ToolError} `keys-orphan` for a public half alone. */
export function requirePrivateHalf(key: ArchiveKey): PrivateHalf {
  const half = privateHalfOf(key);
  if (half) return half;
  throw new ToolError("keys-orphan", {
    happened: `The archive holds only the public half of the key ${key.keyid}.`,
    next: "Give the archive that holds its private half.",
  });
}
