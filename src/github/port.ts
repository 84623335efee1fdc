// GitHub as commands see it: is there a token, and a client that is made only when somebody asks for it.

import type { Fetch } from "../http/fetch.ts";
import type { Environment } from "../text/environment.ts";
import type { GitHubClient } from "./types.ts";

export interface GitHubPort {
  /** Is there a token to ask GitHub with? */
  readonly hasToken: boolean;
  /**
   * Sends nothing yet.
   * @param instead of the repository and the token that the run was given.
   * @throws {ToolError} `github-token-missing`, and what `gitHubPlace` throws.
   */
  connect(instead?: { readonly repository?: string; readonly token?: string }): Promise<GitHubClient>;
}

export interface GitHubPortInput {
  readonly env: Environment;
  readonly token: string | undefined;
  /** `owner/name` as given; else the environment's. */
  readonly repository: string | undefined;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
  readonly info: (message: string) => void;
  /** Called before a secret is sent: from then on no failure may be called "nothing changed". */
  readonly onWrite?: (() => void) | undefined;
  readonly fetch?: Fetch;
}

export function gitHubPort({ env, token, repository, ...ports }: GitHubPortInput): GitHubPort {
  return {
    hasToken: Boolean(token),
    async connect(instead = {}) {
      const [{ createGitHubClient }, { gitHubPlace }] = await Promise.all([
        import("./client.ts"),
        import("./place.ts"),
      ]);
      const place = gitHubPlace(env, instead.repository ?? repository);
      return createGitHubClient({ ...place, token: instead.token ?? token ?? "", ...ports });
    },
  };
}

/** The token of either front door: the input `github-token`, or GITHUB_TOKEN on the command line. */
export function gitHubToken(env: Environment, door: "cli" | "action"): string | undefined {
  return (door === "action" ? env["INPUT_GITHUB-TOKEN"] : env.GITHUB_TOKEN)?.trim() || undefined;
}
