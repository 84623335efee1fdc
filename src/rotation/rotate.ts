// A whole rotation: what an earlier one left is ended first; then everything is read, verified, decided and shown,
// and only when the owner agrees is anything written.

import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import { ToolError } from "../errors/tool-error.ts";
import { showableRoots } from "../verified/verified-roots.ts";
import { carryOut } from "./carry-out.ts";
import { signedPlan } from "./elsewhere.ts";
import { type HeldArchives, holdArchives } from "./held-archives.ts";
import { endInterrupted, saysOf, workOf } from "./interrupted.ts";
import { planRotation } from "./plan.ts";
import { planTitle, question, type Rotated, type RotatedKeyLine, rotationPlanBlocks } from "./report.ts";
import type { Resumed } from "./resume.ts";
import { readRotationInput } from "./rotation-input.ts";
import { type RotationRequest, replacesOf } from "./rotation-request.ts";

/** @throws {ToolError} what stands in the way, nothing changed; or what became of it, and what to run next. */
export async function rotate(ctx: Context, request: RotationRequest): Promise<Outcome<Rotated>> {
  const archives = await holdArchives(request.rootFile, request.targetsFile, request.rootSource);
  try {
    const resumed = await endInterrupted(ctx, archives, request);
    if (!resumed) return await rotateNow(ctx, request, archives, null);
    if (resumed.outcome === "finished" && covers(resumed, request)) return await finished(ctx, archives, resumed);
    ctx.log.warning(saysOf(resumed));
    return await rotateNow(ctx, request, archives, resumed).catch((error: unknown) => {
      throw error instanceof ToolError ? afterwards(error, resumed) : error;
    });
  } finally {
    await archives.release();
  }
}

async function rotateNow(
  ctx: Context,
  request: RotationRequest,
  archives: HeldArchives,
  resumed: Resumed | null,
): Promise<Outcome<Rotated>> {
  const input = await readRotationInput(ctx, request);
  const plan = await planRotation(ctx, request, input, archives);
  // Before they are made.
  const unencrypted = archives.all.filter(({ isThere, isPlain }) => !isThere && isPlain).map(({ path }) => path);
  const about = { title: planTitle(ctx, plan, request), blocks: rotationPlanBlocks(request, plan, archives) };
  await ctx.confirm(about, question(plan, request));
  // The run's own time stood still while a person was asked, and its clock may be minutes off.
  const startedAt = new Date(ctx.clock.factoryTime());
  const { roots } = await carryOut(
    ctx,
    request,
    input,
    archives,
    await signedPlan(ctx, request, input, plan),
    startedAt,
  );
  return outcome(roots.prod.signed, {
    outcome: "rotated",
    keys: plan.keys.map(({ role, keyid, fresh, replaced }) => {
      const isFirst = role === "root" ? request.firstTime : replaced === null;
      return { role, keyid, replaced, archive: fresh && archives.of(role).path, isFirst };
    }),
    archives: archives.all.map(({ path }) => path),
    unencrypted,
    resigned: Object.keys(plan.resigned.targets),
    resumed,
  });
}

/** Was the interrupted rotation the one that is asked for now? */
function covers({ replaces, elsewhere }: Resumed, request: RotationRequest): boolean {
  if ((request.elsewhere?.keyid ?? null) !== elsewhere) return false;
  return replacesOf(request).every((what) => replaces.includes(what));
}

async function finished(ctx: Context, archives: HeldArchives, resumed: Resumed): Promise<Outcome<Rotated>> {
  const { signed } = (await showableRoots(ctx)).prod;
  const line = (keyid: string, isElsewhere: boolean): RotatedKeyLine => {
    const role = signed.roles.root.keyids.includes(keyid) ? "root" : "targets";
    return { role, keyid, replaced: null, archive: isElsewhere ? null : archives.of(role).path, isFirst: false };
  };
  const { keyids, elsewhere } = resumed;
  return outcome(signed, {
    outcome: "finished",
    keys: [...keyids.map((keyid) => line(keyid, false)), ...(elsewhere === null ? [] : [line(elsewhere, true)])],
    archives: archives.all.map(({ path }) => path),
    unencrypted: [],
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

/** What was ended first stays ended, whatever became of the rest. */
function afterwards(error: ToolError, { outcome: ended, changed, files, replaces }: Resumed): ToolError {
  if (error.changed !== "no" || (!changed && files.length === 0)) return error;
  const after = ended === "nothing" ? "" : `Before that, an interrupted ${workOf(replaces)} was ${ended}.`;
  return error.extended({ after, changed: "yes" });
}
