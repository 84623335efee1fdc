// Proves that a signer works, before a release needs it: it signs a text of ours that no device, and nothing else here, takes
// for anything.
import type { Context } from "../context/context.ts";
import { schemeFacts } from "../keys/signers/remote/limits.ts";
import type { RemoteKey, Signer } from "../keys/types.ts";

/** What a signature of it proves to anybody else: nothing. It is no JSON, so no TUF metadata, and no claim about a key. */
export function harmlessText(factory: string, keyid: string): string {
  return [
    "factory-tuf doctor: a test signature",
    "This text is no TUF metadata and approves nothing. It proves that a signer works.",
    `factory: ${factory}`,
    `key: ${keyid}`,
    "",
  ].join("\n");
}

/** @throws {ToolError} what the signer throws; `signature-self-check`. @returns what was proven, as a sentence. */
export async function proveSigner(ctx: Context, remote: RemoteKey, signer: Signer): Promise<string> {
  ctx.progress("Asking the signer for a test signature");
  await signer.sign(Buffer.from(harmlessText(ctx.factory.factory, signer.keyid), "utf8"));
  const { name, maxBytes } = schemeFacts[remote.scheme];
  const most = maxBytes[signer.type];
  const size = Number.isFinite(most) ? `documents of at most ${most} bytes` : "documents of any size";
  const takes = remote.scheme === "command" ? "" : `; it signs ${size}`;
  return `${name} signed a test text with the active targets key ${signer.keyid} (${signer.type})${takes}`;
}
