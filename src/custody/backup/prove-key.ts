// The proof that a backup holds a key: it signs a text that nothing else accepts, and the signature is verified under
// the public key that the verified root lists. The signature is thrown away.
import { randomBytes } from "node:crypto";
import { ToolError } from "../../errors/tool-error.ts";
import { findSigner } from "../../keys/signers/active-key.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../../tuf/metadata/metadata.ts";
import { roleKeys } from "../../tuf/metadata/threshold.ts";
import { OFFLINE_ROLES } from "../key-status.ts";

/** @param listed the key as a verified root lists it. @throws {ToolError} `backup-unproven`. */
export async function proveKey(keys: readonly ArchiveKey[], listed: UsableKey): Promise<void> {
  const { keyid } = listed;
  try {
    const signer = findSigner({ keys }, new Map([[keyid, listed]]));
    if (!signer) throw unproven(keyid, "does not hold the private half");
    await signer.sign(challenge(keyid));
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "signature-self-check") throw error;
    throw unproven(keyid, "makes no valid signature with the private half");
  }
}

/** Every key that a verified root lists for an offline role, by key id. */
export function listedKeys({ signed, where }: Doc<RootSigned>): ReadonlyMap<string, UsableKey> {
  return new Map(OFFLINE_ROLES.flatMap((role) => [...roleKeys(signed, role, where)]));
}

/** No JSON: it can be taken for no document that a device reads. */
function challenge(keyid: string): Buffer {
  const lines = ["factory-tuf: proof that a backup holds a key", `key: ${keyid}`, randomBytes(32).toString("hex"), ""];
  return Buffer.from(lines.join("\n"), "ascii");
}

function unproven(keyid: string, what: string): ToolError {
  return new ToolError("backup-unproven", {
    happened: `The backup ${what} of the key ${keyid}.`,
    next: "Do not rely on it: make another backup from an archive that works, and verify that.",
  });
}
