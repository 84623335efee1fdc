// A whole rotation: what an earlier one left is ended first; then everything is read, verified, decided and shown,
// and only when the owner agrees is anything written.
import { leftoversOf } from "../../keys/archive-file.ts";
import { readRecord } from "../../keys/rotation-record.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context, Outcome } from "../command.ts";
import { showableRoots } from "../release/verified-roots.ts";
import { carryOut } from "./carry-out.ts";
import { type HeldArchives, holdArchives } from "./held-archives.ts";
import { planRotation } from "./plan.ts";
import { planBlocks, planTitle, question } from "./report.ts";
import { type Resumed, resumeRotation } from "./resume.ts";
import { readScene } from "./scene.ts";
import { type RotationWish, replacesOf } from "./wish.ts";

export interface Rotated {
  /** `finished`: an earlier run's rotation was seen through, and no further one was made. */
  readonly outcome: "rotated" | "finished";
  readonly version: number;
  readonly expires: string;
  readonly keys: readonly RotatedKeyLine[];
  readonly archives: readonly string[];
  /** Tags whose production targets were signed again. */
  readonly resigned: readonly string[];
  readonly resumed: Resumed | null;
}

export interface RotatedKeyLine {
  readonly role: string;
  readonly keyid: string;
  readonly replaced: string | null;
  readonly archive: string;
  /** The first of its role that its owner holds. */
  readonly isFirst: boolean;
}

/** @throws {ToolError} what stands in the way, nothing changed; or what became of it, and what to run next. */
export async function rotate(ctx: Context, wish: RotationWish): Promise<Outcome<Rotated>> {
  const archives = await holdArchives(wish.rootFile, wish.targetsFile);
  try {
    const resumed = (await isInterrupted(archives)) ? await resumeRotation(ctx, archives) : null;
    if (!resumed) return await rotateNow(ctx, wish, archives, null);
    if (resumed.outcome === "finished" && covers(resumed, wish)) return await finished(ctx, archives, resumed);
    ctx.log.warning(saysOf(resumed));
    return await rotateNow(ctx, wish, archives, resumed).catch((error: unknown) => {
      throw error instanceof ToolError ? afterwards(error, resumed) : error;
    });
  } finally {
    await archives.release();
  }
}

async function rotateNow(
  ctx: Context,
  wish: RotationWish,
  archives: HeldArchives,
  resumed: Resumed | null,
): Promise<Outcome<Rotated>> {
  const beganAt = performance.now();
  const scene = await readScene(ctx, wish);
  const plan = await planRotation(ctx, wish, scene, archives);
  const about = { title: planTitle(ctx, plan, wish), blocks: planBlocks(wish, plan, archives) };
  await ctx.confirm(about, question(plan, wish));
  // The run's clock stood still while a person was asked.
  const startedAt = new Date(ctx.now.getTime() + performance.now() - beganAt);
  const { roots } = await carryOut(ctx, wish, scene, archives, plan, startedAt);
  return outcome(roots.prod.signed, {
    outcome: "rotated",
    keys: plan.keys.map(({ role, fresh: { keyid }, replaced }) => {
      const isFirst = role === "root" ? wish.firstTime : replaced === null;
      return { role, keyid, replaced, archive: archives.of(role).path, isFirst };
    }),
    archives: archives.all.map(({ path }) => path),
    resigned: Object.keys(plan.resigned.targets),
    resumed,
  });
}

async function isInterrupted({ root, all }: HeldArchives): Promise<boolean> {
  if (await readRecord(root.path)) return true;
  const leftovers = await Promise.all(all.map(({ path }) => leftoversOf(path)));
  return leftovers.some(({ ours, vendors }) => ours !== null || vendors !== null);
}

/** Was the interrupted rotation the one that is asked for now? */
function covers({ replaces }: Resumed, wish: RotationWish): boolean {
  return replacesOf(wish).every((what) => replaces.includes(what));
}

async function finished(ctx: Context, archives: HeldArchives, resumed: Resumed): Promise<Outcome<Rotated>> {
  const { signed } = (await showableRoots(ctx)).prod;
  const line = (keyid: string): RotatedKeyLine => {
    const role = signed.roles.root.keyids.includes(keyid) ? "root" : "targets";
    return { role, keyid, replaced: null, archive: archives.of(role).path, isFirst: false };
  };
  return outcome(signed, {
    outcome: "finished",
    keys: resumed.keyids.map(line),
    archives: archives.all.map(({ path }) => path),
    resigned: [],
    resumed,
  });
}

function outcome(
  { version, expires }: { readonly version: number; readonly expires: string },
  data: Omit<Rotated, "version" | "expires">,
): Outcome<Rotated> {
  const outputs = { "root-version": version, "root-expires": expires };
  return { status: "done", changed: "yes", outputs, data: { ...data, version, expires } };
}

function saysOf({ outcome: ended, why, replaces, adopted, files }: Resumed): string {
  const kept = adopted.length === 0 ? "" : ` The keys ${adopted.join(", ")} were taken into the archive.`;
  if (ended === "finished")
    return `An interrupted rotation (${replaces.join(", ")}) was finished first. It is not the one that was asked for now, which follows.`;
  if (ended === "undone") return `An interrupted rotation was undone.${why === null ? "" : ` ${why}`}${kept}`;
  return `An interrupted run had left ${files.join(", ")}.${kept}`;
}

/** What was ended first stays ended, whatever became of the rest. */
function afterwards(error: ToolError, { outcome: ended, changed, files }: Resumed): ToolError {
  if (error.changed !== "no" || (!changed && files.length === 0)) return error;
  const before = ended === "nothing" ? "" : ` Before that, an interrupted rotation was ${ended}.`;
  return new ToolError(
    error.code,
    { happened: `${error.happened}${before}`, changed: "yes", next: error.next },
    { cause: error },
  );
}
