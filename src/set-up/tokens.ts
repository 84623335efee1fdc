// The two API tokens that a repository gets, and what each may do. The vendor calls the scopes so.

export interface TokenUse {
  /** The option that names a file with it. */
  readonly option: string;
  readonly question: string;
  readonly needs: (factory: string) => string;
  readonly todo: (repository: string, environment: string) => string;
}

export const TOKENS_PAGE = "https://app.foundries.io/settings/tokens";

export const READING_TOKEN: TokenUse = {
  option: "--read-token-file",
  question: "The token that may only read (not shown; empty: later):",
  needs: (factory) =>
    `Plan, review and reminder get an API token of their own for ${factory} that may only read: make one with the scopes targets:read and devices:read at ${TOKENS_PAGE}.`,
  todo: (repository) =>
    `Make a token with the scopes targets:read and devices:read (${TOKENS_PAGE}), and set it as the secret FACTORY_TOKEN of ${repository}.`,
};

export const RELEASING_TOKEN: TokenUse = {
  option: "--release-token-file",
  question: "The token that may release (not shown; empty: later):",
  needs: (factory) =>
    `The job that signs gets an API token of its own for ${factory} that may release: make one with the scopes targets:read-update and devices:read-update at ${TOKENS_PAGE}.`,
  todo: (repository, environment) =>
    `Make a token with the scopes targets:read-update and devices:read-update (${TOKENS_PAGE}), and set it as the secret FACTORY_TOKEN of the environment ${environment} of ${repository}.`,
};
