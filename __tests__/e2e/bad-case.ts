// What a case of bad input is: how it is arranged, and what a person must be told.
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import type { Workspace } from "./workspace.ts";

/** What a case may change: a released Factory at version 3 with versions up to 6 in CI, and a checkout. */
export interface Stand {
  readonly factory: EmbeddedFactory;
  readonly workspace: Workspace;
}

export interface BadCase {
  readonly title: string;
  /** Default `wave init`. */
  readonly command?: string;
  /** Changes the stand, and gives inputs in place of those of a Wave that would be made. */
  readonly arrange: (stand: Stand) => Inputs | Promise<Inputs>;
  readonly code: ErrorCode;
  /** Default 1. */
  readonly exit?: 1 | 2;
  /** What was found, and what was expected where that can be said. */
  readonly says: RegExp;
  /** A write is sent, and turned down. */
  readonly sends?: true;
}

/** Inputs of the step; `''` takes one away. */
export type Inputs = Readonly<Record<string, string>> | undefined;
