// The form of a rule's cases. Each rule has a firing case for every level it can have and a near miss at its
// boundary; the waived or not waivable case is made from each firing one.
import type { Level, ReviewPolicy } from "../../src/review/engine/rule.ts";
import type { Snapshot } from "../../src/review/engine/snapshot.ts";

export interface RuleCase {
  /** Id of the rule. */
  readonly rule: string;
  readonly kind: "fires" | "near-miss";
  /** What is special about the snapshot, e.g. `60 days left`. */
  readonly name: string;
  readonly snapshot: () => Promise<Snapshot>;
  readonly policy?: Partial<ReviewPolicy>;
  /** Default: NOW of baseline.ts. */
  readonly now?: Date;
  /** The value of a waivers file. Default: none. */
  readonly waivers?: unknown;
  /** Expected of a firing case; default: the rule's own level. */
  readonly level?: Level;
  readonly subject?: string | RegExp;
  readonly title?: RegExp;
}
