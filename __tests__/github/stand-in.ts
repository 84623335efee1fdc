// GitHub's REST API on loopback, as strict as its published description: every request and every answer is held
// against it, and what GitHub is known to do besides is done here (a job's token may not ask for /user; labels and
// assignees as objects; pull requests among the issues; states and their reasons).
import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerProblems, type Matched, operationFor, requestProblems, sample } from "./openapi.ts";
import { type Environments, environmentsStandIn } from "./stand-in-environments.ts";
import { page, type Reply, refusal, type Token } from "./stand-in-replies.ts";

export type { Reply, Token } from "./stand-in-replies.ts";

export const BOT = "github-actions[bot]";

export interface StoredIssue {
  readonly number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  stateReason: string | null;
  author: string;
  labels: string[];
  assignees: string[];
  readonly pull: boolean;
}

export interface StoredComment {
  readonly id: number;
  readonly number: number;
  body: string;
  readonly author: string;
}

export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  /** How often; 1 by default. */
  times?: number;
  /** In place of an answer. */
  readonly reply?: Reply;
  /** Carried out, but the answer never arrives. */
  readonly loseAnswer?: true;
  /** Nothing is carried out, and the connection breaks. */
  readonly loseRequest?: true;
  /** Answered only once so many such requests have arrived. */
  readonly gather?: number;
}

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: Record<string, unknown> | null;
}

export interface StandIn {
  readonly url: string;
  readonly tokens: Map<string, Token>;
  readonly repository: { visibility: "public" | "private" | "internal"; hasIssues: boolean };
  readonly issues: StoredIssue[];
  readonly comments: StoredComment[];
  readonly environments: Environments["list"];
  /** The same, with what branches may use them and their secrets. */
  readonly protection: Environments;
  /** Bundles by `sha256:` digest and predicate type. */
  readonly attestations: { digest: string; type: string; bundle: Record<string, unknown> }[];
  readonly runs: { workflow: string; event: string; updatedAt: string; conclusion: string }[];
  /** Text by `<commit>:<path>`; a commit is known when any of its files is. */
  readonly files: Map<string, string>;
  /** Commit by name of a branch. */
  readonly heads: Map<string, string>;
  readonly asked: Asked[];
  /** Accounts that may be assigned. */
  readonly assignable: Set<string>;
  readonly faults: Fault[];
  /** What was wrong with requests or answers. */
  readonly violations: string[];
  /** Requests that change something. */
  readonly writes: () => readonly Asked[];
  issue(values: Partial<StoredIssue>): StoredIssue;
  close(): Promise<void>;
}

const REPO = "/repos/{owner}/{repo}";

/** The repository is `acme/devices`; the token `gh-bot` is a job's with `issues: write`. */
export async function gitHubStandIn(): Promise<StandIn> {
  const protection = await environmentsStandIn();
  const gathered = new Map<Fault, (() => void)[]>();
  const state: StandIn = {
    url: "",
    tokens: new Map([
      ["gh-bot", { login: BOT, app: true, issues: "write" }],
      ["gh-reader", { login: BOT, app: true, issues: "read" }],
      [
        "gh-person",
        {
          login: "octocat",
          app: false,
          issues: "write",
          environments: "write",
          administration: "write",
          secrets: "write",
        },
      ],
    ]),
    repository: { visibility: "private", hasIssues: true },
    issues: [],
    comments: [],
    environments: protection.list,
    protection,
    attestations: [],
    runs: [],
    files: new Map(),
    heads: new Map(),
    asked: [],
    assignable: new Set(["octocat", "hubot"]),
    faults: [],
    violations: [],
    writes: () => state.asked.filter(({ method, path }) => method !== "GET" && path !== "/graphql"),
    issue(values) {
      const issue: StoredIssue = {
        number: Math.max(0, ...state.issues.map(({ number }) => number)) + 1,
        title: "An issue",
        body: "",
        state: "open",
        stateReason: null,
        author: BOT,
        labels: [],
        assignees: [],
        pull: false,
        ...values,
      };
      state.issues.push(issue);
      return issue;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const url = new URL(request.url ?? "/", "http://localhost");
    state.asked.push({
      method: request.method ?? "",
      path: url.pathname + url.search,
      body: body === "" ? null : (JSON.parse(body) as Record<string, unknown>),
    });
    const fault = faultFor(state, request.method ?? "", url.pathname);
    if (fault?.gather) await gather(fault, gathered);
    if (fault?.loseRequest) return void request.socket.destroy();
    const token = state.tokens.get(/^(?:Bearer|token) (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    const reply = fault?.reply ?? answer(state, request, url, body, token);
    if (fault?.loseAnswer) return void request.socket.destroy();
    send(state, request, url, response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function faultFor(state: StandIn, method: string, path: string): Fault | null {
  const fault = state.faults.find((one) => one.method === method && one.path.test(path) && (one.times ?? 1) > 0);
  if (fault) fault.times = (fault.times ?? fault.gather ?? 1) - 1;
  return fault ?? null;
}

async function gather(fault: Fault, waiting: Map<Fault, (() => void)[]>): Promise<void> {
  const others = waiting.get(fault) ?? [];
  waiting.set(fault, others);
  const arrived = Promise.withResolvers<void>();
  others.push(arrived.resolve);
  if (others.length >= (fault.gather ?? 1)) for (const go of others) go();
  await arrived.promise;
}

function send(state: StandIn, request: IncomingMessage, url: URL, response: ServerResponse, reply: Reply): void {
  const operation = operationFor(request.method ?? "", url.pathname);
  if (operation) {
    const where = `${request.method} ${url.pathname} answered ${reply.status}`;
    state.violations.push(...answerProblems(operation, reply.status, reply.body).map((what) => `${where}: ${what}`));
  }
  const text = reply.body === undefined ? "" : JSON.stringify(reply.body);
  response.writeHead(reply.status, { "content-type": "application/json; charset=utf-8", ...reply.headers }).end(text);
}

function answer(state: StandIn, request: IncomingMessage, url: URL, body: string, token: Token | undefined): Reply {
  if (!token) return refusal(401, "Bad credentials");
  if (url.pathname === "/graphql") return viewer(state, body, token);
  const operation = operationFor(request.method ?? "", url.pathname);
  if (!operation) {
    state.violations.push(`${request.method} ${url.pathname} is not described`);
    return refusal(500, "not described");
  }
  const problems = requestProblems(operation, { query: url.searchParams, headers: request.headers, body });
  state.violations.push(...problems.map((what) => `${request.method} ${url.pathname}: ${what}`));
  if (problems.length > 0) return refusal(500, "malformed");
  if (operation.template === "/user") {
    if (token.app) return refusal(403, "Resource not accessible by integration");
    return { status: 200, body: sample("public-user", { login: token.login, user_view_type: "public" }) };
  }
  const account = state.protection.account(operation);
  if (account) return account;
  if (operation.values.owner !== "acme" || operation.values.repo !== "devices") return refusal(404, "Not Found");
  const fields = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
  const inEnvironments = state.protection.answer(operation, url.searchParams, fields, token);
  if (inEnvironments) return inEnvironments;
  if (operation.method !== "get" && token.issues !== "write") {
    const headers = { "x-accepted-github-permissions": "issues=write; pull_requests=write" };
    return { ...refusal(403, "Resource not accessible by integration"), headers };
  }
  return operate(state, operation, url.searchParams, fields, token);
}

/** The one question of GraphQL that is asked: who an app's token is. */
function viewer(state: StandIn, body: string, { login }: Token): Reply {
  if (body !== JSON.stringify({ query: "query { viewer { login } }" })) state.violations.push(`graphql: ${body}`);
  return { status: 200, body: { data: { viewer: { login } } } };
}

type Fields = Readonly<Record<string, unknown>>;

function operate(state: StandIn, operation: Matched, query: URLSearchParams, fields: Fields, token: Token): Reply {
  const { method, template, values } = operation;
  const number = Number(values.issue_number);
  const issue = state.issues.find((one) => one.number === number);
  switch (`${method} ${template.replace(REPO, "")}`) {
    case "get ":
      return { status: 200, body: repositoryAnswer(state) };
    case "get /issues":
      return { status: 200, body: listed(state, query) };
    case "post /issues":
      return state.repository.hasIssues ? created(state, fields, token) : refusal(410, "Issues has been disabled");
    case "patch /issues/{issue_number}":
      return issue ? edited(state, issue, fields) : refusal(404, "Not Found");
    case "get /issues/{issue_number}/comments": {
      if (!issue) return refusal(404, "Not Found");
      const all = state.comments.filter((comment) => comment.number === number);
      return { status: 200, body: page(all, query).map(commentAnswer) };
    }
    case "post /issues/{issue_number}/comments": {
      if (!issue) return refusal(404, "Not Found");
      const id = (state.comments.at(-1)?.id ?? 1000) + 1;
      const comment = { id, number, body: String(fields.body), author: token.login };
      state.comments.push(comment);
      return { status: 201, body: commentAnswer(comment) };
    }
    case "patch /issues/comments/{comment_id}": {
      const comment = state.comments.find(({ id }) => id === Number(values.comment_id));
      if (!comment) return refusal(404, "Not Found");
      comment.body = String(fields.body);
      return { status: 200, body: commentAnswer(comment) };
    }
    case "delete /issues/comments/{comment_id}": {
      const at = state.comments.findIndex(({ id }) => id === Number(values.comment_id));
      if (at >= 0) state.comments.splice(at, 1);
      return { status: 204 };
    }
    case "get /attestations/{subject_digest}": {
      const found = state.attestations
        .filter(({ digest }) => digest === values.subject_digest)
        .filter(({ type }) => type === (query.get("predicate_type") ?? type))
        .map(({ bundle }) => ({ bundle, repository_id: 1, bundle_url: "https://blob.example/x", initiator: "user" }));
      if (found.length === 0) return refusal(404, "Not Found");
      // Pages are asked for by cursor; the address of the next one is another host's, which nobody may ask.
      const from = Number(query.get("after")?.slice("cursor=".length) ?? 0);
      const attestations = page(found.slice(from), query);
      const to = from + attestations.length;
      const link = `<https://elsewhere.example/x?after=cursor%3D${to}&per_page=100>; rel="next"`;
      return { status: 200, body: { attestations }, ...(to < found.length && { headers: { link } }) };
    }
    case "get /actions/workflows/{workflow_id}/runs": {
      const runs = state.runs
        .filter((run) => run.workflow === values.workflow_id && run.event === query.get("event"))
        .filter((run) => run.conclusion === query.get("status"))
        .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
      const body = page(runs, query).map((run) =>
        sample("workflow-run", { event: run.event, updated_at: run.updatedAt }),
      );
      return { status: 200, body: { total_count: runs.length, workflow_runs: body } };
    }
    case "get /assignees/{assignee}":
      return state.assignable.has(values.assignee ?? "") ? { status: 204 } : refusal(404, "Not Found");
    case "get /branches/{branch}": {
      const commit = state.heads.get(values.branch ?? "");
      if (!commit) return refusal(404, "Branch not found");
      return {
        status: 200,
        body: sample("branch-with-protection", { name: values.branch, commit: sample("commit", { sha: commit }) }),
      };
    }
    case "get /contents/{path}":
      return file(state, values.path ?? "", query.get("ref") ?? "");
    case "get /git/commits/{commit_sha}":
      return knowsCommit(state, values.commit_sha ?? "")
        ? { status: 200, body: sample("git-commit", { sha: values.commit_sha }) }
        : refusal(404, "Not Found");
    default:
      state.violations.push(`${method} ${template} has no stand-in`);
      return refusal(500, "no stand-in");
  }
}

function invalid(resource: string, field: string): Reply {
  const errors = [{ resource, field, code: "invalid" }];
  return {
    status: 422,
    body: { message: "Validation Failed", documentation_url: "https://docs.example/rest", errors },
  };
}

function repositoryAnswer({ repository }: StandIn): object {
  const { visibility, hasIssues } = repository;
  const owner = loginAnswer("acme", "Organization");
  const values = { owner, name: "devices", full_name: "acme/devices", default_branch: "main" };
  return sample("full-repository", { ...values, private: visibility !== "public", visibility, has_issues: hasIssues });
}

function listed(state: StandIn, query: URLSearchParams): object[] {
  const labels = query.get("labels")?.toLowerCase().split(",") ?? [];
  const matching = state.issues
    .filter((issue) => query.get("state") === "all" || issue.state === (query.get("state") ?? "open"))
    .filter((issue) => query.get("creator") === null || issue.author === query.get("creator"))
    .filter((issue) => labels.every((label) => issue.labels.some((one) => one.toLowerCase() === label)))
    .sort((a, b) => b.number - a.number);
  return page(matching, query).map(issueAnswer);
}

function created(state: StandIn, fields: Fields, token: Token): Reply {
  const assignees = (fields.assignees ?? []) as string[];
  if (assignees.some((login) => !state.assignable.has(login))) return invalid("Issue", "assignees");
  const issue = state.issue({
    title: String(fields.title),
    body: String(fields.body ?? ""),
    labels: [...((fields.labels ?? []) as string[])],
    assignees: [...assignees],
    author: token.login,
  });
  return { status: 201, body: issueAnswer(issue) };
}

function edited(state: StandIn, issue: StoredIssue, fields: Fields): Reply {
  const { title, body, labels, assignees, state: wanted, state_reason } = fields as Record<string, never>;
  if (((assignees ?? []) as string[]).some((login) => !state.assignable.has(login)))
    return invalid("Issue", "assignees");
  if (title !== undefined) issue.title = title;
  if (body !== undefined) issue.body = body;
  if (labels !== undefined) issue.labels = [...(labels as string[])];
  if (assignees !== undefined) issue.assignees = [...(assignees as string[])];
  if (wanted !== undefined && wanted !== issue.state) {
    issue.state = wanted;
    issue.stateReason = (state_reason as string | undefined) ?? null;
  }
  return { status: 200, body: issueAnswer(issue) };
}

function issueAnswer(issue: StoredIssue): object {
  const { number, title, body, state, stateReason, author, labels, assignees, pull } = issue;
  return sample("issue", {
    number,
    title,
    body,
    state,
    state_reason: stateReason,
    user: loginAnswer(author, author.endsWith("[bot]") ? "Bot" : "User"),
    labels: labels.map((name, id) => ({ id, name, color: "ededed", default: false, description: null })),
    assignees: assignees.map((login) => loginAnswer(login, "User")),
    assignee: null,
    milestone: null,
    closed_at: null,
    ...(pull && { pull_request: { url: null, html_url: null, diff_url: null, patch_url: null } }),
  });
}

function commentAnswer({ id, body, author }: StoredComment): object {
  return sample("issue-comment", { id, body, user: loginAnswer(author, "Bot"), author_association: "NONE" });
}

function loginAnswer(login: string, type: string): object {
  return sample("simple-user", { login, type });
}

function knowsCommit({ files }: StandIn, commit: string): boolean {
  return [...files.keys()].some((name) => name.startsWith(`${commit}:`));
}

/** What a folder is answered with: an entry for each file and folder in it. */
function entriesIn(state: StandIn, folder: string, commit: string): object[] {
  const entry = sample("content-file", { content: undefined, encoding: undefined });
  const prefix = `${commit}:${folder}/`;
  const below = [...state.files.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return [...new Set(below.map((path) => path.split("/")[0]!))].map((name) => ({
    ...entry,
    type: below.includes(name) ? "file" : "dir",
    name,
    path: `${folder}/${name}`,
    _links: { git: null, html: null, self: state.url },
  }));
}

function file(state: StandIn, path: string, commit: string): Reply {
  const text = state.files.get(`${commit}:${path}`);
  const entries = entriesIn(state, path, commit);
  if (entries.length > 0) return { status: 200, body: entries };
  if (text === undefined)
    return refusal(404, knowsCommit(state, commit) ? "Not Found" : `No commit found for the ref ${commit}`);
  const bytes = Buffer.from(text);
  // GitHub breaks base64 into lines.
  const content = bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
  const values = { type: "file", encoding: "base64", size: bytes.length, name: path, path, content };
  return {
    status: 200,
    body: sample("content-file", { ...values, _links: { git: null, html: null, self: state.url } }),
  };
}
