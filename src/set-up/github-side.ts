// GitHub's side of a set-up: with which token it is asked, about which repository, and what it says of it. Where there is
// no token, or no repository yet, the set-up goes on without: then it says what to paste where.
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { gitHubProgram } from "../files/git.ts";
import type { GitHubClient } from "../github/types.ts";

export interface GitHubSide {
  readonly client: GitHubClient;
  readonly login: string;
  readonly isPublic: boolean;
  readonly defaultBranch: string;
  /** Where the token is from, in words. */
  readonly tokenFrom: string;
}

/** Why GitHub is not asked, as the end of a sentence that begins "GitHub is not asked: ". */
export type WithoutGitHub = { readonly why: string };

/** The host of the remotes that count: GitHub's own, or the server that GITHUB_API_URL names; a rehearsal stands in for GitHub. */
export function gitHubHost(ctx: Pick<Context, "place">): string {
  const host = tokenHost(ctx);
  return ["127.0.0.1", "localhost", "[::1]"].includes(host) ? "github.com" : host;
}

/** Whom the token is for that is asked for: exactly where GITHUB_API_URL sends it. */
function tokenHost({ place }: Pick<Context, "place">): string {
  const api = place.childEnvironment["GITHUB_API_URL"];
  const host = api && URL.canParse(api) ? new URL(api).hostname : "";
  return ["", "api.github.com"].includes(host) ? "github.com" : host;
}

/** @throws {ToolError} what GitHub answers, with what to do about it. Nothing was changed. */
export async function connectGitHub(ctx: Context, repository: string | null): Promise<GitHubSide | WithoutGitHub> {
  if (repository === null) return { why: "this checkout has no remote on GitHub, and no --repo was given" };
  const fromProgram = ctx.github.hasToken ? null : await tokenOfProgram(ctx);
  if (!ctx.github.hasToken && fromProgram === null) {
    return { why: "there is no token for it, neither in GITHUB_TOKEN nor from `gh auth token`" };
  }
  const tokenFrom = fromProgram === null ? "GITHUB_TOKEN" : "gh auth token";
  ctx.progress("Asking GitHub");
  try {
    const client = await ctx.github.connect({ repository, ...(fromProgram !== null && { token: fromProgram }) });
    const [{ isPublic, defaultBranch }, login] = await Promise.all([client.repositoryFacts(), client.identity()]);
    return { client, login, isPublic, defaultBranch, tokenFrom };
  } catch (error) {
    throw explained(error, repository, tokenFrom);
  }
}

/** GitHub's own program knows a token where a person is signed in; it is sent where that token is for. */
async function tokenOfProgram(ctx: Context): Promise<string | null> {
  const { status, stdout } = await gitHubProgram(ctx.place.top, ctx.place)(
    ["auth", "token", "--hostname", tokenHost(ctx)],
    4096,
  );
  const token = stdout.toString("utf8").trim();
  return status === 0 && /^[\x21-\x7e]{8,400}$/.test(token) ? token : null;
}

function explained(error: unknown, repository: string, tokenFrom: string): unknown {
  if (!(error instanceof ToolError)) return error;
  if (error.code === "http-unauthorized") {
    const again = tokenFrom === "GITHUB_TOKEN" ? "set GITHUB_TOKEN anew, or unset it" : "run `gh auth login`";
    return error.extended({
      next: `The token of ${tokenFrom} is not complete, expired or revoked: ${again}. To go without GitHub, give --print-secrets.`,
    });
  }
  if (error.code === "http-not-found") {
    return error.extended({
      next: `Check that ${repository} is there and that the token of ${tokenFrom} may see it. To go without GitHub, give --print-secrets.`,
    });
  }
  return error;
}
