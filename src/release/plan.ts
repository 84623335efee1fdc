// Decides what a release would sign: version, targets, expiry, digest, and everything that forbids it. Pure
// but for the state it is given.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { checkTargetsContent } from "../review/engine/check-content.ts";
import { counted } from "../text/sentence.ts";
import { sha256Digest } from "../text/sha256.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { clientsInUse } from "../tuf/devices/clients.ts";
import { type DeviceRow, plannedRows, rootsFrom } from "../tuf/devices/device-rows.ts";
import { requireAllowedTargetsMembers } from "../tuf/metadata/allowed-members.ts";
import { daysUntil, expiresBefore, inDays, isWithinDays, wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { Doc, TargetsSigned } from "../tuf/metadata/metadata.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import { hardwareLeftBehind, latestVersion } from "../tuf/metadata/version.ts";
import { vendorsRootKey } from "../tuf/root/vendors-root.ts";
import { diffTargets, type TargetsDiff } from "../tuf/targets/targets-diff.ts";
import { buildWaveTargets } from "../tuf/targets/wave-targets.ts";
import type { Checks } from "../verified/checks.ts";
import type { FactoryState } from "../verified/factory-state.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";
import { checkClients, TWO_SIGNATURES_BYTES, toBeServed } from "./client-checks.ts";
import { checkSigner } from "./signing.ts";

export interface ReleaseRequest {
  /** Null: `<tag>-<version>`. */
  readonly wave: string | null;
  readonly version: number | "latest";
  readonly tag: string;
  readonly sourceTag?: string | undefined;
  readonly prune: readonly number[];
  readonly expiresDays: number;
  /** The tag that may have its first release (T34). */
  readonly newTag?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

/** What would be signed, or was signed. */
export interface SigningPlan {
  readonly wave: string;
  readonly version: number;
  readonly tag: string;
  readonly expires: string;
  readonly signed: TargetsSigned;
  /** Canonical bytes of `signed`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of `bytes` as planned: once signed they belong to the thread that proves the signature, and are empty here. */
  readonly bytesToSign: number;
  /** `sha256:` of `bytes`. */
  readonly digest: string;
  readonly diff: TargetsDiff;
  readonly threshold: number;
  /** What devices of the clients that the policy lists would say of it. */
  readonly deviceVerdicts: readonly DeviceRow[];
}

const MAX_DAYS_AHEAD = 400;

/**
 * The version asked for, or the highest one.
 * @throws {ToolError} `version-not-integer`, `version-not-found`.
 */
export function chosenVersion({ ciTargets }: FactoryState, request: ReleaseRequest, checks: Checks): number {
  const { targets } = ciTargets.signed;
  if (request.version !== "latest") return request.version;
  const version = latestVersion(targets, request.sourceTag);
  for (const { hardwareId, in: previous } of hardwareLeftBehind(targets, version, request.sourceTag)) {
    checks.warn(
      `The latest version ${version} has no target for hardware id ${hardwareId}, which version ${previous} has.`,
    );
  }
  return version;
}

export function waveName(request: ReleaseRequest, version: number): string {
  return request.wave ?? `${request.tag}-${version}`;
}

/** Builds the document and checks its content; problems land in `checks`. */
export function planNewWave(
  ctx: Context,
  state: FactoryState,
  request: ReleaseRequest,
  version: number,
  checks: Checks,
): SigningPlan | undefined {
  const expires = request.expiresAt ? wholeSeconds(request.expiresAt) : inDays(ctx.now, request.expiresDays);
  warnOfLongLife(expires, ctx.now, checks);
  warnOfShorterLife(expires, state.production?.doc ?? null, checks);
  const wave = waveName(request, version);
  return checks.proven(() => {
    const production = state.production?.doc ?? null;
    const { signed, added } = buildWaveTargets(state.ciTargets, production, { ...request, version, expires });
    requireAllowedTargetsMembers(signed, `Wave ${wave}`);
    const bytes = canonicalBytes(signed, `Wave ${wave}`, "/signed");
    checkContent(
      ctx,
      state,
      { wave, tag: request.tag, version, added, sizeBytes: bytes.length + TWO_SIGNATURES_BYTES },
      checks,
    );
    const before = production?.signed.targets ?? null;
    const { threshold } = state.roots.prod.signed.roles.targets;
    checkClients(ctx, { wave, signed, bytes, signatures: threshold, before }, checks);
    checkSigner(ctx, state, { what: `Wave ${wave}`, sizeBytes: bytes.length, prunable: true }, checks);
    const diff = diffTargets(before, signed.targets);
    return describePlan(ctx, state.roots, { wave, tag: request.tag, signed, bytes, diff });
  });
}

/** What {@link describePlan} describes. */
interface DecidedWave extends Pick<SigningPlan, "wave" | "tag" | "signed" | "bytes" | "diff"> {}

export function describePlan(ctx: Pick<Context, "trust">, roots: VerifiedRoots, decided: DecidedWave): SigningPlan {
  const { signed, bytes } = decided;
  const { threshold } = roots.prod.signed.roles.targets;
  const { listed } = clientsInUse(ctx.trust.policy.clients);
  const document = toBeServed({ signed, bytes, signatures: threshold });
  return {
    ...decided,
    version: signed.version,
    expires: signed.expires,
    digest: sha256Digest(bytes),
    bytesToSign: bytes.length,
    threshold,
    deviceVerdicts: plannedRows(listed, rootsFrom(roots.chain, ctx.trust.policy.oldestRoot), document),
  };
}

/**
 * Whether enough keys exist to reach the production threshold at all.
 * @throws {ToolError} `threshold-unreachable`.
 */
export function requireReachableThreshold({ roots, onlineKeyid }: Pick<FactoryState, "roots" | "onlineKeyid">): void {
  const keys = [...roleKeys(roots.prod.signed, "targets", roots.prod.where).keys()];
  const { threshold } = roots.prod.signed.roles.targets;
  const offline = keys.filter((keyid) => keyid !== onlineKeyid);
  if (keys.length >= threshold && offline.length > 0) return;
  throw new ToolError("threshold-unreachable", {
    happened: `Production targets need ${counted(threshold, "signature")}, and the root lists ${counted(keys.length, "usable targets key")} (${offline.length} offline).`,
    next:
      offline.length === 0
        ? firstTargetsKey(roots)
        : "No command here can change a root whose keys cannot meet its threshold: ask the vendor.",
  });
}

/** The commands that make the first offline targets key, on the machine with the root key. */
function firstTargetsKey({ ci }: VerifiedRoots): string {
  const rotate = "`factory-tuf keys rotate --role targets --keys root.keys.tgz --targets-keys targets.keys.tgz`";
  return vendorsRootKey(ci.signed)
    ? `On your own machine, take the root key offline: \`factory-tuf keys rotate --role root --first-time --keys root.keys.tgz\`. Then make a targets key: ${rotate}.`
    : `On the machine with the root key, make an offline targets key: ${rotate}.`;
}

interface Content {
  readonly wave: string;
  readonly tag: string;
  readonly version: number;
  readonly added: TargetsSigned["targets"];
  readonly sizeBytes: number;
}

/** The rules on new targets (T6): warnings and blockers land in `checks`. */
export function checkContent(
  ctx: Context,
  state: Pick<FactoryState, "ciTargets" | "production">,
  content: Content,
  checks: Checks,
): void {
  const { wave, tag, version, added, sizeBytes } = content;
  const findings = checkTargetsContent({
    tag,
    docName: `wave/${wave}`,
    targets: added,
    ciTargets: state.ciTargets.signed.targets,
    productionTargets: state.production?.doc.signed.targets ?? null,
    version,
    factory: ctx.factory.factory,
    policy: { appHosts: ctx.trust.policy.appHosts, clients: ctx.trust.policy.clients },
    sizeBytes,
  });
  for (const { rule, level, says } of findings) {
    if (level !== "error") {
      checks.warn(`${says} (${rule})`);
      continue;
    }
    checks.block(
      new ToolError(rule === "metadata-too-large" ? "metadata-too-large" : "target-refused", {
        happened: `${says} (rule ${rule})`,
        next: "Correct it in CI and release the next version. Targets with such a finding are not signed.",
      }),
    );
  }
}

/** A clock that is behind shows here: a new version outlives the one before it, unless somebody wants it otherwise. */
function warnOfShorterLife(expires: string, production: Doc<TargetsSigned> | null, checks: Checks): void {
  if (!production || !expiresBefore(expires, production.signed.expires)) return;
  checks.warn(
    `The targets would expire at ${expires}, earlier than those in production, which are valid until ${production.signed.expires}.`,
  );
}

export function warnOfLongLife(expires: string, now: Date, checks: Checks): void {
  const at = new Date(expires);
  if (!isWithinDays(at, MAX_DAYS_AHEAD, now)) {
    checks.warn(
      `The targets would stay valid for ${daysUntil(at, now)} days, until ${expires}; longer than the ${MAX_DAYS_AHEAD} days that are advised: old targets could be replayed that long. (validity-too-long)`,
    );
  }
}
