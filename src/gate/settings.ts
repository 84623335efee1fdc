// What decides the verdict: from options and policy. Where the checkout may be a stranger's an option may be stricter than
// the base's policy or the default, never weaker (T15).

import type { Log } from "../context/context.ts";
import type { RepositoryPolicy } from "../context/policy-file.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FailOn } from "../review/engine/result.ts";
import type { ReviewPolicy } from "../review/engine/rule.ts";
import { isWeaker, type OnMissingToken } from "../review/engine/verdict.ts";
import type { GivenByBase } from "./given-by-base.ts";

export const FAIL_ON = ["error", "warning", "note", "never"] as const;
export const ON_MISSING_TOKEN = ["fail", "pass"] as const;

export interface GateSettings {
  readonly failOn: FailOn;
  readonly onMissingToken: OnMissingToken;
}

export interface Asked {
  readonly failOn?: FailOn | undefined;
  readonly onMissingToken?: OnMissingToken | undefined;
}

/**
 * @param given what the base commit's workflows give; null where the checkout is the repository's own.
 * @throws {ToolError} `config-invalid` when the policy has a word that means nothing.
 */
export function settingsFrom(
  asked: Asked,
  policy: RepositoryPolicy,
  given: Pick<GivenByBase, "onMissingToken"> | null,
  log: Log,
): GateSettings {
  const ofPolicy = {
    failOn: wordOf(policy.failOn, FAIL_ON, "fail-on"),
    onMissingToken: wordOf(policy.onMissingToken, ON_MISSING_TOKEN, "on-missing-token"),
  };
  const { failOn, onMissingToken } = asked;
  const required = {
    failOn: ofPolicy.failOn ?? "error",
    onMissingToken: ofPolicy.onMissingToken ?? (given?.onMissingToken.includes("pass") ? "pass" : "fail"),
  };
  const keepsFailOn = given !== null && failOn !== undefined && isWeaker(failOn, required.failOn);
  const keepsFail = given !== null && onMissingToken === "pass" && required.onMissingToken === "fail";
  if (keepsFailOn) log.warning(ignored("fail-on", failOn, required.failOn, ofPolicy.failOn));
  if (keepsFail) log.warning(ignored("on-missing-token", "pass", "fail", ofPolicy.onMissingToken));
  return {
    failOn: (keepsFailOn ? null : failOn) ?? required.failOn,
    onMissingToken: (keepsFail ? null : onMissingToken) ?? ofPolicy.onMissingToken ?? "fail",
  };
}

/**
 * The parts that rules read.
 * @throws {ToolError} `config-invalid` where records are wanted and nobody says of which workflow.
 */
export function reviewPolicy(policy: RepositoryPolicy): ReviewPolicy {
  const { appHosts, clients, oldestRoot, owners, requirePlan, attestedFrom, attestedBy, limits } = policy;
  if (Object.keys(attestedFrom).length > 0 && !attestedBy) {
    throw new ToolError("config-invalid", {
      happened: "The policy has attested-from, and no attested-by says which workflow the records must be of.",
      next: "Add attested-by with repository, workflow and ref to .factory-tuf/review.yml.",
    });
  }
  return { appHosts, clients, oldestRoot, owners, requirePlan, attestedFrom, attestedBy, limits };
}

function wordOf<W extends string>(value: string | null, words: readonly W[], name: string): W | null {
  const word = value === null ? null : words.find((each) => each === value);
  if (word !== undefined) return word;
  throw new ToolError("config-invalid", {
    happened: `The policy has ${name}: ${JSON.stringify(value)}, which is not one of ${words.join(", ")}.`,
    next: "Correct it in .factory-tuf/review.yml.",
  });
}

function ignored(name: string, asked: string, required: string, ofPolicy: string | null): string {
  const who = ofPolicy === null ? "the default is" : "the policy of the base commit has";
  return `${name}: ${asked} is ignored: ${who} ${name}: ${required}, and a pull request may not weaken it.`;
}
