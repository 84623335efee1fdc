// Reads what can end and proves it: the roots always; of production and Waves what verifies. What does not is told
// apart, for only a verified document ends a reminder (T27).

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Fetched, Wave } from "../factory/types.ts";
import { pointerTo } from "../json/json.ts";
import { isObject, own } from "../json/object.ts";
import { quoted } from "../text/quoted.ts";
import { usableKey } from "../tuf/metadata/key.ts";
import { type Doc, parseTargets, problemsBelow, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { isTag, isWave } from "../tuf/metadata/names.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import { verifyProductionTargets } from "../tuf/targets/production.ts";
import { Checks } from "../verified/checks.ts";
import { productionOf } from "../verified/released-targets.ts";
import { showableRoots, type VerifiedRoots } from "../verified/verified-roots.ts";
import { byDate, type DueDate, productionDate, rootDates, type TargetsContext, waveDate } from "./due-date.ts";

export interface Dates {
  /** Null where nothing could be read. */
  readonly roots: VerifiedRoots | null;
  /** Of everything that verifies, nearest first. */
  readonly dates: readonly DueDate[];
  /** What could not be read or does not verify; empty when the dates are all there are. */
  readonly unproven: readonly ToolError[];
  /** Why nothing is known, not even the roots; null where they verify. */
  readonly blind: ToolError | null;
}

/** The dates, or why there are none to be seen: a reminder that sees nothing says so instead of nothing. */
export async function seenDates(ctx: Context): Promise<Dates> {
  try {
    return await readDates(ctx);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { roots: null, dates: [], unproven: [error], blind: error };
  }
}

const WAVES_PER_PAGE = 100;

/** @throws {ToolError} when the roots themselves do not verify: then nothing is known. */
async function readDates(ctx: Context): Promise<Dates> {
  const { factory, now } = ctx;
  const checks = new Checks();
  const [roots, production, waves, waveTargets, onlineKey] = await Promise.all([
    showableRoots(ctx),
    checks.fetched(factory.prodTargets([])),
    checks.fetched(factory.waves({ limit: WAVES_PER_PAGE, page: 1, status: "active" })),
    checks.fetched(factory.waveTargets([])),
    factory.ciTargetsKey().catch(unlessBug),
  ]);
  const online = onlineKey ? usableKey(onlineKey) : null;
  const context: TargetsContext = { root: roots.prod, onlineKeyid: online?.usable ? online.keyid : null, now };
  const active = waves?.waves.filter(({ status }) => status === "active") ?? [];
  return {
    roots,
    dates: byDate([
      ...rootDates(roots, now),
      ...(production ? productionDates(ctx, production, context, checks) : []),
      ...(waveTargets ? waveDates(active, waveTargets, context, checks) : []),
    ]),
    unproven: checks.blockers,
    blind: null,
  };
}

function productionDates(ctx: Context, served: Fetched, context: TargetsContext, checks: Checks): DueDate[] {
  const { pins } = ctx.trust;
  const pinned = Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
  const tags = new Set([...(isObject(served.value) ? Object.keys(served.value) : []), ...pinned]);
  return [...tags].flatMap((tag) => {
    const date = checks.proven(() => {
      if (!isTag(tag)) throw notAName("tag of production targets", tag);
      const found = productionOf(served, tag);
      verifyProductionTargets(found?.doc ?? null, tag, context.root, pins);
      return found && productionDate(tag, found.doc, context);
    });
    return date ?? [];
  });
}

function waveDates(active: readonly Wave[], served: Fetched, context: TargetsContext, checks: Checks): DueDate[] {
  return active.flatMap(({ name, tag }) => {
    const date = checks.proven(() => {
      if (!isWave(name)) throw notAName("Wave", name);
      if (!isTag(tag)) throw notAName(`tag of Wave ${name}`, tag);
      const doc = waveDocument(name, served);
      if (tally(doc, context.root, "targets").signedBy.length === 0) throw unsigned(name);
      return waveDate(name, tag, doc, context);
    });
    return date ?? [];
  });
}

function waveDocument(name: string, served: Fetched): Doc<TargetsSigned> {
  const value = isObject(served.value) ? own(served.value, name) : undefined;
  const problems = problemsBelow(served.problems, pointerTo("", name));
  return parseTargets({ value, problems }, `Wave ${name}`);
}

/** Whose key it is only decides who is named; without it everybody is. */
function unlessBug(error: unknown): null {
  if (error instanceof ToolError) return null;
  throw error;
}

function unsigned(name: string): ToolError {
  return new ToolError("threshold-not-met", {
    happened: `Wave ${name} has no valid signature by a targets key of the production root.`,
    next: `Look at it with: factory-tuf wave show ${name}.`,
  });
}

function notAName(what: string, text: string): ToolError {
  return new ToolError("metadata-malformed", {
    happened: `The ${what} is ${quoted(text)}, which is no name that this program uses.`,
    next: "Look at it with the vendor's own tool, and ask the vendor.",
  });
}
