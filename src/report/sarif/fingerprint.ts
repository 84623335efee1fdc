// What a finding is recognised by from one run to the next: its rule, Factory, place and identities; never a
// date, a version, a count or a word of its text.
import type { FindingProperties } from "../../review/engine/rule.ts";
import { sha256Hex } from "../../text/sha256.ts";

/** Properties that say which one, not how much. */
const IDENTITIES = [
  "keyid",
  "role",
  "tag",
  "wave",
  "target",
  "app",
  "hardwareId",
  "owner",
  "kind",
  "job",
  "environment",
  "waiver",
];

export interface Fingerprinted {
  readonly rule: string;
  readonly subject: string;
  readonly properties?: FindingProperties;
}

/**
 * 16 hex characters, `:`, and which one of those with the same hash it is, from 1.
 * @param factory the Factory's name: two Factories in one repository do not mix.
 */
export function fingerprints(findings: readonly Fingerprinted[], factory: string): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, subject, properties }) => {
    const hash = sha256Hex([rule, factory, subject, discriminator(properties)].join("\0")).slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

function discriminator(properties: FindingProperties | undefined): string {
  return IDENTITIES.flatMap((name) => {
    const value = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return typeof value === "string" ? [`${name}=${value}`] : [];
  }).join("\0");
}
