// The pins a repository keeps: versions and hashes it has seen, so that no later run accepts less (T3).

import { ToolError } from "../../errors/tool-error.ts";
import { own } from "../../json/object.ts";
import { sha256Hex } from "../../text/sha256.ts";
import type { Doc, SignedBase } from "./metadata.ts";

/** `.factory-tuf/pins.json` (DESIGN, files a repository keeps). */
export interface Pins {
  readonly version: 1;
  readonly factory: string;
  /** Hex SHA-256 of the canonical `signed` of root 1. */
  readonly firstRoot: string;
  /** `ci-root`, `prod-root`, `ci-targets`, `prod-targets/<tag>`. */
  readonly docs: Readonly<Record<string, Pin>>;
}

export interface Pin {
  readonly version: number;
  /** Hex SHA-256 of the canonical `signed`; of CI targets without `expires`. */
  readonly sha256: string;
}

/** Hex SHA-256 of the canonical `signed`: what documents are compared and pinned by. */
export function docHash(doc: Doc<SignedBase>): string {
  return sha256Hex(doc.forms[0]!);
}

/** The pin of one document, or null when it has none. */
export function pinOf(pins: Pins | null, name: string): Pin | null {
  return (pins && own(pins.docs, name)) ?? null;
}

/** Tags of which production targets are pinned: they must exist (T3). */
export function pinnedTags(pins: Pins | null): string[] {
  return Object.keys(pins?.docs ?? {}).flatMap((name) => /^prod-targets\/(.+)$/.exec(name)?.[1] ?? []);
}

/**
 * Holds a document against its pin: never below its version, and at its version the same content.
 * @throws {ToolError} `metadata-rollback` or `metadata-equivocation`.
 */
export function requirePinned<S extends SignedBase>(
  doc: Doc<S>,
  pin: Pin | null,
  hash: (doc: Doc<S>) => string = docHash,
): void {
  if (!pin) return;
  const { version } = doc.signed;
  if (version < pin.version) {
    throw new ToolError("metadata-rollback", {
      happened: `${doc.where} has version ${version}; the pin says that version ${pin.version} was published before.`,
      next: "Somebody serves an old document. Keep a copy and ask the vendor; change the pin only by a reviewed commit.",
    });
  }
  if (version === pin.version && hash(doc) !== pin.sha256) {
    throw new ToolError("metadata-equivocation", {
      happened: `${doc.where} has version ${version} like its pin, but another content (sha256 ${hash(doc)}, pinned ${pin.sha256}).`,
      next: "Two documents of one version exist. Keep a copy and ask the vendor.",
    });
  }
}
