// Where GitHub's API is and which repository is meant, from the runner's variables. The token goes there and nowhere
// else (T20).

import { ToolError } from "../errors/tool-error.ts";
import { checkedBaseUrl } from "../http/base-url.ts";
import type { Environment } from "../text/environment.ts";
import { quoted } from "../text/quoted.ts";
import { isRepositoryName } from "./repository-name.ts";

export interface GitHubPlace {
  /** REST base address without a trailing slash. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

const DEFAULT_API_URL = "https://api.github.com";

/**
 * @param repository `owner/name` as given by the user; GITHUB_REPOSITORY counts without one.
 * @throws {ToolError} `value-missing` or `value-invalid` for the repository; `connection-insecure` or
 *   `value-invalid` for GITHUB_API_URL; `connection-insecure` where certificate checks are switched off.
 */
export function gitHubPlace(env: Environment, repository?: string): GitHubPlace {
  requireCertificateChecks(env);
  const apiUrl = apiAddress(env.GITHUB_API_URL || DEFAULT_API_URL);
  return {
    apiUrl,
    graphqlUrl: graphqlAddress(apiUrl),
    repository: repositoryName(repository ?? env.GITHUB_REPOSITORY),
  };
}

function apiAddress(text: string): string {
  try {
    return checkedBaseUrl(text, "GITHUB_API_URL", { credentials: "the token is given as `GITHUB_TOKEN`" });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const next = `Correct GITHUB_API_URL: https, as in ${DEFAULT_API_URL}, without a user name.`;
    throw error.extended({ next });
  }
}

/** A GitHub Enterprise Server has its REST API below /api/v3 and GraphQL beside it. */
function graphqlAddress(apiUrl: string): string {
  return apiUrl.endsWith("/api/v3") ? `${apiUrl.slice(0, -"/v3".length)}/graphql` : `${apiUrl}/graphql`;
}

function repositoryName(text: string | undefined): string {
  if (!text) {
    throw new ToolError("value-missing", {
      happened: "No repository is named.",
      next: "Set GITHUB_REPOSITORY to owner/name; a GitHub Actions job has it.",
    });
  }
  if (isRepositoryName(text)) return text;
  throw new ToolError("value-invalid", {
    happened: `The repository is ${quoted(text)}, which is not owner/name.`,
    next: "Give it as owner/name.",
  });
}

function requireCertificateChecks(env: Environment): void {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return;
  throw new ToolError("connection-insecure", {
    happened:
      "NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of the server's certificate off, so anybody on the way could take the token.",
    next: "Remove it; a private authority is trusted by NODE_EXTRA_CA_CERTS.",
  });
}
