// What a review asks of GitHub, and what it leaves there. Everything here may be missing: a review without GitHub is
// whole but for what it says did not run.
import { basename } from "node:path";
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { deployingRefs } from "../github/deploying-refs.ts";
import { keepComment, MAX_COMMENT_BYTES } from "../github/keep-comment.ts";
import type { GitHubClient } from "../github/types.ts";
import type { ReviewedGitHub, ReviewedWorkflow } from "../review/engine/snapshot.ts";
import { parsedWorkflows } from "../review/workflow/jobs.ts";
import { environmentOf, runsCommand } from "../review/workflow/tool-use.ts";
import type { RemoteFiles } from "./base-files.ts";
import { pullNumber } from "./pull-request.ts";

export interface ReviewGitHub {
  /** Files of a commit, where git does not have it. */
  readonly files: RemoteFiles;
  /**
   * @param environments names that the workflows use.
   * @param workflows of the repository: which of them run `remind`.
   */
  facts(environments: readonly string[], workflows: readonly ReviewedWorkflow[]): Promise<ReviewedGitHub>;
  /**
   * Bundles of the attestations that a repository has of a digest.
   * @param digest `sha256:` and 64 hex.
   * @throws {ToolError} what the GitHub client throws.
   */
  attestations(repository: string, digest: string, predicateType: string): Promise<readonly unknown[]>;
  /**
   * Keeps the one comment of this Factory's review on the pull request up to date. Never fails the review.
   * @param render the review as Markdown of at most so many bytes.
   */
  comment(render: (maxBytes: number) => string): Promise<void>;
}

/** Null where there is no token of GitHub's. */
export function reviewGitHub(ctx: Pick<Context, "place" | "github" | "factory" | "log">): ReviewGitHub | null {
  if (!ctx.github.hasToken) return null;
  let made: Promise<GitHubClient> | undefined;
  const connected = () => {
    made ??= ctx.github.connect();
    return made;
  };
  const tolerantly = async <T>(what: string, ask: (client: GitHubClient) => Promise<T>): Promise<T | null> => {
    try {
      return await ask(await connected());
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      ctx.log.info(`GitHub was asked for ${what}, without an answer that can be used. ${error.happened}`);
      return null;
    }
  };
  return {
    files: {
      fileAt: async (commit, path, maxBytes) => (await connected()).fileAt(commit, path, maxBytes),
      filesIn: async (commit, folder) => (await connected()).filesIn(commit, folder),
    },
    async facts(environments, workflows) {
      const jobs = parsedWorkflows(workflows).flatMap((workflow) => workflow.jobs);
      const named = jobs.map(environmentOf).filter((name) => name !== null);
      const names = [...new Set([...environments, ...named])];
      const [known, runs] = await Promise.all([
        tolerantly("environments", (client) => environmentFacts(client, names)),
        tolerantly("past runs", (client) => lastRemindRun(client, workflows)),
      ]);
      return { environments: known, lastRemindRun: runs === null ? undefined : runs.at };
    },
    attestations: async (...asked) => (await connected()).attestations(...asked),
    async comment(render) {
      const number = await pullNumber(ctx.place);
      if (number === null) return ctx.log.warning("There is no pull request to comment on, so `comment` does nothing.");
      const marker = ["review", ctx.factory.factory];
      const body = render(MAX_COMMENT_BYTES);
      const kept = await tolerantly("comments", (client) => keepComment(client, { number, marker, body }));
      if (!kept?.kept) ctx.log.warning(kept?.why ?? "The comment could not be written.");
    },
  };
}

async function environmentFacts(
  client: GitHubClient,
  names: readonly string[],
): Promise<NonNullable<ReviewedGitHub["environments"]>> {
  const missing = { exists: false, reviewers: false, branchesLimited: false };
  if (names.length === 0) return {};
  const { items, more } = await client.environments();
  const known = new Map(items.map((environment) => [environment.name.toLowerCase(), environment]));
  const facts = names
    // A name that a run computes is none that can be looked up.
    .filter((name) => !name.includes("${{"))
    .map(async (name) => {
      const environment = known.get(name.toLowerCase());
      // Behind those that were read it may be all the same: then it is not known.
      if (!environment) return more ? [] : [[name, missing] as const];
      const { open } = await deployingRefs(client, environment);
      const reviewers = environment.approvers.length > 0;
      return [[name, { exists: true, reviewers, branchesLimited: open.length === 0 }] as const];
    });
  return Object.fromEntries((await Promise.all(facts)).flat());
}

/** Only what the repository itself starts counts: a pull request may bring a workflow of that name that does nothing. */
const EVENTS = ["schedule", "workflow_dispatch"] as const;

/** `at` is undefined where no workflow runs `remind`, and null where none ever succeeded. */
async function lastRemindRun(
  client: GitHubClient,
  workflows: readonly ReviewedWorkflow[],
): Promise<{ readonly at: string | null | undefined }> {
  const all = parsedWorkflows(workflows);
  const names = all.filter((workflow) => runsCommand(workflow, "remind", all)).map(({ path }) => basename(path));
  if (names.length === 0) return { at: undefined };
  const asked = names.flatMap((name) => EVENTS.map((event) => client.lastSuccess(name, event)));
  const runs = (await Promise.all(asked)).filter((at) => at !== null).filter((at) => !Number.isNaN(Date.parse(at)));
  return { at: runs.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null };
}
