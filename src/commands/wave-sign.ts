// `wave sign`: adds this key's signature to a Wave that somebody else made, after verifying what it contains.
import { canonicalBytes } from "../tuf/canonical.ts";
import { deviceView } from "../tuf/device-view.ts";
import { ToolError } from "../tuf/errors.ts";
import { isExpired } from "../tuf/expiry.ts";
import { requireKnownContent } from "../tuf/known-content.ts";
import { Doc, own, type TargetsSigned } from "../tuf/metadata.ts";
import { docHash } from "../tuf/pins.ts";
import type { Signature } from "../tuf/signature.ts";
import { tally } from "../tuf/threshold.ts";
import { type Context, command } from "./command.ts";
import { digestOption, factoryOptions, keyOptions, trustOptions } from "./options/common-options.ts";
import { Checks } from "./release/checks.ts";
import { checkContent, requireDigest, warnOfLongLife } from "./release/plan.ts";
import { targetsOfWave } from "./release/released-targets.ts";
import { settle } from "./release/settle.ts";
import { openSigner } from "./release/signing.ts";
import { waveBlocks, waveData, waveDataHelp, waveOutputs } from "./release/wave-outcome.ts";
import { readWaveAndCi, requireActive, type WaveState } from "./release/wave-state.ts";

export const waveSign = command({
  name: "wave sign",
  summary: "Add this key's signature to a Wave, after verifying what it contains.",
  details:
    "Every target of the Wave must equal, save its tags, a verified production or CI target; nothing is signed blindly.",
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
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    ctx.keys?.prefetch();
    const { state, ciTargets } = await readWaveAndCi(ctx, name);
    requireActive(state.wave, "it takes no more signatures");
    requireDigest(state.digest, expectDigest, `Wave ${name}`);
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
    await ctx.confirm({ title: `Wave ${name}`, blocks: waveBlocks(waveData(ctx, state)) }, null);
    const signer = await openSigner(ctx, state);
    if (state.view.tally.signedBy.includes(signer.keyid)) return waveOutcome(ctx, state, "unchanged");
    const signature = await signer.sign(bytes);
    await settle({
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
    return waveOutcome(ctx, withSignature(state, signature, ctx.now), "done");
  },
  report: ({ status, data }) => ({
    title:
      status === "done" ? `Wave ${data.wave} has your signature now` : `Wave ${data.wave} had your signature already`,
    blocks: waveBlocks(data),
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
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
}

/** The Wave as it stands now. Not read again: the signature is in place, whatever happens to another call. */
function withSignature(state: WaveState, signature: Signature, now: Date): WaveState {
  const { doc, sizeBytes } = state.released;
  const signed = new Doc(doc.where, doc.signed, [...doc.signatures, signature], doc.problems);
  const size = sizeBytes + JSON.stringify(signature).length;
  return {
    ...state,
    released: { doc: signed, sizeBytes: size },
    view: deviceView(signed, size, state.roots.prod, now),
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
