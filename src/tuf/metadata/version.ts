// Versions of targets: plain decimal integers, because clients parse "010" as 8 and text as -1.
import { ToolError } from "../../errors/tool-error.ts";
import { quoted } from "../../text/quoted.ts";
import { hardwareIdsOf, tagsOf } from "./custom.ts";
import type { TargetFile } from "./metadata.ts";

export const MAX_VERSION = 2_147_483_647;
const PLAIN_VERSION = /^(?:0|[1-9]\d{0,9})$/;

/** The version as a number, or null when it is not a plain integer up to 2147483647. */
export function plainVersion(text: unknown): number | null {
  if (typeof text !== "string" || !PLAIN_VERSION.test(text)) return null;
  return Number(text) <= MAX_VERSION ? Number(text) : null;
}

/**
 * The highest version among the targets, of those that carry `sourceTag` when it is given.
 * @throws {ToolError} `version-not-integer` when a candidate's version is not plain: "highest" would then
 *   be a guess; `version-not-found` when there is no candidate.
 */
export function latestVersion(targets: Readonly<Record<string, TargetFile>>, sourceTag: string | undefined): number {
  let latest = -1;
  for (const [name, { custom }] of Object.entries(targets)) {
    if (sourceTag !== undefined && !tagsOf(custom).includes(sourceTag)) continue;
    // No device could select it, so it is of no version.
    if (!custom) continue;
    const version = plainVersion(custom.version);
    if (version === null) {
      throw new ToolError("version-not-integer", {
        happened: `CI target ${quoted(name, 253)} has the version ${quoted(custom.version)}, not a plain integer, so the latest version cannot be told.`,
        next: "Name the version yourself instead of `latest`, or correct that target in CI.",
      });
    }
    latest = Math.max(latest, version);
  }
  if (latest >= 0) return latest;
  throw new ToolError("version-not-found", {
    happened: `CI has no targets${sourceTag === undefined ? "" : ` with the tag ${sourceTag}`}.`,
    next: "Check the source tag, or wait for a CI build.",
  });
}

/** Hardware ids that the next lower version in CI has and the chosen one lacks. */
export function hardwareLeftBehind(
  targets: Readonly<Record<string, TargetFile>>,
  version: number,
  sourceTag: string | undefined,
): readonly { readonly hardwareId: string; readonly in: number }[] {
  const candidates = Object.values(targets)
    .filter(({ custom }) => sourceTag === undefined || tagsOf(custom).includes(sourceTag))
    .map(({ custom }) => ({ version: plainVersion(custom?.version) ?? -1, hardwareIds: hardwareIdsOf(custom) }));
  const previous = candidates.reduce((best, one) => (one.version < version ? Math.max(best, one.version) : best), -1);
  const idsOf = (wanted: number) =>
    new Set(candidates.filter((one) => one.version === wanted).flatMap(({ hardwareIds }) => hardwareIds));
  const present = idsOf(version);
  return [...idsOf(previous)].filter((id) => !present.has(id)).map((hardwareId) => ({ hardwareId, in: previous }));
}
