// GitHub's REST API, as much of it as this program uses. The token goes to GitHub's API alone; no redirect is followed
// (T20).
import { ToolError } from "../errors/tool-error.ts";
import { AnswerBudget } from "../http/answer-budget.ts";
import { type Fetch, nodeFetch } from "../http/fetch.ts";
import { MAX_RESPONSE_BYTES } from "../http/response-body.ts";
import * as answers from "./answers.ts";
import { attestationsOf } from "./attestations.ts";
import { environmentCalls } from "./environments.ts";
import { gitHubStatusOf, orNull } from "./errors.ts";
import { fileCalls } from "./files.ts";
import { type GitHubCall, gitHubTransport } from "./http.ts";
import { issueCalls } from "./issues.ts";
import type { GitHubPlace } from "./place.ts";
import { type RepositoryCalls, repositoryCalls, shapedAnswer } from "./repository-calls.ts";
import type * as t from "./types.ts";

export interface GitHubClientOptions extends GitHubPlace {
  readonly token: string;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
  readonly info: (message: string) => void;
  /** Called before a secret is sent. */
  readonly onWrite?: (() => void) | undefined;
  readonly fetch?: Fetch;
  readonly random?: () => number;
}

const ATTEMPT_MS = 30_000;

/** @throws {ToolError} `github-token-missing` without a token, `credentials-malformed` for what is none. Sends nothing yet. */
export function createGitHubClient(options: GitHubClientOptions): t.GitHubClient {
  if (options.token === "") {
    throw new ToolError("github-token-missing", {
      happened: "There is no GitHub token to ask GitHub with.",
      next: "In a workflow give `github-token` (by default it is the job's own); elsewhere set GITHUB_TOKEN.",
    });
  }
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    throw new ToolError("credentials-malformed", {
      happened: "The GitHub token is not one line of visible ASCII characters.",
      next: "Copy it again, without quotes, blanks or line breaks around or inside it.",
    });
  }
  const { apiUrl, graphqlUrl, repository, token, signal, wait, info } = options;
  const askGitHub = gitHubTransport({
    token,
    signal,
    wait,
    info,
    fetch: options.fetch ?? nodeFetch({}),
    random: options.random ?? Math.random,
    maxBytes: MAX_RESPONSE_BYTES,
    budget: new AnswerBudget(),
    attemptMs: ATTEMPT_MS,
  });
  const at = (name: string) => `${apiUrl}/repos/${name.split("/").map(encodeURIComponent).join("/")}`;
  const calls = repositoryCalls(askGitHub, apiUrl, at(repository));
  const writing: RepositoryCalls = {
    ...calls,
    put(...call) {
      options.onWrite?.();
      return calls.put(...call);
    },
    post(...call) {
      options.onWrite?.();
      return calls.post(...call);
    },
  };

  const viewer = async () => {
    const call: GitHubCall = { method: "POST", url: graphqlUrl, body: VIEWER };
    return shapedAnswer(call, await askGitHub(call), answers.viewerAnswer).data.viewer.login;
  };
  let identity: Promise<string> | undefined;

  return {
    repository,
    identity() {
      identity ??= calls
        .find("/user", answers.loginAnswer)
        .then(({ login }) => login)
        // An app's token, and a job's is one, may not ask that way.
        .catch((error: unknown) => (isForbidden(error) ? viewer() : Promise.reject(error)));
      return identity;
    },
    async repositoryFacts() {
      const facts = await calls.get("", answers.repositoryAnswer);
      const isPublic = facts.visibility ? facts.visibility === "public" : !facts.private;
      return { isPublic, hasIssues: facts.has_issues, defaultBranch: facts.default_branch };
    },
    ...issueCalls(calls),
    ...environmentCalls(writing),
    ...fileCalls(calls),
    async lastSuccess(workflow, event) {
      const path = `/actions/workflows/${encodeURIComponent(workflow)}/runs`;
      const list = await orNull(calls.get(path, answers.runListAnswer, { status: "success", event, per_page: 1 }));
      return list?.workflow_runs[0]?.updated_at ?? null;
    },
    attestations: (name, digest, predicateType) =>
      attestationsOf({ call: askGitHub, shapedAnswer }, at(name), digest, predicateType),
  };
}

const VIEWER = { query: "query { viewer { login } }" };

function isForbidden(error: unknown): boolean {
  return gitHubStatusOf(error) === 403 && error instanceof ToolError && error.code === "http-forbidden";
}
