// Which Waves the strict Factory takes: what must be true of a Wave's name, signatures and targets.

import { differingPointer } from "../../json/difference.ts";
import { own } from "../../json/object.ts";
import { isExpired } from "../../tuf/metadata/expiry.ts";
import type { TargetFile, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { tally } from "../../tuf/metadata/threshold.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { Refusal } from "../server/reply.ts";
import { documentProblemOf, rootDocOf, targetsDocOf } from "../state/documents.ts";
import { type EmbeddedState, newestRoot, type TargetsDocument } from "../state/state.ts";

const WAVE_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,128}$/;
const TAG = /^(?!\.{1,2}$)[A-Za-z0-9_.+-]{1,100}$/;
const SIGNED_MEMBERS = ["_type", "version", "expires", "targets"];
const TARGET_MEMBERS = ["hashes", "length", "custom"];
const FILE_NAME_MAX = 253;
const MAX_ERRORS = 10;

interface WaveFields {
  readonly name: string;
  readonly version: string;
  readonly tag: string;
}

/** @throws {Refusal} 400 with the errors by field, as the API shows them, unless all three are in order. */
export function waveFields({ name, version, tag }: Readonly<Record<string, unknown>>): WaveFields {
  const isWaveName = typeof name === "string" && WAVE_NAME.test(name);
  const isVersion = typeof version === "string" && plainVersion(version) !== null;
  const isTag = typeof tag === "string" && TAG.test(tag);
  if (isWaveName && isVersion && isTag) return { name, version, tag };
  throw new Refusal(400, "The Wave is not valid", {
    ...(isWaveName ? {} : { name: "is not a Wave name" }),
    ...(isVersion ? {} : { version: "is not a plain integer in a string" }),
    ...(isTag ? {} : { tag: "is not a tag" }),
  });
}

/** Everything that is wrong with a new Wave's targets; at most ten sentences. */
export function contentErrors(
  state: EmbeddedState,
  targets: TargetsDocument,
  version: number,
  tag: string,
  now: Date,
): string[] {
  const { signed } = targets;
  const errors: string[] = [];
  const production = state.prodTargets.get(tag)?.signed;
  if (signed.version !== version) errors.push(`targets version ${signed.version} is not the Wave's version ${version}`);
  if (production && version <= production.version) {
    errors.push(`version ${version} is not above production version ${production.version} for tag ${tag}`);
  }
  if (isExpired(signed, now)) errors.push(`targets expired at ${signed.expires}`);
  for (const member of Object.keys(signed)) {
    if (!SIGNED_MEMBERS.includes(member)) errors.push(`targets have the member ${member}`);
  }
  if (!Object.values(signed.targets).some(({ custom }) => custom?.version === String(version))) {
    errors.push(`no target has version ${version}`);
  }
  for (const [name, file] of Object.entries(signed.targets)) {
    if (errors.length >= MAX_ERRORS) break;
    const error = targetError(state, production, name, file, tag);
    if (error) errors.push(`target ${name.slice(0, FILE_NAME_MAX)} ${error}`);
  }
  return errors.slice(0, MAX_ERRORS);
}

function targetError(
  state: EmbeddedState,
  production: TargetsSigned | undefined,
  name: string,
  file: TargetFile,
  tag: string,
): string | null {
  if (name.length < 1 || name.length > FILE_NAME_MAX || name.includes("..")) return "has no valid name";
  const extra = Object.keys(file).find((member) => !TARGET_MEMBERS.includes(member));
  if (extra) return `has the member ${extra}`;
  if (differingPointer(file.custom?.tags ?? null, [tag]) !== null) return `is not tagged ${tag} alone`;
  const released = production && own(production.targets, name);
  if (released) return differingPointer(released, file) === null ? null : "differs from production";
  const built = own(state.ciTargets.signed.targets, name);
  if (!built) return "is not known to CI";
  const pointer = differingPointer({ ...built, custom: { ...built.custom, tags: [tag] } }, file);
  return pointer === null ? null : `differs from CI at ${pointer}`;
}

/**
 * Sentences about signatures that do not verify under the production root's targets keys, or a missing
 * offline one.
 */
export function signatureErrors(
  state: EmbeddedState,
  targets: TargetsDocument,
  signatures: readonly Signature[],
): string[] {
  const { keys, roles } = newestRoot(state, "prod").signed;
  const errors: string[] = [];
  let offline = 0;
  for (const signature of signatures) {
    const problem = documentProblemOf(signature, keys, roles.targets.keyids, targetsDocOf(targets));
    if (problem) errors.push(`the signature by ${signature.keyid.slice(0, 64)} ${problem}`);
    else if (signature.keyid !== state.online.targets.keyid) offline++;
  }
  if (errors.length === 0 && offline === 0) errors.push("no signature by an offline targets key");
  return errors;
}

/** @throws {Refusal} 400 when the targets have fewer signatures than production asks for. */
export function requireProductionThreshold(state: EmbeddedState, targets: TargetsDocument): void {
  const { signedBy, threshold } = tally(targetsDocOf(targets), rootDocOf(newestRoot(state, "prod")), "targets");
  if (signedBy.length < threshold) {
    throw new Refusal(400, `Wave targets have fewer than ${threshold} valid signatures`);
  }
}
