// The walk from a root the caller trusts to the newest one (TUF 5.3), and what the roots before it say.
import { ToolError } from "../../errors/tool-error.ts";
import { isExpired } from "../metadata/expiry.ts";
import type { Doc, RootSigned } from "../metadata/metadata.ts";
import { docHash } from "../metadata/pins.ts";
import { requireReadableSignatures, requireThreshold } from "../metadata/threshold.ts";

/** CI roots of consecutive versions, each verified by its predecessor and by itself. */
export interface RootChain {
  /** Root 1 to the newest, in order. */
  readonly roots: readonly Doc<RootSigned>[];
  readonly newest: Doc<RootSigned>;
}

/**
 * Verifies the CI roots as served against the root the caller trusts.
 *
 * All versions are checked, those before the trusted one too: nobody can forge an old root whose keys
 * signed the genuine next one, so the ids of retired root keys can be relied on (T16).
 * @param served roots 1 to n in order, as fetched one by one.
 * @param newest what the Factory calls its newest root; it must be the last of `served`.
 * @param trusted null on first use: then root 1 is taken as served.
 * @throws {ToolError} `root-chain-gap`, `root-chain-broken`, `root-untrusted`, `metadata-rollback`,
 *   `metadata-equivocation`, `keyid-mismatch`.
 */
export function verifyRootChain(
  served: readonly Doc<RootSigned>[],
  newest: Doc<RootSigned>,
  trusted: Doc<RootSigned> | null,
): RootChain {
  served.forEach((root, index) => {
    if (root.signed.version !== index + 1) throw gap(index + 1, `${root.where} says version ${root.signed.version}`);
    requireOwnSignatures(root);
    const previous = served[index - 1];
    if (previous) requireSuccessor(root, previous);
  });
  const last = served.at(-1);
  if (!last) throw gap(1, "the Factory has no root 1");
  requireSame(newest, last);
  if (trusted) requireTrusted(served, trusted);
  return { roots: served, newest: last };
}

/** @throws {ToolError} `root-expired`: a device stops at such a root, and so do we (TUF 5.3.10). */
export function requireUnexpiredRoot(root: Doc<RootSigned>, now: Date): void {
  if (!isExpired(root.signed, now)) return;
  throw new ToolError("root-expired", {
    happened: `${root.where} version ${root.signed.version} expired at ${root.signed.expires}; devices refuse every update since then.`,
    next: "Rotate the root key on its owner's machine, then run this again.",
  });
}

/** Key ids that any of the roots lists for the root role: no archive in CI may hold one (T16). */
export function rootKeyids(roots: readonly Doc<RootSigned>[]): ReadonlySet<string> {
  return new Set(roots.flatMap(({ signed }) => signed.roles.root.keyids));
}

function requireOwnSignatures(root: Doc<RootSigned>): void {
  requireReadableSignatures(root);
  try {
    requireThreshold(root, root, "root");
  } catch (error) {
    throw broken(error, `${root.where} is not signed by its own root keys`);
  }
}

function requireSuccessor(root: Doc<RootSigned>, previous: Doc<RootSigned>): void {
  try {
    requireThreshold(root, previous, "root");
  } catch (error) {
    throw broken(error, `${root.where} is not signed by the root keys of version ${previous.signed.version}`);
  }
}

function requireSame(newest: Doc<RootSigned>, last: Doc<RootSigned>): void {
  if (newest.signed.version < last.signed.version) {
    throw new ToolError("metadata-rollback", {
      happened: `The Factory calls version ${newest.signed.version} its newest root, but serves version ${last.signed.version} as well.`,
      next: "If a root update is being applied, wait and run this again; else keep a copy of both and ask the vendor.",
    });
  }
  if (newest.signed.version > last.signed.version) throw gap(last.signed.version + 1, "the Factory does not serve it");
  if (docHash(newest) !== docHash(last)) {
    throw new ToolError("metadata-equivocation", {
      happened: `The Factory serves two different roots of version ${last.signed.version}.`,
      next: "Use neither. Keep a copy of both and ask the vendor.",
    });
  }
}

function requireTrusted(served: readonly Doc<RootSigned>[], trusted: Doc<RootSigned>): void {
  const { version } = trusted.signed;
  const same = served[version - 1];
  if (!same) {
    throw new ToolError("metadata-rollback", {
      happened: `The trusted root has version ${version}, but the Factory's newest has version ${served.length}.`,
      next: "Somebody serves an old history. Check the address of the Factory; keep a copy and ask the vendor.",
    });
  }
  if (docHash(same) !== docHash(trusted)) {
    throw new ToolError("root-untrusted", {
      happened: `Root version ${version} as served (sha256 ${docHash(same)}) is not the trusted root (sha256 ${docHash(trusted)}).`,
      next: "Check that the trusted root belongs to this Factory. If it does, sign nothing, keep a copy and ask the vendor.",
    });
  }
}

function gap(version: number, what: string): ToolError {
  return new ToolError("root-chain-gap", {
    happened: `Root version ${version} is missing from the chain: ${what}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor.",
  });
}

function broken(error: unknown, what: string): unknown {
  if (!(error instanceof ToolError) || error.code !== "threshold-not-met") return error;
  return error.extended({
    code: "root-chain-broken",
    before: `${what}:`,
    next: "The chain from the trusted root is broken. Sign nothing, keep a copy and ask the vendor.",
  });
}
