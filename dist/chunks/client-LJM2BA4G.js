import {
  MAX_RESPONSE_BYTES,
  array,
  boolean,
  decodeUtf8,
  literal,
  looseObject,
  minValue,
  networkFault,
  nonEmpty,
  nullish,
  number,
  optional,
  picklist,
  pipe,
  readBody,
  regex,
  safeInteger,
  safeParse,
  string,
  union,
  unknown
} from "./chunk-CFKSH2RI.js";
import {
  answerError,
  gitHubStatusOf,
  limitOf,
  lostError,
  orNull,
  unreadable
} from "./chunk-FPWJOBMW.js";
import {
  backoffMs,
  isTransientStatus
} from "./chunk-LGCY5IBC.js";
import "./chunk-D4KA6KDZ.js";
import "./chunk-WLXACK2J.js";
import "./chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";

// src/github/answers.ts
var login = nullish(looseObject({ login: string() })), issueAnswer = looseObject({
  number: pipe(number(), safeInteger(), minValue(1)),
  state: picklist(["open", "closed"]),
  title: string(),
  body: nullish(string()),
  user: login,
  labels: array(union([string(), looseObject({ name: nullish(string()) })])),
  assignees: nullish(array(looseObject({ login: string() }))),
  pull_request: optional(unknown())
}), issueListAnswer = array(issueAnswer), commentAnswer = looseObject({
  id: pipe(number(), safeInteger(), minValue(1)),
  body: nullish(string()),
  user: login
}), commentListAnswer = array(commentAnswer), repositoryAnswer = looseObject({
  private: boolean(),
  visibility: nullish(string()),
  has_issues: boolean(),
  default_branch: string()
}), userAnswer = looseObject({ login: pipe(string(), nonEmpty()) }), viewerAnswer = looseObject({ data: looseObject({ viewer: userAnswer }) }), environmentAnswer = looseObject({
  name: string(),
  protection_rules: nullish(
    array(
      looseObject({
        type: string(),
        prevent_self_review: nullish(boolean()),
        reviewers: nullish(
          array(
            looseObject({
              type: nullish(string()),
              reviewer: nullish(looseObject({ login: nullish(string()), slug: nullish(string()) }))
            })
          )
        )
      })
    )
  ),
  deployment_branch_policy: nullish(looseObject({ custom_branch_policies: boolean() }))
}), environmentListAnswer = looseObject({ environments: array(environmentAnswer) }), refPatternListAnswer = looseObject({
  branch_policies: array(looseObject({ name: string(), type: nullish(picklist(["branch", "tag"])) }))
}), branchListAnswer = array(looseObject({ name: string() })), secretListAnswer = looseObject({
  secrets: array(looseObject({ name: string(), updated_at: string() }))
}), publicKeyAnswer = looseObject({
  key_id: pipe(string(), nonEmpty()),
  key: pipe(string(), regex(/^[A-Za-z0-9+/]{43}=$/))
}), runListAnswer = looseObject({
  workflow_runs: array(
    looseObject({ updated_at: string(), event: string(), head_branch: nullish(string()) })
  )
}), fileAnswer = looseObject({
  type: literal("file"),
  encoding: literal("base64"),
  size: number(),
  content: string()
}), commitAnswer = looseObject({ sha: string() });

// src/github/environments.ts
var PER_PAGE = 100, MAX_PAGES = 10;
function environmentCalls({ get, put }) {
  return {
    async environments() {
      let found = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        let { environments } = await get("/environments", environmentListAnswer, {
          per_page: PER_PAGE,
          page
        });
        if (found.push(...environments.map(environmentOf)), environments.length < PER_PAGE) break;
      }
      return found;
    },
    async environment(name) {
      let answer = await orNull(get(pathOf(name), environmentAnswer));
      return answer && environmentOf(answer);
    },
    async refPatterns(environment) {
      let path = `${pathOf(environment)}/deployment-branch-policies`, { branch_policies } = await get(path, refPatternListAnswer, { per_page: PER_PAGE });
      return branch_policies.map(({ name, type }) => ({ name, type: type ?? "branch" }));
    },
    async hasProtectedBranch() {
      return (await get("/branches", branchListAnswer, { protected: "true", per_page: 1 })).length > 0;
    },
    async environmentSecrets(environment) {
      let { secrets } = await get(`${pathOf(environment)}/secrets`, secretListAnswer, { per_page: PER_PAGE });
      return new Map(secrets.map(({ name, updated_at }) => [name, updated_at]));
    },
    async environmentKey(environment) {
      let { key_id, key } = await get(`${pathOf(environment)}/secrets/public-key`, publicKeyAnswer);
      return { id: key_id, key: Buffer.from(key, "base64") };
    },
    async setEnvironmentSecret(environment, name, { keyId, sealed }) {
      let body = { encrypted_value: Buffer.from(sealed).toString("base64"), key_id: keyId };
      return await put(`${pathOf(environment)}/secrets/${encodeURIComponent(name)}`, body) === 201 ? "created" : "overwritten";
    }
  };
}
function pathOf(name) {
  return `/environments/${encodeURIComponent(name)}`;
}
function environmentOf({ name, protection_rules, deployment_branch_policy }) {
  let approval = (protection_rules ?? []).filter(({ type }) => type === "required_reviewers"), approvers = approval.flatMap(({ reviewers }) => (reviewers ?? []).map(approverOf));
  return {
    name,
    approvers,
    selfApproval: !approval.some(({ prevent_self_review }) => prevent_self_review === !0),
    refs: refsOf(deployment_branch_policy)
  };
}
function refsOf(policy) {
  return policy ? policy.custom_branch_policies ? "selected" : "protected" : "any";
}
function approverOf({ type, reviewer }) {
  return type === "Team" ? reviewer?.slug ? `team ${reviewer.slug}` : "a team" : reviewer?.login ?? "a user";
}

// src/github/http.ts
var API_VERSION = "2022-11-28";
async function askGitHub(connection, call) {
  let where = nameOf(call);
  for (let retry = 1; ; retry++) {
    if (connection.signal.aborted) throw aborted(connection, where);
    let answer = await attempt(connection, call, where), pauseMs = retry > 4 ? null : pauseAfter(connection, call, answer, retry);
    if (pauseMs === null) return usable(connection, where, answer);
    let why = answer instanceof ToolError ? "got no complete answer" : `was answered with ${answer.status}`;
    connection.info(`${where} ${why}; trying again in ${pauseMs / 1e3} s (${retry} of ${4}).`), await connection.wait(pauseMs);
  }
}
function nameOf({ method, url }) {
  return `${method} ${new URL(url).pathname}`;
}
function pauseAfter(connection, { repeatable }, answer, retry) {
  if (answer instanceof ToolError)
    return repeatable && isPassing(answer) ? backoffMs(retry, connection.random()) : null;
  let limit = limitOf(answer.status, answer.headers);
  return limit ? limit.pauseMs !== null && limit.pauseMs <= 6e4 ? limit.pauseMs : null : !repeatable || !isTransientStatus(answer.status) ? null : backoffMs(retry, connection.random());
}
var passing = /* @__PURE__ */ new WeakSet();
function isPassing(error) {
  return passing.has(error);
}
async function attempt(connection, { method, url, body }, where) {
  try {
    let response = await connection.fetch(url, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${connection.token}`,
        "user-agent": "factory-tuf",
        "x-github-api-version": API_VERSION,
        ...body === void 0 ? {} : { "content-type": "application/json" }
      },
      redirect: "manual",
      signal: AbortSignal.any([connection.signal, AbortSignal.timeout(connection.attemptMs)]),
      ...body === void 0 ? {} : { body: JSON.stringify(body) }
    }), bytes = await readBody(response, connection.maxBytes, where);
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    if (connection.signal.aborted) throw aborted(connection, where);
    if (error instanceof ToolError) throw error;
    let fault = networkFault(error);
    if (!fault) throw error;
    let lost = lostError(where, fault);
    return fault.lasting || passing.add(lost), lost;
  }
}
function usable(connection, where, answer) {
  if (answer instanceof ToolError) throw answer;
  let { status, headers } = answer, text = decodeUtf8(answer.bytes);
  if (status < 200 || status >= 300) throw answerError(where, { status, headers, text }, connection.token);
  if (text === "") return { status, headers, value: null };
  try {
    return { status, headers, value: JSON.parse(text ?? "") };
  } catch {
    throw unreadable(where, status);
  }
}
function aborted({ signal }, where) {
  return signal.reason instanceof ToolError ? signal.reason : new ToolError("deadline-exceeded", {
    happened: `${where} had no answer when the time for this command was over.`,
    next: "Run this again; give it more time with `timeout` if the network is slow."
  });
}

// src/github/client.ts
var PER_PAGE2 = 100, ATTEMPT_MS = 3e4, COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
function createGitHubClient(options) {
  if (options.token === "")
    throw new ToolError("github-token-missing", {
      happened: "There is no GitHub token to ask GitHub with.",
      next: "In a workflow give `github-token` (by default it is the job's own); elsewhere set GITHUB_TOKEN."
    });
  let { apiUrl, graphqlUrl, repository, token, signal, wait, info } = options, connection = {
    token,
    signal,
    wait,
    info,
    fetch: options.fetch ?? globalThis.fetch,
    random: options.random ?? Math.random,
    maxBytes: MAX_RESPONSE_BYTES,
    attemptMs: ATTEMPT_MS
  }, here = `${apiUrl}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`, ask = async (call, schema) => shaped(call, await askGitHub(connection, call), schema), get = (path, schema, query = {}) => ask({ method: "GET", url: here + path + queryText(query), repeatable: !0 }, schema), post = (path, body, schema) => ask({ method: "POST", url: here + path, body, repeatable: !1 }, schema), patch = (path, body, schema) => ask({ method: "PATCH", url: here + path, body, repeatable: !0 }, schema), put = async (path, body) => (options.onWrite?.(), (await askGitHub(connection, { method: "PUT", url: here + path, body, repeatable: !0 })).status), viewer = async () => (await ask({ method: "POST", url: graphqlUrl, body: VIEWER, repeatable: !0 }, viewerAnswer)).data.viewer.login, identity;
  return {
    repository,
    identity() {
      return identity ??= ask({ method: "GET", url: `${apiUrl}/user`, repeatable: !0 }, userAnswer).then(({ login: login2 }) => login2).catch((error) => isForbidden(error) ? viewer() : Promise.reject(error)), identity;
    },
    async repositoryFacts() {
      let { private: isPrivate, visibility, has_issues, default_branch } = await get("", repositoryAnswer);
      return { isPublic: visibility ? visibility === "public" : !isPrivate, hasIssues: has_issues, defaultBranch: default_branch };
    },
    async issues({ creator, label, page }) {
      let query = { state: "all", creator, sort: "created", direction: "desc", per_page: PER_PAGE2, page }, list = await get(
        "/issues",
        issueListAnswer,
        label === void 0 ? query : { ...query, labels: label }
      );
      return { items: list.filter((issue) => issue.pull_request === void 0).map(issueOf), more: list.length === PER_PAGE2 };
    },
    createIssue: async (body) => issueOf(await post("/issues", body, issueAnswer)),
    async updateIssue(number2, { stateReason, ...changes }) {
      let body = { ...changes, ...stateReason && { state_reason: stateReason } };
      return issueOf(await patch(`/issues/${number2}`, body, issueAnswer));
    },
    async comments(number2, page) {
      let path = `/issues/${number2}/comments`, list = await get(path, commentListAnswer, { per_page: PER_PAGE2, page });
      return { items: list.map(commentOf), more: list.length === PER_PAGE2 };
    },
    addComment: async (number2, body) => commentOf(await post(`/issues/${number2}/comments`, { body }, commentAnswer)),
    updateComment: async (id, body) => commentOf(await patch(`/issues/comments/${id}`, { body }, commentAnswer)),
    async deleteComment(id) {
      let call = { method: "DELETE", url: `${here}/issues/comments/${id}`, repeatable: !0 };
      await orNull(askGitHub(connection, call));
    },
    ...environmentCalls({ get, put }),
    async lastSuccess(workflow, event) {
      let path = `/actions/workflows/${encodeURIComponent(workflow)}/runs`;
      return (await orNull(get(path, runListAnswer, { status: "success", event, per_page: 1 })))?.workflow_runs[0]?.updated_at ?? null;
    },
    async fileAt(commit, path, maxBytes) {
      if (!COMMIT.test(commit)) throw new Error("a commit is named by its whole id");
      let segments = path.split("/").map(encodeURIComponent).join("/"), file = await orNull(get(`/contents/${segments}`, fileAnswer, { ref: commit }));
      return file ? bytesOf(file, path, maxBytes) : (await get(`/git/commits/${commit}`, commitAnswer), null);
    }
  };
}
var VIEWER = { query: "query { viewer { login } }" };
function shaped(call, answer, schema) {
  let result = safeParse(schema, answer.value);
  if (result.success) return result.output;
  throw unreadable(`${call.method} ${new URL(call.url).pathname}`, answer.status);
}
function queryText(query) {
  let text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  return text.size === 0 ? "" : `?${text}`;
}
function isForbidden(error) {
  return gitHubStatusOf(error) === 403 && error instanceof ToolError && error.code === "http-forbidden";
}
function issueOf(issue) {
  let { number: number2, state, title, body, user, labels, assignees } = issue, names = labels.flatMap((label) => typeof label == "string" ? label : label.name ?? []);
  return {
    number: number2,
    state,
    title,
    body: body ?? "",
    author: user?.login ?? null,
    labels: names,
    assignees: (assignees ?? []).map(({ login: login2 }) => login2)
  };
}
function commentOf({ id, body, user }) {
  return { id, body: body ?? "", author: user?.login ?? null };
}
function bytesOf(file, path, maxBytes) {
  let bytes = Buffer.from(file.content, "base64");
  if (bytes.length === file.size && bytes.length <= maxBytes) return bytes;
  throw new ToolError("response-malformed", {
    happened: `GitHub shows ${path} with ${file.size} bytes, and at most ${maxBytes} whole ones can be read.`,
    next: "Make the file smaller, or check the repository out so that git can read it."
  });
}
export {
  createGitHubClient
};
