import {
  txidOf,
  txidOption
} from "./chunk-6WPENHOW.js";
import {
  putStaged
} from "./chunk-526UYAD7.js";
import {
  readStaged
} from "./chunk-XWMPX42D.js";
import {
  requireKnownContent
} from "./chunk-BWLDGT2O.js";
import {
  verifyProductionTargets
} from "./chunk-RCE6IAUK.js";
import {
  productionOf
} from "./chunk-C6XIPRI6.js";
import "./chunk-SUMD4I7P.js";
import {
  activeKey
} from "./chunk-UOHBY4I7.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-NCCCTDJT.js";
import {
  verifyCiTargets
} from "./chunk-XU5EYBEU.js";
import {
  pinOf
} from "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import {
  roleKeys,
  tally
} from "./chunk-AHGJSDMS.js";
import "./chunk-MFY6GID3.js";
import {
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import {
  canonicalBytes,
  isObject,
  parseTargets
} from "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/root-work/resign-targets.ts
async function readTargetsToSign(ctx, wanted) {
  let [production, waveTargets] = await Promise.all([ctx.factory.prodTargets([]), ctx.factory.waveTargets([])]), known = namesIn(production), active = namesIn(waveTargets);
  for (let tag of wanted.tags ?? []) if (!known.includes(tag)) throw noProduction(tag);
  for (let name of wanted.waves ?? []) if (!active.includes(name)) throw noActiveWave(name);
  let names = active.filter((name) => wanted.waves === null || wanted.waves.includes(name)), waves = await Promise.all(names.map((name) => readWave(ctx, name)));
  return { production, tags: known.filter((tag) => wanted.tags === null || wanted.tags.includes(tag)), waves };
}
async function resignTargets(ctx, roots, { production, tags, waves }, signer, replaced = null) {
  let targets = {};
  for (let tag of tags) {
    let released = productionOf(production, tag);
    if (!released) continue;
    let signatures = verifyProductionTargets(released.doc, tag, roots.prod, ctx.trust.pins), signature = await signOnce(released.doc, signatures?.signedBy ?? [], signer, replaced);
    signature && (targets[tag] = [signature]), released.doc.forgetForms();
  }
  let signedWaves = {}, ci = waves.length === 0 ? null : await verifiedCi(ctx, roots);
  for (let { name, doc, tag, version } of waves) {
    let verified = productionOf(production, tag);
    verifyProductionTargets(verified?.doc ?? null, tag, roots.prod, ctx.trust.pins), requireKnownContent(doc, { tag, version, ci: ci.doc, production: verified?.doc ?? null });
    let { signedBy } = tally(doc, roots.prod, "targets");
    if (!signedBy.some((keyid) => keyid !== ci.onlineKeyid)) throw unsignedWave(name);
    let signature = await signOnce(doc, signedBy, signer, replaced);
    signature && (signedWaves[name] = [signature]), doc.forgetForms();
  }
  return { targets, waves: signedWaves };
}
async function signOnce(doc, signedBy, signer, replaced) {
  return signedBy.includes(signer.keyid) || replaced !== null && !signedBy.includes(replaced) ? null : signer.sign(canonicalBytes(doc.signed, doc.where, "/signed"));
}
async function readWave(ctx, name) {
  let wave = await ctx.factory.wave(name, { showTargets: !0 });
  if (!wave?.targets || wave.status !== "active") throw noActiveWave(name);
  return { name, doc: parseTargets(wave.targets, `Wave ${name}`), tag: wave.tag, version: Number(wave.version) };
}
async function verifiedCi(ctx, roots) {
  let [fetched, onlineKey] = await Promise.all([ctx.factory.ciTargets(), ctx.factory.ciTargetsKey()]), doc = parseTargets(fetched, "CI targets"), evidence = {
    ciRoot: roots.ci,
    onlineKey,
    pin: pinOf(ctx.trust.pins, "ci-targets"),
    released: [],
    now: ctx.now
  };
  return { doc, onlineKeyid: verifyCiTargets(doc, evidence).onlineKeyid };
}
function namesIn({ value }) {
  return isObject(value) ? Object.keys(value) : [];
}
function noProduction(tag) {
  return new ToolError("production-missing", {
    happened: `The Factory has no production targets for tag ${tag}.`,
    next: "Leave the option tags out to sign those of every tag."
  });
}
function noActiveWave(name) {
  return new ToolError("wave-not-found", {
    happened: `There is no active Wave ${name}.`,
    next: "List them with: factory-tuf wave list."
  });
}
function unsignedWave(name) {
  return new ToolError("wave-not-signed-by-us", {
    happened: `Wave ${name} carries no valid signature of an offline targets key under the verified root.`,
    next: "Do not sign it. Cancel it, and make the Wave again."
  });
}

// src/commands/updates-sign-prod-targets.ts
var updatesSignProdTargets = {
  name: "updates sign-prod-targets",
  summary: "Sign production targets and Waves again, with a targets key of the staged root.",
  details: "For a new targets key, a higher threshold, or before a key leaves. Only what verifies under the newest root is signed: production targets with their threshold, Waves whose every target is accounted for. Devices see it after updates apply.",
  examples: ["factory-tuf updates sign-prod-targets --keys targets2.tgz --tags production"],
  args: [],
  options: {
    tags: { kind: "list", help: "Production targets of these tags only; default: of all.", placeholder: "<tag,...>" },
    waves: { kind: "list", help: "Only these active Waves; default: all.", placeholder: "<wave,...>" },
    ...txidOption,
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "offline",
  needs: "keys",
  dataHelp: [
    "`keyid`: the key that signed",
    "`tags`, `waves`: what it signed; `had`: how many had its signature already"
  ],
  async run(ctx, { tags, waves, txid: typed }) {
    let txid = txidOf(typed);
    ctx.keys?.prefetch();
    let wanted = { tags: tags ?? (waves ? [] : null), waves: waves ?? (tags ? [] : null) }, [work, toSign] = await Promise.all([readStaged(ctx), readTargetsToSign(ctx, wanted)]), keys = roleKeys(work.prod.doc.signed, "targets", work.prod.doc.where);
    keys.delete(work.online.updated.targets), ctx.progress("Opening the key archive");
    let signer = activeKey(await ctx.keys.open(), "targets", keys), resigned = await resignTargets(ctx, work.roots, toSign, signer), signed = { tags: Object.keys(resigned.targets), waves: Object.keys(resigned.waves) }, count = signed.tags.length + signed.waves.length, data = { keyid: signer.keyid, ...signed, had: toSign.tags.length + toSign.waves.length - count };
    return count === 0 ? { status: "unchanged", changed: "no", outputs: {}, data } : (await putStaged(ctx, txid, work, resigned, work.isProdStaged ? work : null), { status: "done", changed: "yes", outputs: {}, data });
  },
  report: ({ status, data }) => ({
    title: status === "done" ? "The new signatures are staged" : "There was nothing to sign",
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Key", value: { code: data.keyid } },
          { label: "Production targets", value: data.tags.join(", ") || "none" },
          { label: "Waves", value: data.waves.join(", ") || "none" },
          { label: "Signed before", value: String(data.had) }
        ]
      }
    ]
  })
};
export {
  updatesSignProdTargets
};
