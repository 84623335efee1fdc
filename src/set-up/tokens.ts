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
  question: "The read-only token (not shown; empty: later):",
  needs: (factory) =>
    `Plan, review and reminder use a read-only API token for ${factory}. Make one with the scopes targets:read and devices:read at ${TOKENS_PAGE}.`,
  todo: (repository) =>
    `Make a token with the scopes targets:read and devices:read (${TOKENS_PAGE}), and set it as the secret FACTORY_TOKEN of ${repository}.`,
};

export const RELEASING_TOKEN: TokenUse = {
  option: "--release-token-file",
  question: "The release token (not shown; empty: later):",
  needs: (factory) =>
    `The job that signs uses a separate API token for ${factory} that can release. Make one with the scopes targets:read-update and devices:read-update at ${TOKENS_PAGE}.`,
  todo: (repository, environment) =>
    `Make a token with the scopes targets:read-update and devices:read-update (${TOKENS_PAGE}), and set it as the secret FACTORY_TOKEN of the environment ${environment} of ${repository}.`,
};
