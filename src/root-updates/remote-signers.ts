// Whoever signs root work with a key that lives elsewhere: the public half comes from the staged or the newest root alone, and
// whether the signer can sign so much is known before anybody is asked.
import type { Context } from "../context/context.ts";
import { activeRemoteKey } from "../keys/signers/active-key.ts";
import { signerTooSmall } from "../keys/signers/remote/limits.ts";
import type { RemoteKey, Signer } from "../keys/types.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import { offlineKeys } from "./offline-keys.ts";
import type { RootWork } from "./read-staged.ts";
import type { BothRoots } from "./sign-roots.ts";

/** What is to be signed, as messages name it. */
export interface Document {
  readonly what: string;
  readonly sizeBytes: number;
}

/** @throws {ToolError} `keys-none-active` for a key that neither root lists for root. */
export function remoteRootSigner(remote: RemoteKey, { ci }: BothRoots, { roots }: Pick<RootWork, "roots">): Signer {
  const [staged, newest] = [ci.doc, roots.ci].map(({ signed, where }) => roleKeys(signed, "root", where));
  return remote.signer(activeRemoteKey(remote.keyid, "root", new Map([...newest!, ...staged!]), roots.chain));
}

/** @throws {ToolError} `keys-none-active` for a key that is no offline targets key of the staged root. */
export function remoteTargetsSigner(remote: RemoteKey, work: RootWork): Signer {
  const { keyid } = remote;
  return remote.signer(activeRemoteKey(keyid, "targets", offlineKeys(work, "targets"), work.roots.chain));
}

/** @throws {ToolError} `signer-too-small`, before anybody is asked or contacted. */
export function requireSignerFits(
  { trust }: Pick<Context, "trust">,
  { scheme }: RemoteKey,
  { type }: Signer,
  documents: readonly Document[],
): void {
  for (const document of documents) {
    const problem = signerTooSmall(scheme, type, { ...document, prunable: false }, trust.policy.clients);
    if (problem) throw problem;
  }
}

/** Both flavours, as a key signs them. */
export function rootDocuments({ ci, prod }: BothRoots): Document[] {
  return [ci, prod].map(({ doc: { signed, where } }) => ({
    what: `The document of ${where}`,
    sizeBytes: canonicalBytes(signed, where, "/signed").length,
  }));
}
