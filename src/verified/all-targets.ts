// The CI targets and the production targets of every tag, verified: for whoever lists them.
import type { Context } from "../context/context.ts";
import { type Doc, parseTargets, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { pinnedTags, pinOf } from "../tuf/metadata/pins.ts";
import { verifyCiTargets } from "../tuf/targets/ci-targets.ts";
import { verifyProductionTargets } from "../tuf/targets/production.ts";
import { productionOf, servedTags } from "./released-targets.ts";
import { showableRoots, type VerifiedRoots } from "./verified-roots.ts";

export interface AllTargets {
  readonly roots: VerifiedRoots;
  readonly ci: Doc<TargetsSigned>;
  /** By tag, in order. */
  readonly production: ReadonlyMap<string, Doc<TargetsSigned>>;
}

/** @throws {ToolError} what does not verify. */
export async function readAllTargets(ctx: Context): Promise<AllTargets> {
  const { factory, now, trust } = ctx;
  ctx.progress("Reading and verifying the targets");
  const [roots, fetched, onlineKey, served] = await Promise.all([
    showableRoots(ctx),
    factory.ciTargets(),
    factory.ciTargetsKey(),
    factory.prodTargets([]),
  ]);
  const tags = new Set([...servedTags(served), ...pinnedTags(trust.pins)]);
  const production = new Map<string, Doc<TargetsSigned>>();
  for (const tag of [...tags].sort()) {
    const doc = productionOf(served, tag)?.doc ?? null;
    verifyProductionTargets(doc, tag, roots.prod, trust.pins);
    if (doc) production.set(tag, doc);
  }
  const ci = parseTargets(fetched, "CI targets");
  const pin = pinOf(trust.pins, "ci-targets");
  verifyCiTargets(ci, { ciRoot: roots.ci, onlineKey, pin, released: [...production.values()], now });
  return { roots, ci, production };
}
