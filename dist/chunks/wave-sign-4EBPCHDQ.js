import {
  waveBlocks,
  waveData,
  waveDataHelp,
  waveOutputs
} from "./chunk-TIZMDV7P.js";
import {
  readWaveAndCi,
  requireActive
} from "./chunk-PRBY2X5E.js";
import {
  requireKnownContent
} from "./chunk-4ASFG4IK.js";
import "./chunk-V4MFEK5S.js";
import {
  settle
} from "./chunk-RPEV6BQJ.js";
import {
  openSigner
} from "./chunk-E527ZFX7.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-BO3VRV6N.js";
import {
  requireDigest
} from "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import {
  targetsOfWave
} from "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import {
  deviceView,
  tally
} from "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import {
  Doc,
  canonicalBytes
} from "./chunk-3IUF6JAA.js";
import {
  isExpired
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  digestOption,
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/wave-sign.ts
var waveSign = {
  name: "wave sign",
  summary: "Add this key's signature to a Wave, after verifying what it contains.",
  details: "Every target of the Wave must equal, save its tags, a verified production or CI target; nothing is signed blindly.",
  examples: ["factory-tuf wave sign w42 --keys second-signer.tgz"],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...digestOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "keys",
  dataHelp: waveDataHelp,
  async run(ctx, { wave: name, expectDigest }) {
    ctx.keys?.prefetch();
    let { state, ciTargets } = await readWaveAndCi(ctx, name);
    requireActive(state.wave, "it takes no more signatures"), requireDigest(state.digest, expectDigest, `Wave ${name}`);
    let { doc } = state.released;
    requireUnexpired(state.released, ctx.now), requireKnownContent(doc, {
      tag: state.wave.tag,
      version: Number(state.wave.version),
      ci: ciTargets,
      production: state.production?.doc ?? null
    });
    let bytes = canonicalBytes(doc.signed, doc.where), signer = await openSigner(ctx, state);
    if (state.view.tally.signedBy.includes(signer.keyid)) return waveOutcome(ctx, state, "unchanged");
    let signature = await signer.sign(bytes);
    return await settle({
      what: `signing Wave ${name}`,
      write: () => ctx.factory.signWave(name, [signature]),
      carriedOut: async () => {
        let wave = await ctx.readBack.wave(name, { showTargets: !0 });
        return wave !== null && tally(targetsOfWave(wave).doc, state.roots.prod, "targets").signedBy.includes(signer.keyid);
      },
      toFindOut: `factory-tuf wave show ${name}`
    }), waveOutcome(ctx, withSignature(state, signature, ctx.now), "done");
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Wave ${data.wave} has your signature now` : `Wave ${data.wave} had your signature already`,
    blocks: waveBlocks(data)
  })
};
function withSignature(state, signature, now) {
  let { doc, sizeBytes } = state.released, signed = new Doc(doc.where, doc.signed, [...doc.signatures, signature], doc.problems), size = sizeBytes + JSON.stringify(signature).length;
  return {
    ...state,
    released: { doc: signed, sizeBytes: size },
    view: deviceView(signed, size, state.roots.prod, now)
  };
}
function requireUnexpired({ doc }, now) {
  if (isExpired(doc.signed, now))
    throw new ToolError("metadata-expired", {
      happened: `${doc.where} expired at ${doc.signed.expires}; devices would refuse it whoever signs it.`,
      next: "Cancel it and make a new one with a later expiry."
    });
}
function waveOutcome(ctx, state, status) {
  let data = waveData(ctx, state);
  return { status, changed: status === "done" ? "yes" : "no", outputs: waveOutputs(ctx, state, data), data };
}
export {
  waveSign
};
