// Roots that everything else is verified with: read in one round trip, then the chain from the trusted root, both
// flavours, pins, expiry.

import type { Context, Trust } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient } from "../factory/types.ts";
import { requestsSent } from "../keys/sources/network-wait.ts";
import { daysLeftText } from "../report/days.ts";
import { MAX_BYTES, MAX_ROOT_VERSIONS } from "../tuf/devices/limits.ts";
import { daysUntil, daysUntilExpiry, isExpired, isWithinDays } from "../tuf/metadata/expiry.ts";
import { type Doc, parseRoot, type RootSigned } from "../tuf/metadata/metadata.ts";
import { docHash, pinOf, requirePinned } from "../tuf/metadata/pins.ts";
import { roleKeys, tally } from "../tuf/metadata/threshold.ts";
import { verifyProductionRoot } from "../tuf/root/flavours.ts";
import { requireUnexpiredRoot, rootKeyids, verifyRootChain } from "../tuf/root/root-chain.ts";
import { Checks } from "./checks.ts";
import { checkClock, warnOfClock } from "./clock.ts";
import {
  type RootsPurpose,
  refusedByDevices,
  requireKnownOldestRoot,
  requireTakenByClients,
  requireTakenByDevices,
} from "./taken-roots.ts";

export interface VerifiedRoots {
  readonly chain: readonly Doc<RootSigned>[];
  readonly ci: Doc<RootSigned>;
  readonly prod: Doc<RootSigned>;
  /** Root-role key ids of all versions, retired ones too (T16). */
  readonly rootKeyids: ReadonlySet<string>;
}

/** The warning where there is no trusted root. */
export const TAKEN_AS_SERVED =
  "No trusted root was given, so the first root that the Factory serves is trusted. Write one with `factory-tuf root pin` on a machine you trust, and commit it.";

/** Days before expiry from which every command warns. */
const WARN_DAYS = 60;

/** Fetches; what is wrong lands in `checks`. */
export async function readRoots(
  ctx: Context,
  checks: Checks,
  purpose: RootsPurpose = "release",
): Promise<VerifiedRoots | undefined> {
  const fetching = checks.fetched(fetchRoots(ctx.factory, ctx.trust));
  decideOnTrustedKeys(ctx.trust).catch(() => {});
  const served = await fetching;
  const roots = served && verifyRoots(served, ctx.trust, ctx.now, checks, purpose);
  if (roots) ctx.log.debug?.(provenText(roots, ctx.trust));
  return roots;
}

function provenText({ chain, prod }: VerifiedRoots, { root }: Trust): string {
  const [first, newest] = [chain[0]!.signed.version, chain.at(-1)!.signed.version];
  const from = root ? `the trusted root, version ${root.signed.version}` : "the first root as served";
  return `Proven from ${from}: CI roots ${first} to ${newest}, production root ${prod.signed.version} (expires ${prod.signed.expires})`;
}

/** The verified roots, expired ones too, for commands that only show. @throws {ToolError} all blockers at once. */
export function showableRoots(ctx: Context): Promise<VerifiedRoots> {
  return allRoots(ctx, "show", warnOfClock);
}

/** The same for whoever takes them for trusted. @throws {ToolError} what devices refuse among them. */
export function trustableRoots(ctx: Context): Promise<VerifiedRoots> {
  return allRoots(ctx, "trust", warnOfClock);
}

/** The same for root work, which a wrong clock stops. @throws {ToolError} `clock-wrong` among them. */
export function workableRoots(ctx: Context): Promise<VerifiedRoots> {
  return allRoots(ctx, "root-work", checkClock);
}

async function allRoots(ctx: Context, purpose: RootsPurpose, judgeClock: typeof checkClock): Promise<VerifiedRoots> {
  const checks = new Checks();
  const roots = await readRoots(ctx, checks, purpose);
  judgeClock(ctx, checks, { roots });
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

interface ServedRoots {
  /** CI roots 1 to n as served one by one, without gaps at the end. */
  readonly ci: readonly Doc<RootSigned>[];
  readonly newestCi: Doc<RootSigned>;
  /** Null when the Factory serves none, which is normal before the first rotation. */
  readonly newestProd: Doc<RootSigned> | null;
  /** Bytes as served of the newest production root. */
  readonly prodSize: number;
}

/** So many versions are asked for at once where it is not known how many there are, or that they are what they claim. */
export const ROOT_BATCH = 32;
/** Without a trusted root these many versions are asked for before the newest is known. */
const FIRST_GUESS = 4;

/** The versions that are asked for before the newest is known: one more than the trusted one. */
export function firstGuess(trustedVersion: number | null): number {
  return trustedVersion === null ? FIRST_GUESS : trustedVersion + 1;
}

/** The versions 1 to n of the root, each asked for once. Where the walk ends its caller decides. */
export class RootWalk<Answer> {
  readonly #read: (version: number) => Promise<Answer>;
  readonly #served: Answer[] = [];

  /** @param read one version; what it makes of an error or a 404 is its own. */
  constructor(read: (version: number) => Promise<Answer>) {
    this.#read = read;
  }

  get served(): readonly Answer[] {
    return this.#served;
  }

  /** Asks for the versions up to `version` that were not asked for yet. @throws what the reader throws. */
  async upTo(version: number, atOnce = Number.POSITIVE_INFINITY): Promise<void> {
    while (this.#served.length < version) {
      const from = this.#served.length + 1;
      const wanted = Array.from({ length: Math.min(version - from + 1, atOnce) }, (_, index) => from + index);
      this.#served.push(...(await Promise.all(wanted.map((one) => this.#read(one)))));
    }
  }
}

/** One round trip where nothing has changed since the trusted root. @throws {ToolError} whatever a call or a parser throws. */
async function fetchRoots(client: FactoryClient, { root }: Trust): Promise<ServedRoots> {
  const guess = firstGuess(root?.signed.version ?? null);
  if (guess > MAX_ROOT_VERSIONS) throw tooMany(guess);
  const walk = new RootWalk((version) => client.root("ci", version));
  const [newestCi, newestProd] = await Promise.all([client.root("ci"), client.root("prod"), walk.upTo(guess)]);
  if (!newestCi) throw noRoot();
  const newest = parseRoot(newestCi, "CI root");
  const { version } = newest.signed;
  if (version > MAX_ROOT_VERSIONS) throw tooMany(version);
  // A device asks until it gets a 404; one more than the newest is asked for, so that a stale "newest" shows.
  await walk.upTo(version + 1, ROOT_BATCH);
  const served = walk.served.map((root, index) => root && parseRoot(root, `CI root ${index + 1}`));
  return {
    ci: withoutGaps(served),
    newestCi: newest,
    newestProd: newestProd && parseRoot(newestProd, "production root"),
    prodSize: newestProd?.size ?? 0,
  };
}

/** Drops the 404 at the end; one in the middle is a gap that no device can pass. */
function withoutGaps(served: readonly (Doc<RootSigned> | null)[]): Doc<RootSigned>[] {
  const last = served.findLastIndex((root) => root !== null);
  return served.slice(0, last + 1).map((root, index) => {
    if (root) return root;
    throw new ToolError("root-chain-gap", {
      happened: `The Factory serves root version ${last + 1} but not version ${index + 1}.`,
      next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor.",
    });
  });
}

function noRoot(): ToolError {
  return new ToolError("root-chain-gap", {
    happened: "The Factory serves no root.json.",
    next: "Check the Factory's name and the API address.",
  });
}

function tooMany(version: number): ToolError {
  return new ToolError("root-chain-broken", {
    happened: `The root chain has ${version} versions, but at most ${MAX_ROOT_VERSIONS} are supported.`,
    next: "Keep a copy of the newest root and ask the vendor.",
  });
}

function verifyRoots(
  served: ServedRoots,
  trust: Trust,
  now: Date,
  checks: Checks,
  purpose: RootsPurpose,
): VerifiedRoots | undefined {
  const chain = checks.proven(() => verifyRootChain(served.ci, served.newestCi, trust.root));
  if (!chain) return undefined;
  if (!trust.root) checks.warn(TAKEN_AS_SERVED);
  const prod = served.newestProd ?? (chain.newest.signed.version === 1 ? chain.newest : undefined);
  const proven = checks.proven(() => {
    requirePinnedRoots(chain.roots, prod, trust);
    if (!prod) throw noProductionRoot(chain.newest.signed.version);
    verifyProductionRoot(prod, chain.roots);
    if (purpose === "release") requireUnexpiredRoot(prod, now);
    return prod;
  });
  if (!proven) return undefined;
  warnOfExpiry(proven, now, checks);
  if (served.prodSize > MAX_BYTES.root) {
    const error = refusedByDevices(`The production root has ${served.prodSize} bytes, more than ${MAX_BYTES.root}`);
    if (purpose === "show") checks.warn(error.happened);
    else checks.block(error);
  }
  requireTakenByDevices([proven, chain.newest], purpose, checks);
  requireKnownOldestRoot(proven, trust, purpose, checks);
  requireTakenByClients(chain.roots, trust, purpose, checks);
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
      next: "This is a different root history. Do not sign. Keep a copy and ask the vendor.",
    });
  }
  requirePinned(newest, pinOf(pins, "ci-root"));
  if (prod) requirePinned(prod, pinOf(pins, "prod-root"));
}

function warnOfExpiry(root: Doc<RootSigned>, now: Date, checks: Checks): void {
  const at = new Date(root.signed.expires);
  if (!isWithinDays(at, WARN_DAYS, now)) return;
  checks.warn(
    isExpired(root.signed, now)
      ? `The production root expired at ${root.signed.expires}. Since then devices refuse all updates. Rotate the root key on its owner's machine.`
      : `The production root expires ${daysLeftText(daysUntil(at, now))}, at ${root.signed.expires}. After that devices refuse all updates. Rotate the root key on its owner's machine before then.`,
  );
}

function noProductionRoot(version: number): ToolError {
  return new ToolError("flavour-content-diverges", {
    happened: `The Factory serves CI root ${version} but no production root.`,
    next: "A root update may be in progress. Wait until it is applied, then run this again.",
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
