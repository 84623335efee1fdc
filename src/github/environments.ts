// Environments of a repository: what protects them, and their secrets, whose values are written and never read.
import type * as v from "valibot";
import * as answers from "./answers.ts";
import { orNull } from "./errors.ts";
import type * as t from "./types.ts";

/** How this repository is asked; paths begin below it. */
export interface RepositoryCalls {
  get<S extends v.GenericSchema>(
    path: string,
    schema: S,
    query?: Readonly<Record<string, string | number>>,
  ): Promise<v.InferOutput<S>>;
  /** @returns the status. */
  put(path: string, body: object): Promise<number>;
}

const PER_PAGE = 100;
const MAX_PAGES = 10;

export function environmentCalls({ get, put }: RepositoryCalls): t.EnvironmentCalls {
  return {
    async environments() {
      const found: t.GitHubEnvironment[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const { environments } = await get("/environments", answers.environmentListAnswer, {
          per_page: PER_PAGE,
          page,
        });
        found.push(...environments.map(environmentOf));
        if (environments.length < PER_PAGE) break;
      }
      return found;
    },
    async environment(name) {
      const answer = await orNull(get(pathOf(name), answers.environmentAnswer));
      return answer && environmentOf(answer);
    },
    async refPatterns(environment) {
      const path = `${pathOf(environment)}/deployment-branch-policies`;
      const { branch_policies } = await get(path, answers.refPatternListAnswer, { per_page: PER_PAGE });
      return branch_policies.map(({ name, type }) => ({ name, type: type ?? "branch" }));
    },
    async hasProtectedBranch() {
      const query = { protected: "true", per_page: 1 };
      return (await get("/branches", answers.branchListAnswer, query)).length > 0;
    },
    async environmentSecrets(environment) {
      const { secrets } = await get(`${pathOf(environment)}/secrets`, answers.secretListAnswer, { per_page: PER_PAGE });
      return new Map(secrets.map(({ name, updated_at }) => [name, updated_at]));
    },
    async environmentKey(environment) {
      const { key_id, key } = await get(`${pathOf(environment)}/secrets/public-key`, answers.secretsKeyAnswer);
      return { id: key_id, key: Buffer.from(key, "base64") };
    },
    async setEnvironmentSecret(environment, name, { keyId, sealed }) {
      const body = { encrypted_value: Buffer.from(sealed).toString("base64"), key_id: keyId };
      const status = await put(`${pathOf(environment)}/secrets/${encodeURIComponent(name)}`, body);
      return status === 201 ? "created" : "overwritten";
    },
  };
}

/** @param name passed by `isEnvironmentName`. */
function pathOf(name: string): string {
  return `/environments/${encodeURIComponent(name)}`;
}

type EnvironmentAnswer = v.InferOutput<typeof answers.environmentAnswer>;

function environmentOf({ name, protection_rules, deployment_branch_policy }: EnvironmentAnswer): t.GitHubEnvironment {
  const approval = (protection_rules ?? []).filter(({ type }) => type === "required_reviewers");
  const approvers = approval.flatMap(({ reviewers }) => (reviewers ?? []).map(approverOf));
  return {
    name,
    approvers,
    selfApproval: !approval.some(({ prevent_self_review }) => prevent_self_review === true),
    refs: refsOf(deployment_branch_policy),
  };
}

function refsOf(policy: EnvironmentAnswer["deployment_branch_policy"]): t.GitHubEnvironment["refs"] {
  if (!policy) return "any";
  return policy.custom_branch_policies ? "selected" : "protected";
}

type Approver = NonNullable<NonNullable<EnvironmentAnswer["protection_rules"]>[number]["reviewers"]>[number];

function approverOf({ type, reviewer }: Approver): string {
  if (type === "Team") return reviewer?.slug ? `team ${reviewer.slug}` : "a team";
  return reviewer?.login ?? "a user";
}
