// Where the page about the rules lies. The repository's name is held against package.json by a test.
import { OUR_REPOSITORY } from "../text/our-repository.ts";

export const REPOSITORY = `https://github.com/${OUR_REPOSITORY}`;
/** docs/rules.md as people read it. */
export const RULES_PAGE = `${REPOSITORY}/blob/main/docs/rules.md`;

/** The section of one rule. */
export function rulePage(ruleId: string): `https://${string}` {
  return `${RULES_PAGE}#${ruleId}`;
}
