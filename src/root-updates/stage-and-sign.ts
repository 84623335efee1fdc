// The common end of every command that edits the staged roots: sign them where that was asked for, send them, and say
// what they are now.

import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { KeyArchive, Signer } from "../keys/types.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import type { RootSigned } from "../tuf/metadata/metadata.ts";
import { requireNotShortened } from "../tuf/root/root-edit.ts";
import { requireDigest } from "../verified/approved-digest.ts";
import { activeWaves } from "./active-waves.ts";
import { type RootToBe, requireClientsTake, requireListedClientsTake } from "./client-checks.ts";
import { putStaged, type Resigned } from "./put-staged.ts";
import type { RootWork } from "./read-staged.ts";
import { remoteRootSigner, requireSignerFits, rootDocuments } from "./remote-signers.ts";
import { type BothRoots, rootSigners, signRoots } from "./sign-roots.ts";
import { stageRoots } from "./stage-roots.ts";
import { changeBlocks } from "./staged-report.ts";
import { missingSigners, type StagedStatus, stagedStatusOf } from "./staged-status.ts";

export interface Staging {
  readonly txid: string;
  /** The edited CI root. */
  readonly edited: RootSigned;
  /** Production targets threshold; default: as it is staged. */
  readonly threshold?: number;
  readonly resigned?: Resigned;
  /** Sign with the root key of the archive that was given. */
  readonly sign: boolean;
  /** What is to be signed was shown and agreed to already. */
  readonly isAgreed?: true;
  /** May the staged root expire before the one it replaces? It is not signed otherwise. */
  readonly shortenExpiry?: boolean;
  /** Called when the roots are signed and have not left yet. */
  readonly beforeSigned?: () => Promise<void>;
  /** That archive where it is open already, with the key that its file does not hold yet. */
  readonly archive?: KeyArchive | undefined;
}

/** @throws {ToolError} `threshold-unreachable`, a `keys-…` code, `declined`, or what sending throws. */
export async function stageAndSign(ctx: Context, work: RootWork, staging: Staging): Promise<Outcome<StagedStatus>> {
  const { txid, edited, threshold, resigned, sign, shortenExpiry = false, archive, isAgreed, beforeSigned } = staging;
  let both = stageRoots(work, edited, threshold);
  requireClientsTake(ctx, stagedToBe(both, work));
  if (sign) {
    const next = { ...work, ...both };
    requireSignable(next, shortenExpiry, ctx.now);
    requireGivenSignerFits(ctx, next);
    // Nobody signs what they have not seen (T8).
    if (!isAgreed) await showStaged(ctx, next);
    both = await signStaged(ctx, next, archive);
    await beforeSigned?.();
  }
  const before = work.isProdStaged ? { ci: work.ci, prod: work.prod } : null;
  await putStaged(ctx, txid, both, { resigned, before });
  return stagedOutcome(ctx, { ...work, ...both, isProdStaged: true });
}

/** The production root, which is the longer one, with the signatures that it needs. */
export function stagedToBe({ prod: { doc } }: BothRoots, { roots }: RootWork): RootToBe {
  const needed = Math.max(doc.signed.roles.root.threshold, roots.prod.signed.roles.root.threshold);
  return { where: doc.where, signed: doc.signed, signatures: Math.max(needed, doc.signatures.length) };
}

/**
 * No device would take it, or a device would lose time by it (T28).
 * @param shortenExpiry somebody has asked for an earlier expiry.
 * @throws {ToolError} `metadata-expired`, `expiry-shortened`.
 */
export function requireSignable({ prod, roots }: RootWork, shortenExpiry: boolean, now: Date): void {
  const { expires } = prod.doc.signed;
  if (isExpired(prod.doc.signed, now)) {
    throw new ToolError("metadata-expired", {
      happened: `${prod.doc.where} expired at ${expires}. Devices would refuse it.`,
      next: "Give it a new one with `factory-tuf updates set-expiry`, then sign.",
    });
  }
  requireNotShortened(expires, { replaces: roots.prod.signed, shortenExpiry });
}

/** @throws {ToolError} `keys-none-active`, `signer-too-small` for a signer of this run; before anybody is asked or contacted. */
export function requireGivenSignerFits(ctx: Context, work: RootWork): void {
  if (!ctx.signer) return;
  requireSignerFits(ctx, ctx.signer, remoteRootSigner(ctx.signer, work, work), rootDocuments(work));
}

/**
 * Shows what is staged and asks whether it is to be signed.
 * @param expectDigest of the staged production root: whoever gives it has seen it, and is not asked.
 * @throws {ToolError} `digest-mismatch`, `declined`, `confirmation-needed`.
 */
export async function showStaged(ctx: Context, work: RootWork, expectDigest?: string): Promise<void> {
  const staged = stagedStatusOf(work, [], ctx.now);
  requireDigest(staged.digest, expectDigest, "The staged production root");
  const title = `Root ${staged.version} of Factory ${ctx.factory.factory} is to be signed`;
  await ctx.confirm({ title, blocks: changeBlocks(staged) }, `Sign root ${staged.version} with your root key?`);
}

/**
 * Both flavours, signed.
 * @param archive to sign with; default: the one that was given, which is opened now.
 * @throws {ToolError} a `keys-…` code, `metadata-not-portable`, `signature-self-check`.
 */
export async function signStaged(ctx: Context, work: RootWork, archive?: KeyArchive): Promise<BothRoots> {
  const signers = archive ? rootSigners(archive, work.ci.doc, work.roots.ci) : await givenSigners(ctx, work, work);
  return signRootsFor(ctx, work, signers);
}

/**
 * Signs what the clients that the policy lists would take, with these signatures on it.
 * @throws {ToolError} as {@link signRoots} and {@link requireListedClientsTake}.
 */
export async function signRootsFor(ctx: Context, work: RootWork, signers: readonly Signer[]): Promise<BothRoots> {
  const signed = await signRoots(work, signers, work.roots);
  requireListedClientsTake(ctx, stagedToBe(signed, work));
  return signed;
}

/**
 * The root key of the archive, or the one that the signer of this run has.
 * @throws {ToolError} `value-missing` when neither was given.
 */
async function givenSigners(ctx: Context, both: BothRoots, { roots }: RootWork): Promise<readonly Signer[]> {
  if (ctx.signer) return [remoteRootSigner(ctx.signer, both, { roots })];
  if (!ctx.keys) {
    throw new ToolError("value-missing", {
      happened: "--sign needs a root key, but none was given.",
      next: "Give it with --keys, or a signer with --signer and --signer-keyid; or leave --sign out and sign later with `factory-tuf updates sign --keys <archive>`.",
    });
  }
  ctx.progress("Opening the key archive");
  return rootSigners(await ctx.keys.open(), both.ci.doc, roots.ci);
}

/** `waiting` says that somebody else must sign before the roots can be applied. */
export async function stagedOutcome(
  ctx: Context,
  work: RootWork,
  status: "done" | "unchanged" = "done",
): Promise<Outcome<StagedStatus>> {
  const waves = await activeWaves(ctx).catch((error: unknown) => {
    // What was sent has arrived; a failed question about Waves does not change that.
    if (error instanceof ToolError) return [];
    throw error;
  });
  const data = stagedStatusOf({ ...work, updates: { ...work.updates, issues: {} } }, waves, ctx.now);
  const changed = status === "done" ? ("yes" as const) : ("no" as const);
  return { status, changed, outputs: stagedOutputs(data), data };
}

function stagedOutputs({ version, changes, counts }: StagedStatus): Outcome<StagedStatus>["outputs"] {
  return {
    "root-version": version,
    "root-expires": changes.expires.to,
    missing: missingSigners(counts)
      .map(({ keyid }) => keyid)
      .join(","),
  };
}
