// What decides the verdict: from options and policy. In a pull request an option may be stricter than the base's policy,
// never weaker (T15).
import type { FailOn } from "../../review/result.ts";
import type { ReviewPolicy } from "../../review/rule.ts";
import { isWeaker, type OnMissingToken } from "../../review/verdict.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Log } from "../command.ts";
import type { RepositoryPolicy } from "../setup/policy-file.ts";

export const FAIL_ON = ["error", "warning", "note", "never"] as const;
export const ON_MISSING_TOKEN = ["fail", "pass"] as const;

export interface Settings {
  readonly failOn: FailOn;
  readonly onMissingToken: OnMissingToken;
}

export interface Asked {
  readonly failOn?: string | undefined;
  readonly onMissingToken?: string | undefined;
}

/** @throws {ToolError} `config-invalid` when the policy has a word that means nothing. */
export function settingsFrom(asked: Asked, policy: RepositoryPolicy, proposal: boolean, log: Log): Settings {
  const ofPolicy = {
    failOn: wordOf(policy.failOn, FAIL_ON, "fail-on"),
    onMissingToken: wordOf(policy.onMissingToken, ON_MISSING_TOKEN, "on-missing-token"),
  };
  const failOn = asked.failOn as FailOn | undefined;
  const onMissingToken = asked.onMissingToken as OnMissingToken | undefined;
  const keepsFailOn = proposal && failOn !== undefined && ofPolicy.failOn !== null && isWeaker(failOn, ofPolicy.failOn);
  const keepsFail = proposal && onMissingToken === "pass" && ofPolicy.onMissingToken === "fail";
  if (keepsFailOn) log.warning(ignored("fail-on", failOn, ofPolicy.failOn!));
  if (keepsFail) log.warning(ignored("on-missing-token", "pass", "fail"));
  return {
    failOn: (keepsFailOn ? null : failOn) ?? ofPolicy.failOn ?? "error",
    onMissingToken: (keepsFail ? null : onMissingToken) ?? ofPolicy.onMissingToken ?? "fail",
  };
}

/** The parts that rules read. */
export function reviewPolicy({ appHosts, clients, owners, limits }: RepositoryPolicy): ReviewPolicy {
  return { appHosts, clients, owners, limits };
}

function wordOf<W extends string>(value: string | null, words: readonly W[], name: string): W | null {
  if (value === null || (words as readonly string[]).includes(value)) return value as W | null;
  throw new ToolError("config-invalid", {
    happened: `The policy has ${name}: ${JSON.stringify(value)}, which is not one of ${words.join(", ")}.`,
    next: "Correct it in .factory-tuf/review.yml.",
  });
}

function ignored(name: string, asked: string, required: string): string {
  return `${name}: ${asked} is ignored: the policy of the base commit has ${name}: ${required}, and a pull request may not weaken it.`;
}
