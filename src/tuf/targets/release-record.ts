// The record of a release: what the predicate of its in-toto statement says. The subject of the statement is the digest of
// the signed targets. Written where something is released, and read where production is reviewed.
import * as v from "valibot";
import { isOf, type ShapeOf } from "../../json/shape.ts";
import { OUR_REPOSITORY } from "../../text/our-repository.ts";

export const RELEASE_PREDICATE = `https://github.com/${OUR_REPOSITORY}/release/v1`;

export interface ReleasePredicate {
  readonly factory: string;
  readonly tag: string;
  readonly version: number;
  readonly wave: string;
  /** Offline keys whose signatures the document carries. */
  readonly keyids: readonly string[];
  /** The digest that a plan showed and somebody approved; null where none was given. */
  readonly plan: string | null;
  /** Address of the workflow run that released it, or that found it in production as it had been approved. */
  readonly run: string;
  /** True where it was in production before this run, and somebody asked for its record once more. */
  readonly again: boolean;
}

const releaseOf = v.looseObject({
  factory: v.string(),
  tag: v.string(),
  version: v.number(),
  plan: v.optional(v.nullable(v.string())),
});

/** What a foreign predicate says was released; null where it says nothing of the kind. Other members may come later. */
export function releaseIn(predicate: unknown): ShapeOf<typeof releaseOf> | null {
  return isOf(releaseOf, predicate) ? predicate : null;
}
