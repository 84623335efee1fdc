// The common end of every command that edits the staged roots: sign them where that was asked for, send them, and say
// what they are now.
import type { KeyArchive, Signer } from "../../keys/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { RootSigned } from "../../tuf/metadata.ts";
import type { Context, Outcome } from "../command.ts";
import { requireDigest } from "../release/plan.ts";
import { activeWaves } from "./active-waves.ts";
import { putStaged, type Resigned } from "./put-staged.ts";
import type { RootWork } from "./read-staged.ts";
import { type BothRoots, rootSigners, signRoots } from "./sign-roots.ts";
import { stageRoots } from "./stage-roots.ts";
import { changeBlocks } from "./staged-report.ts";
import { missingSigners, type StagedStanding, standingOf } from "./staged-standing.ts";

export interface Staging {
  readonly txid: string;
  /** The edited CI root. */
  readonly edited: RootSigned;
  /** Production targets threshold; default: as it is staged. */
  readonly threshold?: number;
  readonly resigned?: Resigned;
  /** Sign with the root key of the archive that was given. */
  readonly sign: boolean;
  /** Called when the roots are signed and have not left yet. */
  readonly beforeSigned?: () => Promise<void>;
  /** That archive where it is open already, with the key that its file does not hold yet. */
  readonly archive?: KeyArchive | undefined;
}

/** @throws {ToolError} `threshold-unreachable`, a `keys-…` code, `declined`, or what sending throws. */
export async function stageAndSign(ctx: Context, work: RootWork, staging: Staging): Promise<Outcome<StagedStanding>> {
  const { txid, edited, threshold, resigned, sign, archive, beforeSigned } = staging;
  let both = stageRoots(work, edited, threshold);
  if (sign) {
    both = await signShown(ctx, { ...work, ...both }, undefined, archive);
    await beforeSigned?.();
  }
  const before = work.isProdStaged ? { ci: work.ci, prod: work.prod } : null;
  await putStaged(ctx, txid, both, resigned, before);
  return stagedOutcome(ctx, { ...work, ...both, isProdStaged: true });
}

/**
 * Shows the staged roots, asks, and signs both flavours: nobody signs what they have not seen (T8).
 * @param expectDigest as in {@link showStaged}. @param archive as in {@link signStaged}.
 * @throws {ToolError} as they do. Nothing was sent.
 */
export async function signShown(
  ctx: Context,
  work: RootWork,
  expectDigest?: string,
  archive?: KeyArchive,
): Promise<BothRoots> {
  await showStaged(ctx, work, expectDigest);
  return signStaged(ctx, work, archive);
}

/**
 * Shows what is staged and asks whether it is to be signed.
 * @param expectDigest of the staged production root: whoever gives it has seen it, and is not asked.
 * @throws {ToolError} `digest-mismatch`, `declined`, `confirmation-needed`.
 */
export async function showStaged(ctx: Context, work: RootWork, expectDigest?: string): Promise<void> {
  const standing = standingOf(work, [], ctx.now);
  requireDigest(standing.digest, expectDigest, "The staged production root");
  const title = `Root ${standing.version} of Factory ${ctx.factory.factory} is to be signed`;
  await ctx.confirm(
    { title, blocks: changeBlocks(standing) },
    expectDigest === undefined ? `Sign root ${standing.version} with your root key?` : null,
  );
}

/**
 * Both flavours, signed.
 * @param archive to sign with; default: the one that was given, which is opened now.
 * @throws {ToolError} a `keys-…` code, `metadata-not-portable`, `signature-self-check`.
 */
export async function signStaged(ctx: Context, work: RootWork, archive?: KeyArchive): Promise<BothRoots> {
  const signers = archive ? rootSigners(archive, work.ci.doc, work.roots.ci) : await archiveSigners(ctx, work, work);
  return signRoots(work, signers, work.roots);
}

/** @throws {ToolError} `value-missing` when no archive was given. */
export async function archiveSigners(ctx: Context, both: BothRoots, { roots }: RootWork): Promise<readonly Signer[]> {
  if (!ctx.keys) {
    throw new ToolError("value-missing", {
      happened: "The staged roots were to be signed, and no archive with a root key was given.",
      next: "Give it with --keys, or leave --sign out and sign later with `factory-tuf updates sign`.",
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
): Promise<Outcome<StagedStanding>> {
  const waves = await activeWaves(ctx).catch((error: unknown) => {
    // What was sent has arrived; a failed question about Waves does not change that.
    if (error instanceof ToolError) return [];
    throw error;
  });
  const data = standingOf({ ...work, updates: { ...work.updates, issues: {} } }, waves, ctx.now);
  const changed = status === "done" ? ("yes" as const) : ("no" as const);
  return { status, changed, outputs: stagedOutputs(data), data };
}

export function stagedOutputs({ version, changes, counts }: StagedStanding): Outcome<StagedStanding>["outputs"] {
  return {
    "root-version": version,
    "root-expires": changes.expires.to,
    missing: missingSigners(counts)
      .map(({ keyid }) => keyid)
      .join(","),
  };
}
