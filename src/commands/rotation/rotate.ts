// A whole rotation: what an earlier one left is ended first; then everything is read, verified, decided and shown,
// and only when the owner agrees is anything written.
import { leftoversOf } from "../../keys/archive-file.ts";
import { readRecord } from "../../keys/rotation-record.ts";
import type { Context, Outcome } from "../command.ts";
import { carryOut } from "./carry-out.ts";
import { type HeldArchives, holdArchives } from "./held-archives.ts";
import { planRotation, type RotationPlan } from "./plan.ts";
import { planBlocks, planTitle, question } from "./report.ts";
import { type Resumed, resumeRotation } from "./resume.ts";
import { readScene } from "./scene.ts";
import type { RotationWish } from "./wish.ts";

export interface Rotated {
  /** `finished`: an earlier run's rotation was seen through, and no further one was made. */
  readonly outcome: "rotated" | "finished";
  readonly version: number;
  readonly expires: string;
  readonly keys: readonly { readonly role: string; readonly keyid: string; readonly replaced: string | null }[];
  readonly archives: readonly string[];
  /** Tags whose production targets were signed again. */
  readonly resigned: readonly string[];
  readonly resumed: Resumed | null;
}

/** @throws {ToolError} what stands in the way, nothing changed; or what became of it, and what to run next. */
export async function rotate(ctx: Context, wish: RotationWish): Promise<Outcome<Rotated>> {
  const archives = await holdArchives(wish.rootFile, wish.targetsFile);
  try {
    const resumed = (await isInterrupted(archives)) ? await resumeRotation(ctx, archives) : null;
    if (resumed?.outcome === "finished") return await finished(ctx, archives, resumed);
    if (resumed) ctx.log.warning(interruptedBefore(resumed));
    const scene = await readScene(ctx, wish);
    const plan = await planRotation(ctx, wish, scene, archives);
    await ctx.confirm(
      { title: planTitle(ctx, plan, wish), blocks: planBlocks(wish, plan, archives) },
      question(plan, wish),
    );
    const { roots } = await carryOut(ctx, wish, scene, archives, plan);
    return rotatedOutcome(roots.prod.signed, archives, plan, resumed);
  } finally {
    await archives.release();
  }
}

async function isInterrupted({ root, all }: HeldArchives): Promise<boolean> {
  if (await readRecord(root.path)) return true;
  const leftovers = await Promise.all(all.map(({ path }) => leftoversOf(path)));
  return leftovers.some(({ ours, vendors }) => ours !== null || vendors !== null);
}

async function finished(ctx: Context, { all }: HeldArchives, resumed: Resumed): Promise<Outcome<Rotated>> {
  const { showableRoots } = await import("../release/verified-roots.ts");
  const { prod } = await showableRoots(ctx);
  const { version, expires, roles } = prod.signed;
  const roleOf = (keyid: string) => (roles.root.keyids.includes(keyid) ? "root" : "targets");
  return {
    status: "done",
    changed: "yes",
    outputs: { "root-version": version, "root-expires": expires },
    data: {
      outcome: "finished",
      version,
      expires,
      keys: resumed.keyids.map((keyid) => ({ role: roleOf(keyid), keyid, replaced: null })),
      archives: all.map(({ path }) => path),
      resigned: [],
      resumed,
    },
  };
}

function rotatedOutcome(
  { version, expires }: { readonly version: number; readonly expires: string },
  { all }: HeldArchives,
  { keys, resigned }: RotationPlan,
  resumed: Resumed | null,
): Outcome<Rotated> {
  return {
    status: "done",
    changed: "yes",
    outputs: { "root-version": version, "root-expires": expires },
    data: {
      outcome: "rotated",
      version,
      expires,
      keys: keys.map(({ role, fresh, replaced }) => ({ role, keyid: fresh.keyid, replaced })),
      archives: all.map(({ path }) => path),
      resigned: Object.keys(resigned.targets),
      resumed,
    },
  };
}

function interruptedBefore({ outcome, adopted, files }: Resumed): string {
  const kept = adopted.length === 0 ? "" : ` The keys ${adopted.join(", ")} were taken into the archive.`;
  return outcome === "undone"
    ? `An interrupted rotation was undone.${kept}`
    : `An interrupted run had left ${files.join(", ")}.${kept}`;
}
