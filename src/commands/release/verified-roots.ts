// Roots that everything else is verified with: the chain from the trusted root, both flavours, pins, expiry.
import type { FactoryClient } from "../../factory/types.ts";
import { requestsSent } from "../../keys/network-wait.ts";
import { MAX_ROOT_BYTES } from "../../tuf/device-view.ts";
import { ToolError } from "../../tuf/errors.ts";
import { daysUntilExpiry, isExpired } from "../../tuf/expiry.ts";
import { verifyProductionRoot } from "../../tuf/flavours.ts";
import type { Doc, RootSigned } from "../../tuf/metadata.ts";
import { docHash, pinOf, requirePinned } from "../../tuf/pins.ts";
import { requireUnexpiredRoot, rootKeyids, verifyRootChain } from "../../tuf/root-chain.ts";
import { roleKeys, tally } from "../../tuf/threshold.ts";
import type { Context, Trust } from "../command.ts";
import { Checks } from "./checks.ts";
import { fetchRoots, type ServedRoots } from "./fetch-roots.ts";

export interface VerifiedRoots {
  readonly chain: readonly Doc<RootSigned>[];
  readonly ci: Doc<RootSigned>;
  readonly prod: Doc<RootSigned>;
  /** Root-role key ids of all versions, retired ones too (T16). */
  readonly rootKeyids: ReadonlySet<string>;
}

/** Days before expiry from which every command warns. */
const WARN_DAYS = 60;

/** What an expired root means: for releases the end, for whoever only looks at it a warning. */
type Expired = "refused" | "shown";

/** Fetches; what is wrong lands in `checks`. */
export async function readRoots(
  ctx: Context,
  checks: Checks,
  expired: Expired = "refused",
): Promise<VerifiedRoots | undefined> {
  const fetching = checks.fetched(fetchServed(ctx.factory, ctx.trust));
  decideOnTrustedKeys(ctx.trust).catch(() => {});
  const served = await fetching;
  return served && verifyRoots(served, ctx.trust, ctx.now, checks, expired);
}

/** The verified roots, expired ones too, for commands that only show. @throws {ToolError} all blockers at once. */
export async function showableRoots(ctx: Context): Promise<VerifiedRoots> {
  const checks = new Checks();
  const roots = await readRoots(ctx, checks, "shown");
  checks.throwIfBlocked();
  for (const warning of checks.warnings) ctx.log.warning(warning);
  return roots!;
}

/**
 * Uses the time in which the network is waited for: to decide whether a key may count costs as much as many
 * signatures, the decisions are kept, and the roots to come list mostly the keys of the trusted one. The first
 * signature to be checked, which costs most, is its own.
 * @throws {ToolError} what verifying the roots will throw as well.
 */
async function decideOnTrustedKeys({ root }: Trust): Promise<void> {
  if (!root) return;
  await requestsSent();
  tally(root, root, "root");
  roleKeys(root.signed, "targets", root.where);
}

function fetchServed(client: FactoryClient, trust: Trust): Promise<ServedRoots> {
  return fetchRoots(client, trust.root?.signed.version ?? null);
}

function verifyRoots(
  served: ServedRoots,
  trust: Trust,
  now: Date,
  checks: Checks,
  expired: Expired,
): VerifiedRoots | undefined {
  const chain = checks.proven(() => verifyRootChain(served.ci, served.newestCi, trust.root));
  if (!chain) return undefined;
  if (!trust.root) {
    checks.warn(
      "No trusted root was given: the first root is taken as served. Write one with `factory-tuf root pin` on a machine you trust, and commit it.",
    );
  }
  const prod = served.newestProd ?? (chain.newest.signed.version === 1 ? chain.newest : undefined);
  const proven = checks.proven(() => {
    requirePinnedRoots(chain.roots, prod, trust);
    if (!prod) throw noProductionRoot(chain.newest.signed.version);
    verifyProductionRoot(prod, chain.roots);
    if (expired === "refused") requireUnexpiredRoot(prod, now);
    return prod;
  });
  if (!proven) return undefined;
  warnOfExpiry(proven, now, checks);
  if (served.prodSize > MAX_ROOT_BYTES) {
    checks.warn(`The production root has ${served.prodSize} bytes; devices read at most ${MAX_ROOT_BYTES}.`);
  }
  return { chain: chain.roots, ci: chain.newest, prod: proven, rootKeyids: rootKeyids(chain.roots) };
}

function requirePinnedRoots(
  chain: readonly Doc<RootSigned>[],
  prod: Doc<RootSigned> | undefined,
  { pins }: Trust,
): void {
  if (!pins) return;
  const [first, newest] = [chain[0]!, chain.at(-1)!];
  if (docHash(first) !== pins.firstRoot) {
    throw new ToolError("root-untrusted", {
      happened: `The first root as served (sha256 ${docHash(first)}) is not the pinned one (${pins.firstRoot}).`,
      next: "Somebody serves another history. Sign nothing, keep a copy and ask the vendor.",
    });
  }
  requirePinned(newest, pinOf(pins, "ci-root"));
  if (prod) requirePinned(prod, pinOf(pins, "prod-root"));
}

function warnOfExpiry(root: Doc<RootSigned>, now: Date, checks: Checks): void {
  const days = daysUntilExpiry(root.signed, now);
  if (days > WARN_DAYS) return;
  checks.warn(
    isExpired(root.signed, now)
      ? `The production root expired at ${root.signed.expires}; devices refuse all updates since then. Rotate the root key on its owner's machine.`
      : `The production root expires in ${days} days, at ${root.signed.expires}; after that devices refuse all updates. Rotate the root key on its owner's machine before then.`,
  );
}

function noProductionRoot(version: number): ToolError {
  return new ToolError("flavour-content-diverges", {
    happened: `The Factory serves CI root ${version} but no production root.`,
    next: "A root update may be under way: wait until it is applied, then run this again.",
  });
}

/**
 * For commands that only show what the Factory says: the roots are verified all the same (T4).
 * @throws {ToolError} all blockers at once.
 */
export async function checkRoots(ctx: Context): Promise<Readonly<Record<string, string | number>>> {
  return rootOutputs(await showableRoots(ctx), ctx.now);
}

/** The Action's outputs about the root (INTERFACE, Action outputs). */
export function rootOutputs({ prod }: VerifiedRoots, now: Date): Readonly<Record<string, string | number>> {
  return {
    "root-version": prod.signed.version,
    "root-expires": prod.signed.expires,
    "root-days-left": daysUntilExpiry(prod.signed, now),
  };
}
