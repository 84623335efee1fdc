// The shape that an answer of GitHub must have before the program uses it, and what of it is used.
import * as v from "valibot";
import { isCommit } from "../text/commit.ts";

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

export const loginAnswer = v.looseObject({ login: v.pipe(v.string(), v.nonEmpty()) });
export const viewerAnswer = v.looseObject({ data: v.looseObject({ viewer: loginAnswer }) });

export const environmentAnswer = v.looseObject({
  name: v.string(),
  protection_rules: v.nullish(
    v.array(
      v.looseObject({
        type: v.string(),
        prevent_self_review: v.nullish(v.boolean()),
        reviewers: v.nullish(
          v.array(
            v.looseObject({
              type: v.nullish(v.string()),
              reviewer: v.nullish(v.looseObject({ login: v.nullish(v.string()), slug: v.nullish(v.string()) })),
            }),
          ),
        ),
      }),
    ),
  ),
  deployment_branch_policy: v.nullish(v.looseObject({ custom_branch_policies: v.boolean() })),
});
export const environmentListAnswer = v.looseObject({ environments: v.array(environmentAnswer) });

export const refPatternAnswer = v.looseObject({
  name: v.string(),
  type: v.nullish(v.picklist(["branch", "tag"])),
});
export const refPatternListAnswer = v.looseObject({ branch_policies: v.array(refPatternAnswer) });

/** Of an account or a team. */
export const idAnswer = v.looseObject({ id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) });

export const branchListAnswer = v.array(v.looseObject({ name: v.string() }));

export const branchAnswer = v.looseObject({
  commit: v.looseObject({ sha: v.pipe(v.string(), v.check(isCommit)) }),
});

export const secretListAnswer = v.looseObject({
  secrets: v.array(v.looseObject({ name: v.string(), updated_at: v.string() })),
});

/** The key is base64 of the 32 bytes of an X25519 public key. */
export const secretsKeyAnswer = v.looseObject({
  key_id: v.pipe(v.string(), v.nonEmpty()),
  key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/)),
});

export const runListAnswer = v.looseObject({
  workflow_runs: v.array(
    v.looseObject({ updated_at: v.string(), event: v.string(), head_branch: v.nullish(v.string()) }),
  ),
});

/** Without a bundle in it GitHub has it elsewhere, where nobody is asked. */
export const attestationListAnswer = v.looseObject({
  attestations: v.array(v.looseObject({ bundle: v.nullish(v.looseObject({})) })),
});

export const fileAnswer = v.looseObject({
  type: v.literal("file"),
  encoding: v.literal("base64"),
  size: v.number(),
  content: v.string(),
});

/** A file may answer where a folder was asked for. */
export const folderAnswer = v.union([
  v.array(v.looseObject({ type: v.string(), name: v.string() })),
  v.looseObject({ type: v.literal("file") }),
]);

export const commitAnswer = v.looseObject({ sha: v.string() });
