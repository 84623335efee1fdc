// Where all work on a transaction begins: the verified newest roots, the transaction as the Factory shows it, and its
// staged roots held against the verified ones (T8).

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient, RootUpdates } from "../factory/types.ts";
import { parseJson } from "../json/json.ts";
import { isObject, own } from "../json/object.ts";
import { Doc, parseRoot, type RootSigned } from "../tuf/metadata/metadata.ts";
import { MIN_PRODUCTION_THRESHOLD } from "../tuf/root/flavours.ts";
import { productionOfRoot } from "../tuf/root/root-edit.ts";
import type { OnlineKeyids } from "../tuf/root/staged-keys.ts";
import { requireStagedFrom } from "../tuf/root/staged-root.ts";
import { Checks } from "../verified/checks.ts";
import { checkClock } from "../verified/clock.ts";
import { readRoots, type VerifiedRoots } from "../verified/verified-roots.ts";

/** One staged root as it will be sent again: `signed` and signatures, and what else stood beside them. */
export interface StagedRoot {
  readonly doc: Doc<RootSigned>;
  /** Members of the top level other than `signed` and `signatures`, e.g. `targets-signatures`. */
  readonly beside: Readonly<Record<string, unknown>>;
}

/** What the Factory says is staged, parsed and not yet held against anything. */
export interface ParsedUpdates {
  readonly updates: RootUpdates;
  readonly ci: StagedRoot;
  /** Null until the first PUT. */
  readonly prod: StagedRoot | null;
  readonly online: { readonly current: OnlineKeyids; readonly updated: OnlineKeyids };
}

/** A transaction whose staged roots may be signed, edited and applied. */
export interface RootWork {
  readonly roots: VerifiedRoots;
  readonly ci: StagedRoot;
  /** As staged, or as it follows from the CI root before the first PUT. */
  readonly prod: StagedRoot;
  readonly isProdStaged: boolean;
  readonly online: ParsedUpdates["online"];
  readonly updates: RootUpdates;
}

/**
 * Reads roots and transaction in one round trip and verifies both. Expired roots are no obstacle: this is their repair.
 * @throws {ToolError} `transaction-missing`, `transaction-busy`, what does not verify, or T8's refusals. Nothing was
 *   changed.
 */
export async function readStaged(ctx: Context): Promise<RootWork> {
  ctx.progress("Reading and verifying the roots and the transaction");
  const checks = new Checks();
  const [roots, updates] = await Promise.all([
    readRoots(ctx, checks, "root-work"),
    checks.fetched(ctx.factory.updates()),
  ]);
  // While updates are being applied the two flavours may differ for a moment, and that is not what to say then.
  if (updates?.status === "APPLYING") throw busy();
  if (updates?.status === "NONE") checks.block(noTransaction());
  checkClock(ctx, checks, { roots, updates });
  checks.throwIfBlocked();
  if (!roots || !updates) throw new Error("a missing part is a blocker");
  for (const warning of checks.warnings) ctx.log.warning(warning);
  return heldAgainst(roots, parseUpdates(updates));
}

/**
 * The transaction read again, for whoever has just changed it; the roots are those verified before.
 * @throws {ToolError} as {@link readStaged}.
 */
export async function readStagedAgain(factory: FactoryClient, roots: VerifiedRoots): Promise<RootWork> {
  const updates = await factory.updates();
  if (updates.status === "APPLYING") throw busy();
  if (updates.status === "NONE") throw noTransaction();
  return heldAgainst(roots, parseUpdates(updates));
}

/** @throws {ToolError} T8's refusals. */
export function heldAgainst(roots: VerifiedRoots, { updates, ci, prod, online }: ParsedUpdates): RootWork {
  requireStagedFrom(roots.ci, { ci: ci.doc, prod: prod?.doc ?? null }, online);
  return {
    roots,
    updates,
    ci,
    prod: prod ?? { doc: unsigned("the staged production root", derivedProduction(roots, ci.doc.signed)), beside: {} },
    isProdStaged: prod !== null,
    online,
  };
}

/** @throws {ToolError} `metadata-malformed`, `transaction-missing` when nothing is staged. */
export function parseUpdates(updates: RootUpdates): ParsedUpdates {
  const { current, updated } = updates;
  if (!updated) throw noTransaction();
  return {
    updates,
    ci: parseStaged(updated["ci-root"], "the staged CI root"),
    prod: updated["prod-root"] === "" ? null : parseStaged(updated["prod-root"], "the staged production root"),
    online: { current: onlineKeyids(current["online-keys"]), updated: onlineKeyids(updated["online-keys"]) },
  };
}

/** A document of ours that nobody has signed yet. */
export function unsigned(where: string, signed: RootSigned): Doc<RootSigned> {
  return new Doc(where, signed, [], []);
}

/** The threshold of the newest production root, which a transaction keeps until somebody sets another one. */
export function keptThreshold({ prod }: VerifiedRoots): number {
  return Math.max(MIN_PRODUCTION_THRESHOLD, prod.signed.roles.targets.threshold);
}

function derivedProduction(roots: VerifiedRoots, ci: RootSigned): RootSigned {
  return productionOfRoot(ci, keptThreshold(roots));
}

function parseStaged(text: string, where: string): StagedRoot {
  const json = parseJson(text, where);
  const doc = parseRoot(json, where);
  const { signed: _signed, signatures: _signatures, ...beside } = isObject(json.value) ? json.value : {};
  return { doc, beside };
}

function onlineKeyids(value: unknown): OnlineKeyids {
  const keyid = (role: string): string => {
    const found = isObject(value) ? own(value, role) : undefined;
    if (typeof found === "string" && found !== "") return found;
    throw new ToolError("metadata-malformed", {
      happened: `The Factory does not say which online ${role} key belongs to the transaction.`,
      next: "Run this again; if that does not help, ask the vendor.",
    });
  };
  return { targets: keyid("targets"), snapshot: keyid("snapshot"), timestamp: keyid("timestamp") };
}

export function noTransaction(): ToolError {
  return new ToolError("transaction-missing", {
    happened: "No TUF root updates are in progress.",
    next: "Start a transaction with: factory-tuf updates init --changelog <why>.",
  });
}

function busy(): ToolError {
  return new ToolError("transaction-busy", {
    happened: "The TUF root updates are being applied right now.",
    next: "Run `factory-tuf updates apply` again to see them through, then go on.",
  });
}
