// Environments of a repository and what protects them; secrets, of one or of the repository, whose values are written
// and never read.
import type * as v from "valibot";
import type { ShapeOf } from "../json/shape.ts";
import { type AskPage, allPages, firstPages, PER_PAGE, pageOf } from "./all-pages.ts";
import * as answers from "./answers.ts";
import { orNull } from "./errors.ts";
import type { RepositoryCalls } from "./repository-calls.ts";
import type * as t from "./types.ts";

const MAX_PAGES = 10;

export function environmentCalls({ get, find, put, post }: RepositoryCalls): t.EnvironmentCalls {
  const pages =
    <S extends v.GenericSchema, T>(
      path: string,
      schema: S,
      itemsOf: (answer: ShapeOf<S>) => readonly T[],
    ): AskPage<T> =>
    async (page) =>
      pageOf(itemsOf(await get(path, schema, { per_page: PER_PAGE, page })));
  return {
    async environments() {
      const ask = pages("/environments", answers.environmentListAnswer, ({ environments }) => environments);
      const { items, more } = await firstPages(ask, MAX_PAGES);
      return { items: items.map(environmentOf), more };
    },
    async environment(name) {
      const answer = await orNull(get(pathOf(name), answers.environmentAnswer));
      return answer && environmentOf(answer);
    },
    async refPatterns(environment) {
      const path = `${pathOf(environment)}/deployment-branch-policies`;
      const ask = pages(path, answers.refPatternListAnswer, ({ branch_policies }) => branch_policies);
      const patterns = await allPages(ask, MAX_PAGES, `branch and tag patterns of ${environment}`);
      return patterns.map(({ name, type }) => ({ name, type: type ?? "branch" }));
    },
    async hasProtectedBranch() {
      const query = { protected: "true", per_page: 1 };
      return (await get("/branches", answers.branchListAnswer, query)).length > 0;
    },
    async reviewer(name) {
      const [org = "", team] = name.split("/").map(encodeURIComponent);
      const path = team === undefined ? `/users/${org}` : `/orgs/${org}/teams/${team}`;
      const found = await orNull(find(path, answers.idAnswer));
      return found && { type: team === undefined ? "User" : "Team", id: found.id };
    },
    async makeEnvironment(name, { reviewers, selfApproval }) {
      await put(pathOf(name), {
        reviewers,
        prevent_self_review: !selfApproval,
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      });
    },
    async addBranch(environment, branch) {
      const pattern = { name: branch, type: "branch" };
      await post(`${pathOf(environment)}/deployment-branch-policies`, pattern, answers.refPatternAnswer);
    },
    async secrets(of) {
      const ask = pages(secretsOf(of), answers.secretListAnswer, (answer) => answer.secrets);
      const secrets = await allPages(ask, MAX_PAGES, `secrets of ${of ?? "the repository"}`);
      return new Map(secrets.map(({ name, updated_at }) => [name, updated_at]));
    },
    async secretsKey(of) {
      const { key_id, key } = await get(`${secretsOf(of)}/public-key`, answers.secretsKeyAnswer);
      return { id: key_id, key: Buffer.from(key, "base64") };
    },
    async setSecret(of, name, { keyId, sealed }) {
      const body = { encrypted_value: Buffer.from(sealed).toString("base64"), key_id: keyId };
      const status = await put(`${secretsOf(of)}/${encodeURIComponent(name)}`, body);
      return status === 201 ? "created" : "overwritten";
    },
  };
}

/** @param name passed by `isEnvironmentName`. */
function pathOf(name: string): string {
  return `/environments/${encodeURIComponent(name)}`;
}

function secretsOf(of: t.SecretsOf): string {
  return of === null ? "/actions/secrets" : `${pathOf(of)}/secrets`;
}

type EnvironmentAnswer = ShapeOf<typeof answers.environmentAnswer>;

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
