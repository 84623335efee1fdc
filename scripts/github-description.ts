// Takes out of GitHub's published OpenAPI description what the tests hold our requests, and their stand-in's answers,
// against: the operations that the program uses, whole but for texts and examples. The description itself (the package
// @octokit/openapi) has 400 MB, which is why it is no dependency.
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
//   node scripts/github-description.ts package/generated/api.github.com.json
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const REPO = "/repos/{owner}/{repo}";
const OPERATIONS: readonly (readonly [path: string, ...methods: string[]])[] = [
  ["/user", "get"],
  ["/users/{username}", "get"],
  ["/orgs/{org}/teams/{team_slug}", "get"],
  [REPO, "get"],
  [`${REPO}/issues`, "get", "post"],
  [`${REPO}/issues/{issue_number}`, "patch"],
  [`${REPO}/issues/{issue_number}/comments`, "get", "post"],
  [`${REPO}/issues/comments/{comment_id}`, "patch", "delete"],
  [`${REPO}/environments`, "get"],
  [`${REPO}/environments/{environment_name}`, "get", "put"],
  [`${REPO}/environments/{environment_name}/deployment-branch-policies`, "get", "post"],
  [`${REPO}/environments/{environment_name}/secrets`, "get"],
  [`${REPO}/environments/{environment_name}/secrets/public-key`, "get"],
  [`${REPO}/environments/{environment_name}/secrets/{secret_name}`, "put"],
  [`${REPO}/actions/secrets`, "get"],
  [`${REPO}/actions/secrets/public-key`, "get"],
  [`${REPO}/actions/secrets/{secret_name}`, "put"],
  [`${REPO}/assignees/{assignee}`, "get"],
  [`${REPO}/branches`, "get"],
  [`${REPO}/branches/{branch}`, "get"],
  [`${REPO}/actions/workflows/{workflow_id}/runs`, "get"],
  [`${REPO}/attestations/{subject_digest}`, "get"],
  [`${REPO}/contents/{path}`, "get"],
  [`${REPO}/git/commits/{commit_sha}`, "get"],
];

/** Says nothing about what a request or an answer must be. */
const TEXTS = new Set(["description", "summary", "example", "examples", "externalDocs", "tags", "title", "x-github"]);

type Json = Record<string, unknown>;

const source = process.argv[2];
if (!source) throw new Error("Name the file api.github.com.json of the package @octokit/openapi.");
const text = await readFile(source, "utf8");
const whole = JSON.parse(text) as Json & { readonly info: Json; readonly paths: Record<string, Json> };
const components: Record<string, Record<string, unknown>> = {};
const paths = Object.fromEntries(
  OPERATIONS.map(([name, ...methods]) => {
    const found = whole.paths[name];
    if (!found) throw new Error(`The description has no ${name}.`);
    return [name, Object.fromEntries(methods.map((method) => [method, taken(found[method])]))];
  }),
);
const target = path.resolve(import.meta.dirname, "../__tests__/github/description.json");
const from = { package: "@octokit/openapi", version: whole.info["version"], sha256: sha256(text) };
await writeFile(target, `${JSON.stringify({ openapi: whole["openapi"], from, paths, components })}\n`);

/** A copy without texts; what it refers to is taken as well. */
function taken(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => taken(item));
  if (value === null || typeof value !== "object") return value;
  const { $ref } = value as { $ref?: unknown };
  if (typeof $ref === "string") take($ref);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => inProperties || !TEXTS.has(name))
      .map(([name, member]) => [name, taken(member, name === "properties" && !inProperties)]),
  );
}

function take(reference: string): void {
  const [, kind = "", name = ""] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? [];
  if (name === "" || kind === "examples") throw new Error(`The description refers to ${reference}.`);
  components[kind] ??= {};
  if (Object.hasOwn(components[kind], name)) return;
  components[kind][name] = null;
  const found = (whole["components"] as Record<string, Record<string, unknown>>)[kind]?.[name];
  components[kind][name] = taken(found);
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
