// The same step again: is what is asked for already there, wholly or in part? (INTERFACE, "The same step again")

import { ToolError } from "../errors/tool-error.ts";
import type { Wave } from "../factory/types.ts";
import { sameJson } from "../json/difference.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import type { Doc, TargetsSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { plainVersion } from "../tuf/metadata/version.ts";
import { buildWaveTargets, selectTargets } from "../tuf/targets/wave-targets.ts";
import type { FactoryState } from "../verified/factory-state.ts";
import { type SizedTargets, targetsOfWave } from "../verified/released-targets.ts";
import { type ReleaseRequest, waveName } from "./plan.ts";

export type ReleaseStatus =
  | { readonly kind: "new" }
  /** The Wave is there with the content asked for. */
  | { readonly kind: "active" | "complete"; readonly wave: Wave; readonly released: SizedTargets }
  /** No Wave of that name, but production is exactly what is asked for. */
  | { readonly kind: "in-production"; readonly released: SizedTargets }
  /** The newest version of a source tag was asked for, and production has a higher one: nothing is newer than that. */
  | { readonly kind: "ahead"; readonly released: SizedTargets };

/** Devices have it, or something higher: nothing is left to sign. */
export function isReleased<S extends ReleaseStatus>(
  status: S,
): status is S & { readonly kind: "complete" | "in-production" | "ahead" } {
  return status.kind !== "new" && status.kind !== "active";
}

/**
 * @throws {ToolError} `wave-canceled`, `wave-differs`, `wave-active-for-tag`, `version-not-found`, and what
 *   building the Wave throws.
 */
export function releaseStatusOf(state: FactoryState, request: ReleaseRequest, version: number): ReleaseStatus {
  const { wave, production } = state;
  const name = waveName(request, version);
  if (production && isAhead(production, request, version)) return { kind: "ahead", released: production };
  if (wave) return statusOfWave(state, wave, request, version, name);
  if (production?.doc.signed.version === version && carriesRelease(production.doc, state, request, version)) {
    return { kind: "in-production", released: production };
  }
  requireNoRival(state.activeWaves, request.tag);
  return { kind: "new" };
}

/** Without a source tag CI itself would have gone back: that is refused. */
function isAhead({ doc }: SizedTargets, request: ReleaseRequest, version: number): boolean {
  return request.version === "latest" && request.sourceTag !== undefined && doc.signed.version > version;
}

/**
 * @param activeWaves of the tag.
 * @throws {ToolError} `wave-active-for-tag`.
 */
export function requireNoRival([rival]: readonly Wave[], tag: string): void {
  if (!rival) return;
  throw new ToolError("wave-active-for-tag", {
    happened: `Wave ${rival.name} (version ${rival.version}) is already active for tag ${tag}. There can be only one.`,
    next: `Complete or cancel it first: factory-tuf wave complete ${rival.name}, or factory-tuf wave cancel ${rival.name}.`,
  });
}

function statusOfWave(
  state: FactoryState,
  wave: Wave,
  request: ReleaseRequest,
  version: number,
  name: string,
): ReleaseStatus {
  if (wave.status === "canceled") {
    throw new ToolError("wave-canceled", {
      happened: `Wave ${name} was canceled. A canceled Wave cannot be used again.`,
      next: `Use another name, for example ${otherName(name)}.`,
    });
  }
  if (wave.tag !== request.tag || wave.version !== String(version)) {
    throw differs(
      name,
      `it is version ${wave.version} for tag ${wave.tag}, not version ${version} for tag ${request.tag}`,
    );
  }
  const released = targetsOfWave(wave);
  const { signed } = released.doc;
  const same =
    wave.status === "active"
      ? isBuiltAlike(signed, state, request, version)
      : carriesRelease(released.doc, state, request, version);
  if (signed.version !== version || !same)
    throw differs(name, "its targets differ from those that would be signed now");
  if (request.expiresAt && signed.expires !== wholeSeconds(request.expiresAt)) {
    throw differs(name, `it expires at ${signed.expires}, not at ${wholeSeconds(request.expiresAt)}`);
  }
  if (wave.status === "complete") requireInProduction(name, released, state, request.tag);
  return { kind: wave.status === "active" ? "active" : "complete", wave, released };
}

/**
 * That a Wave is complete is what the Factory says; what devices get is production. A completion that broke off half
 * way is no release, however often the step is run (T12).
 * @throws {ToolError} `wave-differs` unless verified production is the Wave's document, or of a higher version.
 */
function requireInProduction(name: string, { doc }: SizedTargets, { production }: FactoryState, tag: string): void {
  const at = production?.doc.signed.version ?? 0;
  const { version } = doc.signed;
  if (production && (at > version || (at === version && docHash(production.doc) === docHash(doc)))) return;
  const instead = production ? `are ${at === version ? "another document of" : "at"} version ${at}` : "do not exist";
  throw new ToolError("wave-differs", {
    happened: `The Factory calls Wave ${name} (version ${version}) complete, but the production targets for tag ${tag} ${instead}.`,
    next: `Devices do not get that version. Look with: factory-tuf wave show ${name}. If that does not help, release a higher version or ask the vendor.`,
  });
}

function isBuiltAlike(signed: TargetsSigned, state: FactoryState, request: ReleaseRequest, version: number): boolean {
  const built = buildWaveTargets(state.ciTargets, state.production?.doc ?? null, {
    ...request,
    version,
    expires: signed.expires,
  });
  return sameJson(built.signed.targets, signed.targets);
}

/** The released document holds the chosen CI targets, no other of that version, and none that was to be pruned. */
function carriesRelease(
  doc: Doc<TargetsSigned>,
  state: FactoryState,
  request: ReleaseRequest,
  version: number,
): boolean {
  const chosen = selectTargets(state.ciTargets, { ...request, version });
  const versionOf = (custom: { version?: string } | null | undefined) => plainVersion(custom?.version) ?? -1;
  const targets = Object.entries(doc.signed.targets);
  const ofVersion = Object.fromEntries(targets.filter(([, { custom }]) => versionOf(custom) === version));
  return sameJson(ofVersion, chosen) && !targets.some(([, { custom }]) => request.prune.includes(versionOf(custom)));
}

/** A free-looking name near the taken one: `production-7` becomes `production-7-2`. */
function otherName(name: string): string {
  const numbered = /^(.*-\d+)-(\d+)$/.exec(name);
  return numbered ? `${numbered[1]}-${Number(numbered[2]) + 1}` : `${name}-2`;
}

function differs(name: string, how: string): ToolError {
  return new ToolError("wave-differs", {
    happened: `There is already a Wave ${name}, but it differs: ${how}.`,
    next: `Look at it with: factory-tuf wave show ${name}. For this release use another name, for example ${otherName(name)}.`,
  });
}
