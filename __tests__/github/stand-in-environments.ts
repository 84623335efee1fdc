// The stand-in's environments and their secrets: sealed for a key of its own and opened by libsodium, as GitHub does.
// Who may see or set them is told by the token.
import sodium from "libsodium-wrappers";
import { type Matched, sample } from "./openapi.ts";
import { page, type Reply, refusal, type Token } from "./stand-in-replies.ts";

export interface StoredSecret {
  readonly value: string;
  readonly updatedAt: string;
}

export interface Environments {
  /** As GitHub shows them, but for what is made up. */
  readonly list: Record<string, unknown>[];
  /** By the environment's name: what branches or tags must match where its policy says custom. */
  readonly refPatterns: Map<string, { readonly name: string; readonly type?: "branch" | "tag" }[]>;
  readonly protectedBranches: string[];
  /** By the environment's name, then the secret's; those of the repository by {@link REPOSITORY}. */
  readonly secrets: Map<string, Map<string, StoredSecret>>;
  /** Base64, in place of the true one. */
  publicKey: string;
  /** Ids of accounts by login, and of teams by `org/team`. */
  readonly accounts: Map<string, number>;
  /** About an account or a team; null for every other operation. */
  readonly account: (operation: Matched) => Reply | null;
  readonly answer: (operation: Matched, query: URLSearchParams, fields: Fields, token: Token) => Reply | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** An environment that nobody can reach unseen, with `more` in place of its members. */
export function protectedEnvironment(name: string, more: object = {}): Record<string, unknown> {
  const reviewer = sample("simple-user", { login: "octocat" });
  return {
    name,
    protection_rules: [
      {
        id: 1,
        node_id: "n",
        type: "required_reviewers",
        prevent_self_review: true,
        reviewers: [{ type: "User", reviewer }],
      },
      { id: 2, node_id: "n", type: "branch_policy" },
    ],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    ...more,
  };
}

/** In place of an environment's name. */
export const REPOSITORY = "";

const KEY_ID = "568250167242549743";
const BELOW = "/repos/{owner}/{repo}/environments";
const NOW = "2026-11-23T08:00:00Z";
const ACCEPTED = { "x-accepted-github-permissions": "environments=write" };
const OWN_SECRETS = "/repos/{owner}/{repo}/actions/secrets";

export async function environmentsStandIn(): Promise<Environments> {
  await sodium.ready;
  const keys = sodium.crypto_box_keypair();
  const base64 = sodium.base64_variants.ORIGINAL;
  const state: Environments = {
    list: [],
    refPatterns: new Map(),
    protectedBranches: [],
    secrets: new Map(),
    publicKey: sodium.to_base64(keys.publicKey, base64),
    accounts: new Map([
      ["octocat", 583231],
      ["hubot", 480938],
      ["acme/release", 4532992],
    ]),
    account({ template, values }) {
      if (template === "/users/{username}") {
        const id = state.accounts.get(values.username ?? "");
        const about = { login: values.username, id, user_view_type: "public" };
        return id === undefined ? refusal(404, "Not Found") : { status: 200, body: sample("public-user", about) };
      }
      if (template !== "/orgs/{org}/teams/{team_slug}") return null;
      const id = state.accounts.get(`${values.org}/${values.team_slug}`);
      const about = { slug: values.team_slug, id };
      return id === undefined ? refusal(404, "Not Found") : { status: 200, body: sample("team-full", about) };
    },
    answer({ method, template, values }, query, fields, token) {
      if (template.startsWith(OWN_SECRETS)) {
        if (token.secrets !== "write") return refusal(403, "Resource not accessible by personal access token");
        return secretsAnswer(`${method} ${template.slice(OWN_SECRETS.length)}`, REPOSITORY, values, query, fields);
      }
      if (template === "/repos/{owner}/{repo}/branches") return branches(state, query);
      if (!template.startsWith(BELOW)) return null;
      const operation = `${method} ${template.slice(BELOW.length)}`;
      if (operation === "get ") {
        const environments = page(state.list, query).map((one) => sample("environment", one));
        return { status: 200, body: { total_count: state.list.length, environments } };
      }
      // Names of environments know no case.
      const wanted = values.environment_name?.toLowerCase();
      const environment = state.list.find(({ name }) => String(name).toLowerCase() === wanted);
      if (operation === "put /{environment_name}") {
        if (token.administration !== "write") return refusal(403, "Resource not accessible by personal access token");
        return made(values.environment_name!, fields);
      }
      if (!environment) return refusal(404, "Not Found");
      const { name } = environment as { readonly name: string };
      if (operation.includes("/secrets") && token.environments === undefined) {
        return { ...refusal(403, "Resource not accessible by integration"), headers: ACCEPTED };
      }
      switch (operation.replace("/{environment_name}", "")) {
        case "get ":
          return { status: 200, body: sample("environment", environment) };
        case "get /deployment-branch-policies":
          return { status: 200, body: patterns(state, name, query) };
        case "post /deployment-branch-policies": {
          if (token.administration !== "write") return refusal(403, "Resource not accessible by personal access token");
          const pattern = { name: String(fields.name), type: (fields.type ?? "branch") as "branch" | "tag" };
          state.refPatterns.set(name, [...(state.refPatterns.get(name) ?? []), pattern]);
          return { status: 200, body: { id: 1, node_id: "n", ...pattern } };
        }
        case "put /secrets/{secret_name}":
          if (token.environments !== "write") {
            return { ...refusal(403, "Resource not accessible by personal access token"), headers: ACCEPTED };
          }
      }
      const below = `${method} ${template.slice(`${BELOW}/{environment_name}/secrets`.length)}`;
      return template.includes("/secrets") ? secretsAnswer(below, name, values, query, fields) : null;
    },
  };

  /** @param operation method, and path below the secrets. */
  function secretsAnswer(
    operation: string,
    of: string,
    values: Matched["values"],
    query: URLSearchParams,
    fields: Fields,
  ): Reply | null {
    const secrets = secretsOf(state, of);
    switch (operation) {
      case "get ": {
        const list = page([...secrets], query).map(([name, { updatedAt }]) => ({
          name,
          created_at: NOW,
          updated_at: updatedAt,
        }));
        return { status: 200, body: { total_count: secrets.size, secrets: list } };
      }
      case "get /public-key":
        return { status: 200, body: { key_id: KEY_ID, key: state.publicKey } };
      case "put /{secret_name}":
        return put(secrets, values.secret_name!, fields);
      default:
        return null;
    }
  }

  /** As GitHub does it: what is not given is as it is by default. */
  function made(name: string, fields: Fields): Reply {
    const wanted = (fields.reviewers ?? []) as { readonly type: string; readonly id: number }[];
    const named = wanted.map(({ type, id }) => ({ type, name: [...state.accounts].find((one) => one[1] === id)?.[0] }));
    if (named.some((one) => one.name === undefined)) return refusal(422, "Reviewers are invalid");
    const reviewers = named.map(({ type, name: who = "" }) => {
      const team = { slug: who.split("/")[1], parent: null };
      return { type, reviewer: type === "Team" ? sample("team", team) : sample("simple-user", { login: who }) };
    });
    const rule = { id: 1, node_id: "n", type: "required_reviewers", reviewers };
    const environment = {
      name,
      protection_rules: [
        ...(reviewers.length > 0 ? [{ ...rule, prevent_self_review: fields.prevent_self_review ?? false }] : []),
        ...(fields.deployment_branch_policy ? [{ id: 2, node_id: "n", type: "branch_policy" }] : []),
      ],
      deployment_branch_policy: fields.deployment_branch_policy ?? null,
    };
    const at = state.list.findIndex((one) => String(one.name).toLowerCase() === name.toLowerCase());
    state.list.splice(at === -1 ? state.list.length : at, at === -1 ? 0 : 1, environment);
    return { status: 200, body: sample("environment", environment) };
  }

  function put(secrets: Map<string, StoredSecret>, name: string, fields: Fields): Reply {
    if (fields.key_id !== KEY_ID) return refusal(422, "The key_id is not the current one");
    let value: string;
    try {
      const sealed = sodium.from_base64(String(fields.encrypted_value), base64);
      value = Buffer.from(sodium.crypto_box_seal_open(sealed, keys.publicKey, keys.privateKey)).toString("utf8");
    } catch {
      return refusal(422, "encrypted_value could not be decrypted");
    }
    if (value.length > 48 * 1024) return refusal(422, "Secret value is too large");
    const status = secrets.has(name) ? 204 : 201;
    secrets.set(name, { value, updatedAt: NOW });
    return status === 201 ? { status, body: {} } : { status };
  }

  return state;
}

function secretsOf({ secrets }: Environments, environment: string): Map<string, StoredSecret> {
  const found = secrets.get(environment) ?? new Map<string, StoredSecret>();
  secrets.set(environment, found);
  return found;
}

function patterns({ refPatterns }: Environments, environment: string, query: URLSearchParams): object {
  const all = refPatterns.get(environment) ?? [];
  const branch_policies = page(all, query).map((one, id) => ({ id, node_id: "n", type: "branch", ...one }));
  return { total_count: all.length, branch_policies };
}

function branches({ protectedBranches }: Environments, query: URLSearchParams): Reply {
  const all = query.get("protected") === "true" ? protectedBranches : ["main", "work", ...protectedBranches];
  const commit = { sha: "a".repeat(40), url: "https://github.example/x" };
  return { status: 200, body: page(all, query).map((name) => ({ name, commit, protected: true })) };
}
