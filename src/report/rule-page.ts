// Where the page about the rules lies. The repository's name is held against package.json by a test.

/** docs/rules.md as people read it. */
export const RULES_PAGE = "https://github.com/factory-tuf/factory-tuf/blob/main/docs/rules.md";
export const REPOSITORY = "https://github.com/factory-tuf/factory-tuf";

/** The section of one rule. */
export function rulePage(ruleId: string): `https://${string}` {
  return `${RULES_PAGE}#${ruleId}`;
}
