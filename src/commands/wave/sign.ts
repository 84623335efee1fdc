// `wave sign`: adds this key's signature to a Wave that somebody else made, after verifying what it contains.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { own } from "../../json/object.ts";
import { checkClients } from "../../release/client-checks.ts";
import { checkContent, warnOfLongLife } from "../../release/plan.ts";
import { openSigner } from "../../release/signing.ts";
import { nextOfWave, waveData, waveDataHelp, waveOutcomeBlocks, waveOutputs } from "../../release/wave-outcome.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { canonicalBytes } from "../../tuf/canonical/canonical.ts";
import { deviceView } from "../../tuf/devices/device-view.ts";
import { isExpired } from "../../tuf/metadata/expiry.ts";
import { Doc, type TargetsSigned } from "../../tuf/metadata/metadata.ts";
import { docHash } from "../../tuf/metadata/pins.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { tally } from "../../tuf/metadata/threshold.ts";
import { requireKnownContent } from "../../tuf/targets/known-content.ts";
import { requireApprovedWave } from "../../verified/approved-digest.ts";
import { Checks } from "../../verified/checks.ts";
import { targetsOfWave } from "../../verified/released-targets.ts";
import { settleSeen } from "../../verified/settle.ts";
import { askedDevices, readWaveAndCi, requireActive, type WaveState } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { digestOption, factoryOptions, keyOptions, trustOptions } from "../options/common-options.ts";

export const waveSign = command({
  name: "wave sign",
  order: 120,
  summary: "Add this key's signature to a Wave, after verifying what it contains.",
  details:
    "Every target of the Wave must equal a verified production or CI target, except for its tags. Nothing is signed " +
    "without a check.",
  examples: ["factory-tuf wave sign w42 --keys second-signer.tgz"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "keys",
  confirms: "yes",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    ctx.keys?.prefetch();
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
    const bytes = canonicalBytes(doc.signed, doc.where, "/signed");
    await ctx.confirm(
      { title: `Wave ${name} is to be signed`, blocks: waveOutcomeBlocks(waveData(ctx, state)) },
      `Sign Wave ${name}?`,
    );
    const signer = await openSigner(ctx, state);
    if (state.view.tally.signedBy.includes(signer.keyid)) return waveOutcome(ctx, state, "unchanged");
    const signature = await signer.sign(bytes);
    await settleSeen(ctx, {
      what: `signing Wave ${name}`,
      write: () => ctx.factory.signWave(name, [signature]),
      carriedOut: async () => {
        const wave = await ctx.readBack.wave(name, { showTargets: true });
        if (!wave || wave.tag !== state.wave.tag || wave.version !== state.wave.version) return false;
        const shown = targetsOfWave(wave).doc;
        if (docHash(shown) !== docHash(doc)) return false;
        return tally(shown, state.roots.prod, "targets").signedBy.includes(signer.keyid);
      },
      toFindOut: `factory-tuf wave show ${name}`,
    });
    return waveOutcome(ctx, withSignature(ctx, state, signature), "done");
  },
  report: ({ status, data }) => ({
    title:
      status === "done" ? `Wave ${data.wave} has your signature now` : `Wave ${data.wave} had your signature already`,
    blocks: [...waveOutcomeBlocks(data), ...nextSteps(nextOfWave(data, data.signatures.met))],
  }),
});

/** Whoever made the Wave may not have asked what a new Wave is asked (T6). */
function requireSoundContent(ctx: Context, { wave, released, production }: WaveState, ciTargets: Doc<TargetsSigned>) {
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
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
  for (const note of checks.notes) ctx.log.info(note);
}

/** The Wave as it was seen to be now. */
function withSignature({ now, trust }: Context, state: WaveState, signature: Signature): WaveState {
  const { doc, sizeBytes } = state.released;
  const signed = new Doc(doc.where, doc.signed, [...doc.signatures, signature], doc.problems);
  const size = sizeBytes + JSON.stringify(signature).length;
  return {
    ...state,
    released: { doc: signed, sizeBytes: size },
    view: deviceView(signed, size, state.roots.prod, now, askedDevices(trust, state.production)),
  };
}

function requireUnexpired({ doc }: WaveState["released"], now: Date): void {
  if (!isExpired(doc.signed, now)) return;
  throw new ToolError("metadata-expired", {
    happened: `${doc.where} expired at ${doc.signed.expires}; devices would refuse it whoever signs it.`,
    next: "Cancel it and make a new one with a later expiry.",
  });
}

function waveOutcome(ctx: Context, state: WaveState, status: "done" | "unchanged") {
  const data = waveData(ctx, state);
  const changed = status === "done" ? ("yes" as const) : ("no" as const);
  return { status, changed, outputs: waveOutputs(ctx, state, data), data };
}
