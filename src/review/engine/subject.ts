// What the content rules look at: the new targets of one document, with what they must agree with.
import { pointerTo } from "../../json/json.ts";

/** A target as it is served, whatever it is: only that the two are objects is known. */
export interface JudgedTarget {
  readonly hashes: Readonly<Record<string, unknown>>;
  readonly length?: unknown;
  readonly custom?: Readonly<Record<string, unknown>> | null;
}

type Targets = Readonly<Record<string, JudgedTarget>>;

/** Targets about to be signed (or newly served), in their context. Nothing here is trusted but its origin. */
export interface TargetsContent {
  readonly docName: `wave/${string}` | `prod-targets/${string}` | "ci-targets";
  /** The tag devices follow; null for CI targets, which carry several. */
  readonly tag: string | null;
  /** The newest version of the document: the one `targets` belong to. */
  readonly version: number;
  /** The targets of that version as they stand in the document; those kept from before were judged before. */
  readonly targets: Targets;
  /** All verified CI targets. */
  readonly ciTargets: Targets;
  /** The verified production targets of the tag that this document follows; null for a first release. */
  readonly productionTargets: Targets | null;
  readonly factory: string;
  /** Size of the whole document as it will be served, signatures included. */
  readonly sizeBytes: number;
}

/** `<doc>#<pointer>` of something in a target. */
export function targetSubject(docName: string, name: string, ...steps: readonly string[]): string {
  return `${docName}#${[name, ...steps].reduce<string>(pointerTo, "/signed/targets")}`;
}
