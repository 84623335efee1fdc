// Approved is signed (T1): what is about to be signed, rolled out or completed has the digest that a plan showed. Where it
// has not, a person is told what there is now, to find what changed.

import { ToolError } from "../errors/tool-error.ts";
import { counted } from "../text/sentence.ts";
import { plainVersion } from "../tuf/metadata/version.ts";
import type { FactoryState } from "./factory-state.ts";
import type { WaveState } from "./wave-state.ts";

const NEW_PLAN = "Make a new plan, look at what it shows, and approve that.";

/**
 * @param what was looked at. @param now what it is, in sentences.
 * @throws {ToolError} `digest-mismatch` unless the digest is the approved one (T1).
 */
export function requireDigest(
  digest: string,
  expected: string | undefined,
  what: string,
  now: readonly string[] = [],
  next = NEW_PLAN,
): void {
  if (expected === undefined || digest === expected) return;
  const mismatch = `${what} has the digest ${digest}, but ${expected} was approved. Something changed since the plan was made.`;
  throw new ToolError("digest-mismatch", { happened: [mismatch, ...now].join(" "), next });
}

/** @throws {ToolError} `digest-mismatch`. */
export function requireApprovedWave(
  { wave, released, digest, production }: WaveState,
  expected: string | undefined,
): void {
  const { expires, targets } = released.doc.signed;
  requireDigest(digest, expected, `Wave ${wave.name}`, [
    `The Wave is version ${wave.version} for tag ${wave.tag}, valid until ${expires}, with ${counted(Object.keys(targets).length, "target")}.`,
    productionSays(production, wave.tag),
  ]);
}

/** What would be signed now, as far as it decides the digest. */
interface Planned {
  readonly wave: string;
  readonly version: number;
  readonly tag: string;
  readonly expires: string;
  readonly digest: string;
  readonly diff: { readonly added: readonly unknown[]; readonly pruned: readonly unknown[] };
}

/**
 * @param isExpiryGiven by `expires-at`: without it every run has an expiry, and so a digest, of its own.
 * @throws {ToolError} `digest-mismatch`.
 */
export function requireApprovedPlan(
  { plan, state }: { readonly plan: Planned; readonly state: Pick<FactoryState, "ciTargets" | "production"> },
  expected: string | undefined,
  isExpiryGiven: boolean,
): void {
  const { wave, version, tag, expires, digest, diff } = plan;
  const [added, pruned] = [diff.added.length, diff.pruned.length];
  requireDigest(
    digest,
    expected,
    `What would be signed for Wave ${wave}`,
    [
      `It is version ${version} for tag ${tag}, valid until ${expires}, ${counted(added, "target")} added, ${pruned} pruned.`,
      `${productionSays(state.production, tag)} The newest CI version is ${newestIn(state.ciTargets.signed.targets)}.`,
    ],
    isExpiryGiven
      ? NEW_PLAN
      : `Also give the expires-at that the plan printed, because the digest depends on it. If that is not the cause: ${NEW_PLAN}`,
  );
}

function productionSays(production: FactoryState["production"], tag: string): string {
  if (!production) return `There are no production targets for tag ${tag}.`;
  return `Production for tag ${tag} is at version ${production.doc.signed.version}.`;
}

function newestIn(
  targets: Readonly<Record<string, { readonly custom?: { readonly version?: string } | null }>>,
): number {
  const versions = Object.values(targets).map(({ custom }) => plainVersion(custom?.version) ?? 0);
  return versions.reduce((newest, version) => Math.max(newest, version), 0);
}
