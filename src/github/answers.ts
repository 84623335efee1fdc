// The shape that an answer of GitHub must have before the program uses it, and what of it is used.
import * as v from "valibot";

const login = v.nullish(v.looseObject({ login: v.string() }));

export const issueAnswer = v.looseObject({
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  state: v.picklist(["open", "closed"]),
  title: v.string(),
  body: v.nullish(v.string()),
  user: login,
  labels: v.array(v.union([v.string(), v.looseObject({ name: v.nullish(v.string()) })])),
  assignees: v.nullish(v.array(v.looseObject({ login: v.string() }))),
  pull_request: v.optional(v.unknown()),
});
export const issueListAnswer = v.array(issueAnswer);

export const commentAnswer = v.looseObject({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  body: v.nullish(v.string()),
  user: login,
});
export const commentListAnswer = v.array(commentAnswer);

export const repositoryAnswer = v.looseObject({
  private: v.boolean(),
  visibility: v.nullish(v.string()),
  has_issues: v.boolean(),
  default_branch: v.string(),
});

export const userAnswer = v.looseObject({ login: v.pipe(v.string(), v.nonEmpty()) });
export const viewerAnswer = v.looseObject({ data: v.looseObject({ viewer: userAnswer }) });

export const environmentListAnswer = v.looseObject({
  environments: v.array(
    v.looseObject({
      name: v.string(),
      protection_rules: v.nullish(
        v.array(v.looseObject({ type: v.string(), reviewers: v.nullish(v.array(v.unknown())) })),
      ),
      deployment_branch_policy: v.nullish(v.looseObject({})),
    }),
  ),
});

export const runListAnswer = v.looseObject({
  workflow_runs: v.array(
    v.looseObject({ updated_at: v.string(), event: v.string(), head_branch: v.nullish(v.string()) }),
  ),
});

export const fileAnswer = v.looseObject({
  type: v.literal("file"),
  encoding: v.literal("base64"),
  size: v.number(),
  content: v.string(),
});

export const commitAnswer = v.looseObject({ sha: v.string() });
