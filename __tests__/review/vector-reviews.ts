// Reviews of every recorded state, as served by the embedded Factory under the name it had when it was recorded.
import { runReview } from "../../src/review/engine/engine.ts";
import type { ReviewResult } from "../../src/review/engine/result.ts";
import { noWaivers } from "../../src/review/waivers/waivers.ts";
import { recordedKeys, recordedStateAfter, stateNames } from "../emulator/recordings.ts";
import { baseline } from "./baseline.ts";

/** Shortly after the last of them was recorded. */
const RECORDED = new Date("2026-11-23T08:00:00Z");

/** `00` and so on, for the states that were kept. */
export function stepsOf(scenario: string): string[] {
  return stateNames(scenario).map((name) => name.replace(".json", ""));
}

export async function reviewOfVector(scenario: string, step: string): Promise<ReviewResult> {
  const load = recordedStateAfter(scenario, Number(step));
  const snapshot = await baseline("released", undefined, {
    factory: { load, factory: FACTORY, keys: recordedKeys(scenario) },
    request: { factory: FACTORY },
  });
  const policy = { appHosts: [], clients: [] };
  return runReview({ snapshot, policy, waivers: noWaivers, now: RECORDED, failOn: "error" });
}

const FACTORY = "acme";

/** No recording holds a snapshot or a timestamp, and without the online keys nobody can sign any. */
const UNRECORDED = "online-role-unsigned";

/** One line a finding: what it is, and where. */
export function linesOf({ findings }: ReviewResult): string[] {
  return findings
    .filter(({ rule }) => rule !== UNRECORDED)
    .map(({ level, rule, subject }) => `${level} ${rule} ${subject}`);
}
