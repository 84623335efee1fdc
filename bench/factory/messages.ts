// What the benchmark and the process that holds its embedded Factory say to each other.
import type { FactoryOptions } from "../../src/emulator/state/factory.ts";

/** What the Factory holds when it starts. */
export interface FactorySize {
  /** CI targets; the last two are those of the version to release. */
  readonly targets: number;
  /** Bytes of the CI document, about; null: as small as they come. */
  readonly documentBytes: number | null;
  /** Share of the CI targets that are in production, from the oldest on; default all but the newest version. */
  readonly released?: number;
  /** Tags with production targets; default 1. */
  readonly tags?: number;
  /** Milliseconds added to each call. */
  readonly latencyMs: NonNullable<FactoryOptions["latencyMs"]>;
}

export interface FactoryFacts {
  readonly url: string;
  readonly token: string;
  readonly tag: string;
  /** The version to release. */
  readonly version: number;
  /** root.json, the newest CI root. */
  readonly trustedRoot: string;
  /** base64 of the plain targets archive. */
  readonly targetsArchive: string;
  /** base64 of the plain root archive. */
  readonly rootArchive: string;
}

/** One call, in milliseconds of the Factory's own clock. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** `begin` puts the Factory back to its start and forgets the calls; `calls` asks for those since then. */
export type Order = { readonly order: "begin" | "calls" | "end" };
