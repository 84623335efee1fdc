// Signs production targets and active Waves again with another key, one document at a time: only what verifies, and
// whose content is accounted for (T7).

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { DocumentTexts } from "../factory/document-texts.ts";
import type { Fetched } from "../factory/types.ts";
import { isObject } from "../json/object.ts";
import type { Signer } from "../keys/types.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { type Doc, parseTargets, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { pinOf } from "../tuf/metadata/pins.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import { tally, tallyAhead } from "../tuf/metadata/threshold.ts";
import { verifyCiTargets } from "../tuf/targets/ci-targets.ts";
import { requireKnownContent } from "../tuf/targets/known-content.ts";
import { verifyProductionTargets } from "../tuf/targets/production.ts";
import { productionWithin } from "../verified/released-targets.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";
import type { Resigned } from "./put-staged.ts";

/** What there is to sign, verified but for the signature of each document, which is checked as its turn comes. */
export interface TargetsToResign {
  readonly production: DocumentTexts;
  readonly tags: readonly string[];
  /** Active Waves by name, with what accounts for their content. */
  readonly waves: readonly WaveToResign[];
}

export interface WaveToResign {
  readonly name: string;
  readonly doc: Doc<TargetsSigned>;
  readonly tag: string;
  readonly version: number;
}

/**
 * Reads what may be signed again, of these tags and Waves; null = all of a kind.
 * @throws {ToolError} `production-missing`, `wave-not-found` for one that is named and not there.
 */
export async function readTargetsToSign(
  ctx: Context,
  wanted: { readonly tags: readonly string[] | null; readonly waves: readonly string[] | null },
): Promise<TargetsToResign> {
  const [production, waveTargets] = await Promise.all([ctx.factory.prodTargetTexts(), ctx.factory.waveTargets([])]);
  const known = production.names;
  const active = namesIn(waveTargets);
  for (const tag of wanted.tags ?? []) if (!known.includes(tag)) throw noProduction(tag);
  for (const name of wanted.waves ?? []) if (!active.includes(name)) throw noActiveWave(name);
  const names = active.filter((name) => wanted.waves === null || wanted.waves.includes(name));
  const waves = await Promise.all(names.map((name) => readWave(ctx, name)));
  return { production, tags: known.filter((tag) => wanted.tags === null || wanted.tags.includes(tag)), waves };
}

/**
 * One signature by `signer` for each document that lacks it. Production targets must have their threshold under the
 * verified root, Waves an offline signature and content that is accounted for.
 * @param replaced when given, only documents that carry a valid signature of that key are signed.
 * @throws {ToolError} what does not verify; nothing was sent.
 */
export async function resignTargets(
  ctx: Context,
  roots: VerifiedRoots,
  { production, tags, waves }: TargetsToResign,
  signer: Signer,
  replaced: string | null = null,
): Promise<Resigned> {
  const targets = noNames();
  await twoAtATime(tags, async (tag) => {
    const released = productionWithin(production, tag);
    if (!released) return;
    const { doc } = released;
    await tallyAhead(doc, roots.prod, "targets");
    const signatures = verifyProductionTargets(doc, tag, roots.prod, ctx.trust.pins);
    const signature = await signOnce(doc, signatures?.signedBy ?? [], signer, replaced);
    if (signature) targets[tag] = [signature];
    doc.forgetForms();
  });
  const signedWaves = noNames();
  const ci = waves.length === 0 ? null : await verifiedCi(ctx, roots);
  for (const { name, doc, tag, version } of waves) {
    const verified = productionWithin(production, tag);
    verifyProductionTargets(verified?.doc ?? null, tag, roots.prod, ctx.trust.pins);
    requireKnownContent(doc, { tag, version, ci: ci!.doc, production: verified?.doc ?? null });
    const { signedBy } = tally(doc, roots.prod, "targets");
    if (!signedBy.some((keyid) => keyid !== ci!.onlineKeyid)) throw unsignedWave(name);
    const signature = await signOnce(doc, signedBy, signer, replaced);
    if (signature) signedWaves[name] = [signature];
    doc.forgetForms();
  }
  return { targets, waves: signedWaves };
}

/** Tags and Waves are named by others: one called `__proto__` is a name like any other (T11). */
function noNames(): Record<string, readonly Signature[]> {
  return Object.create(null);
}

/** One document is read while the signatures of another are verified on other threads; never more than two are there. */
async function twoAtATime(tags: readonly string[], work: (tag: string) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < tags.length) await work(tags[next++]!);
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    next = tags.length;
  }
}

async function signOnce(
  doc: Doc<TargetsSigned>,
  signedBy: readonly string[],
  signer: Signer,
  replaced: string | null,
): Promise<Signature | null> {
  if (signedBy.includes(signer.keyid) || (replaced !== null && !signedBy.includes(replaced))) return null;
  // The form that its signatures were checked over is the one to sign, wherever there is only one.
  const bytes = doc.portability === null ? doc.forms[0]! : canonicalBytes(doc.signed, doc.where, "/signed");
  return signer.sign(bytes, true);
}

async function readWave(ctx: Context, name: string): Promise<WaveToResign> {
  const wave = await ctx.factory.wave(name, { showTargets: true });
  if (!wave?.targets || wave.status !== "active") throw noActiveWave(name);
  return { name, doc: parseTargets(wave.targets, `Wave ${name}`), tag: wave.tag, version: Number(wave.version) };
}

async function verifiedCi(ctx: Context, roots: VerifiedRoots) {
  const [fetched, onlineKey] = await Promise.all([ctx.factory.ciTargets(), ctx.factory.ciTargetsKey()]);
  const doc = parseTargets(fetched, "CI targets");
  const evidence = {
    ciRoot: roots.ci,
    onlineKey,
    pin: pinOf(ctx.trust.pins, "ci-targets"),
    released: [],
    now: ctx.now,
  };
  return { doc, onlineKeyid: verifyCiTargets(doc, evidence).onlineKeyid };
}

function namesIn({ value }: Fetched): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function noProduction(tag: string): ToolError {
  return new ToolError("production-missing", {
    happened: `The Factory has no production targets for tag ${tag}.`,
    next: "Leave --tags out to sign those of every tag.",
  });
}

function noActiveWave(name: string): ToolError {
  return new ToolError("wave-not-found", {
    happened: `There is no active Wave ${name}.`,
    next: "List them with: factory-tuf wave list.",
  });
}

function unsignedWave(name: string): ToolError {
  return new ToolError("wave-not-signed-by-us", {
    happened: `Wave ${name} carries no valid signature of an offline targets key under the verified root.`,
    next: "Do not sign it. Cancel it, and make the Wave again.",
  });
}
