// What an earlier run left beside the archives is ended before new work begins.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { leftoversOf } from "../keys/archive/archive-file.ts";
import { readRecord } from "../keys/archive/rotation-record.ts";
import { lookAtClock } from "../verified/clock.ts";
import type { HeldArchives } from "./held-archives.ts";
import { type Resumed, resumeRotation } from "./resume.ts";
import type { RotationRequest } from "./rotation-request.ts";

/**
 * @returns what became of it; null where nothing was left.
 * @throws {ToolError} as {@link resumeRotation}.
 */
export async function endInterrupted(
  ctx: Context,
  archives: HeldArchives,
  request: Pick<RotationRequest, "shortenExpiry">,
): Promise<Resumed | null> {
  if (!(await hasLeftovers(archives))) return null;
  await lookAtClock(ctx);
  return resumeRotation(ctx, archives, request);
}

/**
 * The same for a command that asks nobody: what was signed already is not applied in passing.
 * @throws {ToolError} `keys-leftover` where it would have to be; else as {@link resumeRotation}.
 */
export async function undoInterrupted(ctx: Context, archives: HeldArchives): Promise<void> {
  const { root } = archives;
  const record = await readRecord(root.path);
  if (record?.staged) {
    throw new ToolError("keys-leftover", {
      happened: `An earlier key rotation was interrupted after signing: ${record.message}`,
      next: `Run \`${root.resume.command}\` first. It finishes or undoes it.`,
    });
  }
  const resumed = await endInterrupted(ctx, archives, { shortenExpiry: false });
  if (resumed) ctx.log.warning(saysOf(resumed));
}

export function saysOf({ outcome, why, replaces, adopted, files }: Resumed): string {
  const kept = adopted.length === 0 ? "" : ` The keys ${adopted.join(", ")} were taken into the archive.`;
  if (outcome === "finished")
    return `An interrupted rotation (${replaces.join(", ")}) was finished first. Your rotation follows now.`;
  if (outcome === "undone")
    return `An interrupted ${workOf(replaces)} was undone.${why === null ? "" : ` ${why}`}${kept}`;
  return `An interrupted run left ${files.join(", ")}.${kept}`;
}

/** What was interrupted, in words. */
export function workOf(replaces: readonly string[]): string {
  return replaces.length === 0 ? "beginning of a transaction" : "rotation";
}

async function hasLeftovers({ root, all }: HeldArchives): Promise<boolean> {
  if (await readRecord(root.path)) return true;
  const leftovers = await Promise.all(all.map(({ path }) => leftoversOf(path)));
  return leftovers.some(({ ours, vendors }) => ours !== null || vendors !== null);
}
