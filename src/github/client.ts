// GitHub's REST API, as much of it as this program uses. The token goes to GitHub's API alone; no redirect is followed
// (T20).
import type * as v from "valibot";
import { ToolError } from "../errors/tool-error.ts";
import { AnswerBudget } from "../http/answer-budget.ts";
import { type Fetch, nodeFetch } from "../http/fetch.ts";
import { MAX_RESPONSE_BYTES } from "../http/response-body.ts";
import { isOf, type ShapeOf } from "../json/shape.ts";
import { PER_PAGE, pageOf } from "./all-pages.ts";
import * as answers from "./answers.ts";
import { attestationsOf } from "./attestations.ts";
import { environmentCalls } from "./environments.ts";
import { gitHubStatusOf, orNull, unreadable } from "./errors.ts";
import { type GitHubAnswer, type GitHubCall, gitHubTransport } from "./http.ts";
import type { GitHubPlace } from "./place.ts";
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
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

type Query = Readonly<Record<string, string | number>>;

/** @throws {ToolError} `github-token-missing` without a token. Sends nothing yet. */
export function createGitHubClient(options: GitHubClientOptions): t.GitHubClient {
  if (options.token === "") {
    throw new ToolError("github-token-missing", {
      happened: "There is no GitHub token to ask GitHub with.",
      next: "In a workflow give `github-token` (by default it is the job's own); elsewhere set GITHUB_TOKEN.",
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
  const here = at(repository);
  const ask = async <S extends v.GenericSchema>(call: GitHubCall, schema: S): Promise<ShapeOf<S>> =>
    shaped(call, await askGitHub(call), schema);
  const get = <S extends v.GenericSchema>(path: string, schema: S, query: Query = {}) =>
    ask({ method: "GET", url: here + path + queryText(query) }, schema);
  const post = <S extends v.GenericSchema>(path: string, body: object, schema: S) =>
    ask({ method: "POST", url: here + path, body }, schema);
  const patch = <S extends v.GenericSchema>(path: string, body: object, schema: S) =>
    ask({ method: "PATCH", url: here + path, body }, schema);
  const put = async (path: string, body: object) => {
    options.onWrite?.();
    return (await askGitHub({ method: "PUT", url: here + path, body })).status;
  };

  const contentsAt = async <S extends v.GenericSchema>(commit: string, path: string, schema: S) => {
    if (!COMMIT.test(commit)) throw new Error("a commit is named by its whole id");
    const segments = path.split("/").map(encodeURIComponent).join("/");
    const found = await orNull(get(`/contents/${segments}`, schema, { ref: commit }));
    // Not found may mean the commit, or the token's sight: only where the commit is seen is it absent.
    if (!found) await get(`/git/commits/${commit}`, answers.commitAnswer);
    return found;
  };

  const viewer = async () => {
    const call: GitHubCall = { method: "POST", url: graphqlUrl, body: VIEWER };
    return (await ask(call, answers.viewerAnswer)).data.viewer.login;
  };
  let identity: Promise<string> | undefined;

  return {
    repository,
    identity() {
      identity ??= ask({ method: "GET", url: `${apiUrl}/user` }, answers.loginAnswer)
        .then(({ login }) => login)
        // An app's token, and a job's is one, may not ask that way.
        .catch((error: unknown) => (isForbidden(error) ? viewer() : Promise.reject(error)));
      return identity;
    },
    async repositoryFacts() {
      const { private: isPrivate, visibility, has_issues, default_branch } = await get("", answers.repositoryAnswer);
      const isPublic = visibility ? visibility === "public" : !isPrivate;
      return { isPublic, hasIssues: has_issues, defaultBranch: default_branch };
    },
    async issues({ creator, label, page }) {
      const query = { state: "all", creator, sort: "created", direction: "desc", per_page: PER_PAGE, page };
      const list = await get(
        "/issues",
        answers.issueListAnswer,
        label === undefined ? query : { ...query, labels: label },
      );
      // Pull requests are issues to this call.
      const items = list.filter((issue) => issue.pull_request === undefined).map(issueOf);
      return { items, more: list.length === PER_PAGE };
    },
    async isAssignable(login) {
      const call: GitHubCall = { method: "GET", url: `${here}/assignees/${encodeURIComponent(login)}` };
      return (await orNull(askGitHub(call))) !== null;
    },
    createIssue: async (body) => issueOf(await post("/issues", body, answers.issueAnswer)),
    async updateIssue(number, { stateReason, ...changes }) {
      const body = { ...changes, ...(stateReason && { state_reason: stateReason }) };
      return issueOf(await patch(`/issues/${number}`, body, answers.issueAnswer));
    },
    async comments(number, page) {
      const path = `/issues/${number}/comments`;
      const list = await get(path, answers.commentListAnswer, { per_page: PER_PAGE, page });
      return pageOf(list.map(commentOf));
    },
    addComment: async (number, body) =>
      commentOf(await post(`/issues/${number}/comments`, { body }, answers.commentAnswer)),
    updateComment: async (id, body) =>
      commentOf(await patch(`/issues/comments/${id}`, { body }, answers.commentAnswer)),
    async deleteComment(id) {
      const call: GitHubCall = { method: "DELETE", url: `${here}/issues/comments/${id}` };
      await orNull(askGitHub(call));
    },
    ...environmentCalls({
      get,
      find: (path, schema) => ask({ method: "GET", url: apiUrl + path }, schema),
      put,
      post: (path, body, schema) => {
        options.onWrite?.();
        return post(path, body, schema);
      },
    }),
    async lastSuccess(workflow, event) {
      const path = `/actions/workflows/${encodeURIComponent(workflow)}/runs`;
      const list = await orNull(get(path, answers.runListAnswer, { status: "success", event, per_page: 1 }));
      return list?.workflow_runs[0]?.updated_at ?? null;
    },
    attestations: (name, digest, predicateType) =>
      attestationsOf({ call: askGitHub, shaped }, at(name), digest, predicateType),
    async branchHead(branch) {
      const { commit } = await get(`/branches/${encodeURIComponent(branch)}`, answers.branchAnswer);
      return commit.sha;
    },
    async fileAt(commit, path, maxBytes) {
      const file = await contentsAt(commit, path, answers.fileAnswer);
      return file && bytesOf(file, path, maxBytes);
    },
    async filesIn(commit, folder) {
      const entries = (await contentsAt(commit, folder, answers.folderAnswer)) ?? [];
      // A file answers where a folder was asked for.
      if (!Array.isArray(entries)) return [];
      return entries.filter(({ type }) => type === "file" || type === "symlink").map(({ name }) => name);
    },
  };
}

const VIEWER = { query: "query { viewer { login } }" };

/** The answer itself, once it is of the schema's shape. */
function shaped<S extends v.GenericSchema>(call: GitHubCall, { value, status }: GitHubAnswer, schema: S): ShapeOf<S> {
  if (isOf(schema, value)) return value;
  throw unreadable(`${call.method} ${new URL(call.url).pathname}`, status);
}

function queryText(query: Query): string {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, `${value}`]));
  return text.size === 0 ? "" : `?${text}`;
}

function isForbidden(error: unknown): boolean {
  return gitHubStatusOf(error) === 403 && error instanceof ToolError && error.code === "http-forbidden";
}

function issueOf(issue: ShapeOf<typeof answers.issueAnswer>): t.Issue {
  const { number, state, title, body, user, labels, assignees } = issue;
  const names = labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? [])));
  return {
    number,
    state,
    title,
    body: body ?? "",
    author: user?.login ?? null,
    labels: names,
    assignees: (assignees ?? []).map(({ login }) => login),
  };
}

function commentOf({ id, body, user }: ShapeOf<typeof answers.commentAnswer>): t.Comment {
  return { id, body: body ?? "", author: user?.login ?? null };
}

function bytesOf(file: ShapeOf<typeof answers.fileAnswer>, path: string, maxBytes: number): Uint8Array {
  const bytes = Buffer.from(file.content, "base64");
  if (bytes.length === file.size && bytes.length <= maxBytes) return bytes;
  throw new ToolError("response-malformed", {
    happened: `GitHub shows ${path} with ${file.size} bytes, and at most ${maxBytes} whole ones can be read.`,
    next: "Make the file smaller, or check the repository out so that git can read it.",
  });
}
