// Everything a release depends on, read in one round trip and verified from the trusted root. What is
// wrong lands in `checks`; nothing here needs or touches a key.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient, Fetched, RootUpdates, User, Wave } from "../factory/types.ts";
import { isObject } from "../json/object.ts";
import type { OnlineDocumentRole } from "../tuf/devices/online-documents.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import type { KeyJson } from "../tuf/metadata/key.ts";
import { type Doc, parseTargets, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { pinnedTags, pinOf } from "../tuf/metadata/pins.ts";
import { verifyCiTargets } from "../tuf/targets/ci-targets.ts";
import { verifyProductionTargets } from "../tuf/targets/production.ts";
import { type Checks, unlessForbidden } from "./checks.ts";
import { checkClock } from "./clock.ts";
import { MAX_ONLINE_TAGS, type OnlineAnswers, proveOnline } from "./online-documents.ts";
import { productionOf, type SizedTargets, servedTags, targetsOfWave } from "./released-targets.ts";
import { readRoots, type VerifiedRoots } from "./verified-roots.ts";

export interface FactoryState {
  readonly roots: VerifiedRoots;
  readonly ciTargets: Doc<TargetsSigned>;
  /** Key id of the online targets key, proven to be listed. */
  readonly onlineKeyid: string;
  /** Verified production targets of the tag; null before the first release. */
  readonly production: SizedTargets | null;
  /** The Wave of the name asked for, with its targets; null when there is none. */
  readonly wave: Wave | null;
  /** Waves of the tag as listed, without targets: active ones, or all recent ones when no name was known. */
  readonly listed: readonly Wave[];
  /** Active Waves of the tag. */
  readonly activeWaves: readonly Wave[];
  /** Null when the token may not see it. */
  readonly updates: RootUpdates | null;
  /** Null when the token may not see itself. */
  readonly user: User | null;
}

/** What could be read and proven; what is missing is explained by a blocker. */
export type PartialState = { readonly [K in keyof FactoryState]: FactoryState[K] | undefined };

export interface StateRequest {
  /** Null: the production targets of all tags are verified, and none is chosen. */
  readonly tag: string | null;
  /** Null when the name is not known yet. */
  readonly wave: string | null;
}

export async function readState(ctx: Context, { tag, wave }: StateRequest, checks: Checks): Promise<PartialState> {
  const { factory } = ctx;
  const [roots, ci, onlineKey, production, found, listed, updates, user, online] = await Promise.all([
    readRoots(ctx, checks),
    checks.fetched(factory.ciTargets().then((fetched) => parseTargets(fetched, "CI targets"))),
    checks.fetched(factory.ciTargetsKey()),
    checks.fetched(factory.prodTargets(tag === null ? [] : [tag])),
    checks.fetched(wave === null ? Promise.resolve(null) : factory.wave(wave, { showTargets: true })),
    checks.fetched(listWaves(ctx, tag, wave === null)),
    checks.fetched(unlessForbidden(factory.updates())),
    checks.fetched(unlessForbidden(factory.self())),
    tag === null ? null : fetchOnline(factory, tag, checks),
  ]);
  const proven =
    roots &&
    production &&
    (tag === null
      ? proveAllTags(ctx, roots, production, checks)
      : proveProduction(ctx, tag, roots, production, checks));
  if (roots && production) {
    const tags = tag !== null ? [tag] : servedTags(production).slice(0, MAX_ONLINE_TAGS);
    await Promise.all(tags.map((each) => proveOnlineOf(ctx, each, roots, production, online, checks)));
  }
  const onlineKeyid = proveCiTargets(ctx, { roots, ci, onlineKey, production: proven, wave: found }, checks);
  // Proven; what they were proven with is as large as they are.
  ci?.forgetForms();
  proven?.doc.forgetForms();
  noteUpdates(updates ?? null, checks);
  checkClock(ctx, checks, { roots, updates, waves: [found, ...(listed ?? [])] });
  return {
    roots,
    ciTargets: ci,
    onlineKeyid,
    production: proven,
    wave: found,
    listed,
    activeWaves: listed?.filter(({ status }) => status === "active"),
    updates,
    user,
  };
}

async function proveOnlineOf(
  ctx: Context,
  tag: string,
  { prod }: VerifiedRoots,
  production: Fetched,
  read: OnlineAnswers | null,
  checks: Checks,
): Promise<void> {
  const fetch = () => fetchOnline(ctx.factory, tag, checks);
  await proveOnline(ctx, { tag, root: prod, production, answers: read ?? (await fetch()), fetch }, checks);
}

/** One round trip; what fails is in `checks`. */
export async function fetchOnline(client: FactoryClient, tag: string, checks: Checks): Promise<OnlineAnswers> {
  const ask = (role: OnlineDocumentRole) =>
    checks.fetched<Fetched | null | "forbidden">(orForbidden(client.roleDocument(role, tag, "prod")));
  const [snapshot, timestamp] = await Promise.all([ask("snapshot"), ask("timestamp")]);
  return { snapshot, timestamp };
}

async function orForbidden(call: Promise<Fetched | null>): Promise<Fetched | null | "forbidden"> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ToolError && error.code === "http-forbidden") return "forbidden";
    throw error;
  }
}

async function listWaves({ factory }: Context, tag: string | null, finished: boolean): Promise<readonly Wave[]> {
  const page = { limit: 100, page: 1, ...(tag === null ? {} : { tag }) };
  const { waves } = await factory.waves(finished && tag !== null ? page : { ...page, status: "active" });
  // Not every server filters; a Wave of another tag does not concern this release.
  return waves.filter((wave) => tag === null || wave.tag === tag);
}

function proveProduction(
  ctx: Context,
  tag: string,
  roots: VerifiedRoots,
  fetched: Fetched,
  checks: Checks,
): SizedTargets | null | undefined {
  const production = checks.proven(() => {
    const found = productionOf(fetched, tag);
    verifyProductionTargets(found?.doc ?? null, tag, roots.prod, ctx.trust.pins);
    return found;
  });
  if (production && isExpired(production.doc.signed, ctx.now)) {
    checks.warn(
      `The production targets for tag ${tag} expired at ${production.doc.signed.expires}. Devices refuse them until a new Wave is completed.`,
    );
  }
  return production;
}

/** Nothing is released without a tag, so there is no production to build on; but all that is served or pinned must verify. */
function proveAllTags(ctx: Context, roots: VerifiedRoots, fetched: Fetched, checks: Checks): null {
  const served = isObject(fetched.value) ? Object.keys(fetched.value) : [];
  for (const tag of new Set([...served, ...pinnedTags(ctx.trust.pins)]))
    proveProduction(ctx, tag, roots, fetched, checks);
  return null;
}

/** What of it was read; what was not is among the blockers already. */
interface CiTargetsRead {
  readonly roots: VerifiedRoots | undefined;
  readonly ci: Doc<TargetsSigned> | undefined;
  readonly onlineKey: KeyJson | undefined;
  readonly production: SizedTargets | null | undefined;
  readonly wave: Wave | null | undefined;
}

function proveCiTargets(
  ctx: Context,
  { roots, ci, onlineKey, production, wave }: CiTargetsRead,
  checks: Checks,
): string | undefined {
  if (!roots || !ci || !onlineKey) return undefined;
  const { pins } = ctx.trust;
  const proof = checks.proven(() => {
    const released = [production?.doc, wave?.targets && targetsOfWave(wave).doc].filter((doc) => doc !== undefined);
    return verifyCiTargets(ci, { ciRoot: roots.ci, onlineKey, pin: pinOf(pins, "ci-targets"), released, now: ctx.now });
  });
  if (ci.portability) {
    checks.warn(
      `CI targets: the value at ${ci.portability.pointer} ${ci.portability.says}, which not every reader encodes alike.`,
    );
  }
  for (const { pointer, says } of ci.problems.slice(0, 5)) checks.warn(`CI targets: at ${pointer || "/"}, ${says}.`);
  return proof?.onlineKeyid;
}

function noteUpdates(updates: RootUpdates | null, checks: Checks): void {
  if (updates?.status === "STARTED") {
    checks.warn(
      "A transaction of TUF root updates is open. If it changes targets keys, it cannot be applied while a Wave is active.",
    );
  }
  if (updates?.status === "APPLYING") {
    checks.block(
      new ToolError("blocked", {
        happened: "A TUF root update is being applied right now. Until it ends, the server does not sign.",
        next: "Wait until it is applied, then run this again.",
      }),
    );
  }
}
