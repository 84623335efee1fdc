// Decides what a release would sign: version, targets, expiry, digest, and everything that forbids it. Pure
// but for the state it is given.
import { checkTargetsContent } from "../../review/check-content.ts";
import { requireAllowedTargetsMembers } from "../../tuf/allowed-members.ts";
import { canonicalBytes } from "../../tuf/canonical.ts";
import { MAX_TARGETS_BYTES } from "../../tuf/device-view.ts";
import { ToolError } from "../../tuf/errors.ts";
import { inDays, wholeSeconds } from "../../tuf/expiry.ts";
import { sha256Hex } from "../../tuf/key.ts";
import type { TargetsSigned } from "../../tuf/metadata.ts";
import { diffTargets, type TargetsDiff } from "../../tuf/targets-diff.ts";
import { roleKeys } from "../../tuf/threshold.ts";
import { hardwareLeftBehind, latestVersion } from "../../tuf/version.ts";
import { buildWaveTargets } from "../../tuf/wave-targets.ts";
import type { Context } from "../command.ts";
import type { Checks } from "./checks.ts";
import type { FactoryState } from "./factory-state.ts";

export interface ReleaseRequest {
  /** Null: `<tag>-<version>`. */
  readonly wave: string | null;
  readonly version: number | "latest";
  readonly tag: string;
  readonly sourceTag?: string | undefined;
  readonly prune: readonly number[];
  readonly expiresDays: number;
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
  readonly bytes: Uint8Array;
  /** `sha256:` of `bytes`. */
  readonly digest: string;
  readonly diff: TargetsDiff;
  readonly threshold: number;
}

const MAX_DAYS_AHEAD = 400;
const MS_PER_DAY = 86_400_000;
/** Room for two more signatures, RSA 4096 at worst. */
const SIGNATURE_ROOM = 2 * 1024;

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
  const wave = waveName(request, version);
  return checks.proven(() => {
    const production = state.production?.doc ?? null;
    const { signed, added } = buildWaveTargets(state.ciTargets, production, { ...request, version, expires });
    requireAllowedTargetsMembers(signed, `Wave ${wave}`);
    const bytes = canonicalBytes(signed, `Wave ${wave}`, "/signed");
    checkContent(
      ctx,
      state,
      { wave, tag: request.tag, version, added, sizeBytes: bytes.length + SIGNATURE_ROOM },
      checks,
    );
    const diff = diffTargets(production?.signed.targets ?? null, signed.targets);
    return describePlan(wave, request.tag, signed, bytes, diff, state.roots.prod.signed.roles.targets.threshold);
  });
}

export function describePlan(
  wave: string,
  tag: string,
  signed: TargetsSigned,
  bytes: Uint8Array,
  diff: TargetsDiff,
  threshold: number,
): SigningPlan {
  const digest = `sha256:${sha256Hex(bytes)}`;
  return { wave, version: signed.version, tag, expires: signed.expires, signed, bytes, digest, diff, threshold };
}

/** @throws {ToolError} `digest-mismatch` unless the digest is the approved one (T1). */
export function requireDigest(digest: string, expected: string | undefined, what: string): void {
  if (expected === undefined || digest === expected) return;
  throw new ToolError("digest-mismatch", {
    happened: `${what} has the digest ${digest}, but ${expected} was approved: something changed since the plan was made.`,
    next: "Make a new plan, look at what it shows, and approve that.",
  });
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
    happened: `Production targets need ${threshold} signatures, and the root lists ${keys.length} usable targets keys, ${offline.length} of them offline.`,
    next: "Add an offline targets key on its owner's machine first.",
  });
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
        next: "Correct it in CI and release the next version; nothing with such a finding is signed.",
      }),
    );
  }
  if (sizeBytes > MAX_TARGETS_BYTES) {
    checks.block(
      new ToolError("metadata-too-large", {
        happened: `The Wave's targets would have ${sizeBytes} bytes; devices read at most ${MAX_TARGETS_BYTES}.`,
        next: "Prune old versions with the option prune.",
      }),
    );
  }
}

export function warnOfLongLife(expires: string, now: Date, checks: Checks): void {
  const days = Math.floor((new Date(expires).getTime() - now.getTime()) / MS_PER_DAY);
  if (days > MAX_DAYS_AHEAD) {
    checks.warn(
      `The targets would stay valid for ${days} days, until ${expires}; more than ${MAX_DAYS_AHEAD} days is a long window for replaying them. (validity-too-long)`,
    );
  }
}
