// Is what an offline bundle is to bring what the Factory has: in production or on its way there, or in CI?
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { differingPointer } from "../json/difference.ts";
import { own } from "../json/object.ts";
import { quoted } from "../text/quoted.ts";
import type { Doc, TargetsSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { BUNDLE_MEMBER, type BundleSigned } from "../tuf/targets/bundle.ts";
import { readAllTargets } from "../verified/all-targets.ts";
import { productionOf, targetsOfWave } from "../verified/released-targets.ts";

/** What a bundle is to bring must be released, or on its way: else nobody has approved it. @throws {ToolError} `bundle-refused`. */
export async function requireServed(
  ctx: Context,
  targets: Doc<TargetsSigned>,
  { signed }: Doc<BundleSigned>,
): Promise<void> {
  const { type, tag, targets: names } = signed[BUNDLE_MEMBER];
  if (type === "ci") return requireInCi(ctx, targets, names);
  const hash = docHash(targets);
  const production = productionOf(await ctx.factory.prodTargets([tag]), tag);
  if (production && docHash(production.doc) === hash) return;
  if (await isInActiveWave(ctx, tag, hash)) return;
  throw new ToolError("bundle-refused", {
    happened: `The bundle's targets document (version ${targets.signed.version}) is neither in production for tag ${tag} nor in an active Wave.`,
    next: `Look at what is in production with: factory-tuf targets list --prod --tag ${tag}. Make the bundle from that, then sign it.`,
  });
}

/** The Factory has one active Wave a tag; one that says it has more is looked through all the same. */
async function isInActiveWave(ctx: Context, tag: string, hash: string): Promise<boolean> {
  for (let page = 1, seen = 0; ; page++) {
    const { waves, total } = await ctx.factory.waves({ limit: WAVES_A_PAGE, page, status: "active", tag });
    for (const { name } of waves.filter((wave) => wave.tag === tag)) {
      const wave = await ctx.factory.wave(name, { showTargets: true });
      if (wave?.targets && docHash(targetsOfWave(wave).doc) === hash) return true;
    }
    seen += waves.length;
    if (waves.length === 0 || seen >= total) return false;
  }
}

const WAVES_A_PAGE = 100;

/** CI signs its targets anew, so the named ones are compared and not the document. @throws {ToolError} `bundle-refused`. */
async function requireInCi(ctx: Context, { signed }: Doc<TargetsSigned>, names: readonly string[]): Promise<void> {
  const { ci } = await readAllTargets(ctx);
  for (const name of names) {
    const original = own(ci.signed.targets, name);
    const pointer = original && differingPointer(own(signed.targets, name), original);
    if (original && pointer === null) continue;
    throw new ToolError("bundle-refused", {
      happened: `The bundle's target ${quoted(name, 253)} ${original ? `differs from the CI target of that name at ${pointer}` : "is no CI target"}.`,
      next: "Look at what CI has with: factory-tuf targets list. Make the bundle from that, then sign it.",
    });
  }
}
