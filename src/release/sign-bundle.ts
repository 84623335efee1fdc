// A signature on an offline bundle: what must be proven of it before, and how it is added. Who signs, and where the key is, is
// the caller's.
import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import { chosenWithin } from "../context/paths.ts";
import { ToolError } from "../errors/tool-error.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { sameJson } from "../json/difference.ts";
import type { ReportDocument } from "../report/document.ts";
import { shellWord } from "../text/shell-word.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import { bundleBytes } from "../tuf/targets/bundle.ts";
import { requireDigest } from "../verified/approved-digest.ts";
import { Checks } from "../verified/checks.ts";
import { type BundleState, readAgain, readBundle } from "./bundle.ts";
import { type BundleData, bundleBlocks, bundleData, bundleOutputs } from "./bundle-outcome.ts";
import { checkSigner } from "./signing.ts";

export interface BundleToSign {
  readonly state: BundleState;
  /** Exactly what a key signs. */
  readonly bytes: Uint8Array;
  /** What it means. */
  readonly shows: ReportDocument;
}

/** @throws {ToolError} what does not verify, `digest-mismatch`, `metadata-rollback`, what {@link BundleState.stops} has. Nothing was changed. */
export async function bundleToSign(
  ctx: Context,
  folder: string,
  expectDigest: string | undefined,
): Promise<BundleToSign> {
  const state = await readBundle(ctx, folder);
  const next = `Look at what it is now with: factory-tuf bundle show ${shellWord(folder)}.`;
  requireDigest(state.digest, expectDigest, `The bundle ${folder}`, [], next);
  requireNewest(folder, state);
  const [stop] = state.stops;
  if (stop) throw stop;
  const bytes = bundleBytes(state.bundle);
  requireSignerFits(ctx, folder, state, bytes.length);
  return {
    state,
    bytes,
    shows: { title: `Offline bundle ${folder}`, blocks: bundleBlocks(bundleData(folder, state)) },
  };
}

/** Before anybody approves. @throws {ToolError} `signer-too-small`, `keys-none-active`. */
function requireSignerFits(ctx: Context, folder: string, state: BundleState, sizeBytes: number): void {
  const checks = new Checks();
  checkSigner(ctx, state, { what: `The bundle ${folder}`, sizeBytes, prunable: false }, checks);
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
}

/**
 * Members keep their order, as the vendor's tool writes them.
 * @returns the bundle as it lies in the folder now, verified.
 * @throws {ToolError} `bundle-refused` where somebody else has changed it meanwhile; `signature-self-check`.
 */
export async function addBundleSignature(
  ctx: Context,
  folder: string,
  state: BundleState,
  signature: Signature,
): Promise<BundleState> {
  const signed = await added(ctx, folder, state, signature);
  if (!signed.tally.signedBy.includes(signature.keyid)) throw notSeen(folder, signature.keyid);
  return signed;
}

export function bundleSignOutcome(folder: string, state: BundleState, changed: "yes" | "no"): Outcome<BundleData> {
  const data = bundleData(folder, state);
  const status = changed === "no" ? "unchanged" : data.signatures.met ? "done" : "waiting";
  return { status, changed, outputs: bundleOutputs(data), data };
}

async function added(ctx: Context, folder: string, state: BundleState, signature: Signature): Promise<BundleState> {
  const { path, bundle } = state;
  const text = JSON.stringify({ signatures: [...bundle.signatures, signature], signed: bundle.signed });
  await requireAsShown(ctx, folder, state);
  const by = chosenWithin(ctx.place, folder, resolve(ctx.cwd, folder));
  await writeFileWhole(path, text, { chosenBy: by, folders: false });
  try {
    return await readAgain(ctx, folder, state);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw error.extended({
      before: `The signature of ${signature.keyid} was written into ${folder}, but the bundle no longer verifies:`,
      changed: "yes",
    });
  }
}

/** Somebody else may have signed it while a person was asked, and that signature must not be lost (T12). */
async function requireAsShown(ctx: Context, folder: string, state: BundleState): Promise<void> {
  const now = await readAgain(ctx, folder, state);
  const isSame = now.digest === state.digest && sameJson(now.bundle.signatures, state.bundle.signatures);
  if (isSame) return;
  throw new ToolError("bundle-refused", {
    happened: `The bundle ${folder} was changed while you looked at it.`,
    next: "Run this again to see what it is now.",
  });
}

/** A key that a newer root has retired must not sign, and devices with that root decline the bundle. */
function requireNewest(folder: string, { root, ground: { newestRoot } }: BundleState): void {
  const { version } = root.signed;
  if (version >= newestRoot) return;
  throw new ToolError("metadata-rollback", {
    happened: `The newest root in the bundle ${folder} has version ${version}, but the Factory's has version ${newestRoot}. Devices that have been online since then refuse the bundle.`,
    next: "Make a new bundle with the vendor's tool, then sign it.",
  });
}

function notSeen(folder: string, keyid: string): ToolError {
  return new ToolError("signature-self-check", {
    happened: `The signature of ${keyid} was written into ${folder}, but does not verify there.`,
    changed: "yes",
    next: "Restore the folder from a backup, and try on another machine.",
  });
}
