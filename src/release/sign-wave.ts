// A signature on a Wave that somebody else made: what must be proven of the Wave before, and how it is added. Who signs,
// and where the key is, is the caller's.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { own } from "../json/object.ts";
import type { ReportDocument } from "../report/document.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { deviceView } from "../tuf/devices/device-view.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import { Doc, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import { requireKnownContent } from "../tuf/targets/known-content.ts";
import { requireApprovedWave } from "../verified/approved-digest.ts";
import { Checks } from "../verified/checks.ts";
import { targetsOfWave } from "../verified/released-targets.ts";
import { settleSeen } from "../verified/settle.ts";
import { askedDevices, readWaveAndCi, requireActive, type WaveState } from "../verified/wave-state.ts";
import { checkClients } from "./client-checks.ts";
import { checkContent, warnOfLongLife } from "./plan.ts";
import { checkSigner } from "./signing.ts";
import { waveData, waveOutcomeBlocks, waveOutputs } from "./wave-outcome.ts";

export interface WaveToSign {
  readonly state: WaveState;
  /** Exactly what a key signs. */
  readonly bytes: Uint8Array;
  /** What it means. */
  readonly shows: ReportDocument;
}

/**
 * The Wave as it is now, with everything proven that must be before anybody signs it.
 * @throws {ToolError} what does not verify, `digest-mismatch`, `metadata-expired`, or a rule's error. Nothing was changed.
 */
export async function waveToSign(ctx: Context, name: string, expectDigest: string | undefined): Promise<WaveToSign> {
  const { state, ciTargets } = await readWaveAndCi(ctx, name);
  requireActive(state.wave, "it takes no more signatures");
  requireApprovedWave(state, expectDigest);
  const { doc } = state.released;
  requireUnexpired(state.released, ctx.now);
  requireKnownContent(doc, {
    tag: state.wave.tag,
    version: Number(state.wave.version),
    ci: ciTargets,
    production: state.production?.doc ?? null,
  });
  requireSoundContent(ctx, state, ciTargets);
  return {
    state,
    bytes: canonicalBytes(doc.signed, doc.where, "/signed"),
    shows: { title: `Wave ${name} is to be signed`, blocks: waveOutcomeBlocks(waveData(ctx, state)) },
  };
}

/**
 * Sends the signature once.
 * @returns the Wave as it was seen to be then.
 * @throws {ToolError} the Factory's refusal, or `write-unknown`.
 */
export async function addWaveSignature(ctx: Context, state: WaveState, signature: Signature): Promise<WaveState> {
  const { name, tag, version } = state.wave;
  const wanted = docHash(state.released.doc);
  await settleSeen(ctx, {
    what: `signing Wave ${name}`,
    write: () => ctx.factory.signWave(name, [signature]),
    carriedOut: async () => {
      const wave = await ctx.readBack.wave(name, { showTargets: true });
      if (!wave || wave.tag !== tag || wave.version !== version) return false;
      const shown = targetsOfWave(wave).doc;
      if (docHash(shown) !== wanted) return false;
      return tally(shown, state.roots.prod, "targets").signedBy.includes(signature.keyid);
    },
    toFindOut: `factory-tuf wave show ${name}`,
  });
  return withSignature(ctx, state, signature);
}

export function waveSignOutcome(ctx: Context, state: WaveState, status: "done" | "unchanged") {
  const data = waveData(ctx, state);
  const changed = status === "done" ? ("yes" as const) : ("no" as const);
  return { status, changed, outputs: waveOutputs(ctx, state, data), data };
}

/** Whoever made the Wave may not have asked what a new Wave is asked (T6). */
function requireSoundContent(ctx: Context, state: WaveState, ciTargets: Doc<TargetsSigned>) {
  const { wave, released, production } = state;
  const { targets, version, expires } = released.doc.signed;
  const before = production?.doc.signed.targets ?? {};
  const added = Object.fromEntries(Object.entries(targets).filter(([name]) => own(before, name) === undefined));
  const content = { wave: wave.name, tag: wave.tag, version, added, sizeBytes: released.sizeBytes };
  const checks = new Checks();
  warnOfLongLife(expires, ctx.now, checks);
  checkContent(ctx, { ciTargets, production }, content, checks);
  const { signed, signatures, forms } = released.doc;
  checkClients(
    ctx,
    {
      wave: wave.name,
      signed,
      bytes: forms[0]!,
      signatures: signatures.length + 1,
      before: production?.doc.signed.targets ?? null,
    },
    checks,
  );
  checkSigner(ctx, state, { what: `Wave ${wave.name}`, sizeBytes: forms[0]!.length, prunable: false }, checks);
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
  for (const note of checks.notes) ctx.log.info(note);
}

function withSignature({ now, trust }: Context, state: WaveState, signature: Signature): WaveState {
  const { doc, sizeBytes } = state.released;
  const signed = new Doc(doc.where, doc.signed, [...doc.signatures, signature], doc.problems);
  const size = sizeBytes + Buffer.byteLength(JSON.stringify(signature));
  return {
    ...state,
    released: { doc: signed, sizeBytes: size },
    view: deviceView(signed, size, state.roots.prod, now, askedDevices(trust, state.production)),
  };
}

function requireUnexpired({ doc }: WaveState["released"], now: Date): void {
  if (!isExpired(doc.signed, now)) return;
  throw new ToolError("metadata-expired", {
    happened: `${doc.where} expired at ${doc.signed.expires}. Devices would refuse it.`,
    next: "Cancel it and create a new one with a later expiry.",
  });
}
