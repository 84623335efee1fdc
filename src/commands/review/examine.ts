// One review from its inputs to its result: what the repository says first, then everything that can be read at once,
// then the rules.
import { runReview } from "../../review/engine.ts";
import type { ReviewResult } from "../../review/result.ts";
import type { ReviewedWorkflow, Stage } from "../../review/snapshot.ts";
import { ToolError } from "../../tuf/errors.ts";
import { isObject } from "../../tuf/metadata.ts";
import type { Context } from "../command.ts";
import { PINS_FILE, POLICY_FILE, readConfigFile } from "../setup/repository.ts";
import { Attempts } from "./attempts.ts";
import type { ReviewGitHub } from "./github-port.ts";
import { onlyReviews } from "./only-reviews.ts";
import { isProposal } from "./pull-request.ts";
import { readArchives } from "./read-archives.ts";
import { readWorkflows } from "./read-workflows.ts";
import { type NamedInputs, readInputs } from "./repository-inputs.ts";
import { reviewPolicy, settingsFrom } from "./settings.ts";
import { type TakenSnapshot, takeSnapshot } from "./take-snapshot.ts";

export interface ReviewRequest extends NamedInputs {
  readonly stage: Stage;
  readonly tags?: readonly string[] | undefined;
  readonly archive?: readonly string[] | undefined;
  readonly workflows?: string | undefined;
  readonly failOn?: string | undefined;
  readonly onMissingToken?: string | undefined;
}

export interface Examined {
  readonly result: ReviewResult;
  readonly snapshot: TakenSnapshot;
  /** Texts of committed files by path, for reports that point at lines. */
  readonly texts: ReadonlyMap<string, string>;
}

const MAX_TEXT_BYTES = 1024 * 1024;

export async function examine(
  ctx: Context,
  request: ReviewRequest,
  github: ReviewGitHub | null,
  now: Date,
): Promise<Examined> {
  const inputs = await readInputs(ctx, request, github?.file ?? null, now);
  const proposal = isProposal(ctx.place);
  const settings = settingsFrom(request, inputs.policy, proposal, ctx.log);
  const attempts = new Attempts();
  const [archives, workflows, texts] = await Promise.all([
    readArchives(request.archive ?? [], ctx.place, attempts),
    readWorkflows(ctx.place.folder, request.workflows, attempts),
    committedTexts(ctx.place.folder, request),
  ]);
  const facts = github ? await github.facts(environmentsOf(workflows ?? []), workflows ?? []) : null;
  ctx.progress("Reading the Factory");
  const client = ctx.missingCredentials ? null : ctx.factory;
  const snapshot = await takeSnapshot(
    { client },
    {
      factory: ctx.factory.factory,
      stage: request.stage,
      tags: request.tags ?? null,
      trustedRoot: inputs.trustedRoot,
      pins: inputs.pins,
      pinChange: inputs.pinChange,
      archives,
      workflows,
      github: facts,
      readOnlyJob: onlyReviews(ctx.place, workflows),
      unavailable: [...inputs.unavailable, ...attempts.unavailable],
    },
  );
  const result = runReview({
    snapshot,
    policy: reviewPolicy(inputs.policy),
    waivers: inputs.waivers,
    now,
    ...settings,
    progress: snapshot.progress,
  });
  return {
    result,
    snapshot,
    texts: new Map([...texts, ...(workflows ?? []).map(({ path, text }) => [path, text] as const)]),
  };
}

/** Names of environments that jobs wait for. */
function environmentsOf(workflows: readonly ReviewedWorkflow[]): string[] {
  const names = workflows.flatMap(({ value }) => {
    const jobs = isObject(value) && isObject(value.jobs) ? Object.values(value.jobs) : [];
    return jobs.flatMap((job) => {
      const environment = isObject(job) ? job.environment : undefined;
      const name = isObject(environment) ? environment.name : environment;
      return typeof name === "string" ? [name] : [];
    });
  });
  return [...new Set(names)];
}

/** A file that cannot be read here has been complained about where it counts. */
async function committedTexts(folder: string, { pins, policy }: ReviewRequest): Promise<[string, string][]> {
  const files = [
    { named: pins, byDefault: PINS_FILE },
    { named: policy, byDefault: POLICY_FILE },
  ];
  const texts = await Promise.all(
    files.map(async ({ named, byDefault }): Promise<[string, string][]> => {
      try {
        const file = await readConfigFile(folder, undefined, named ?? byDefault, MAX_TEXT_BYTES);
        return file ? [[byDefault, file.text]] : [];
      } catch (error) {
        if (error instanceof ToolError) return [];
        throw error;
      }
    }),
  );
  return texts.flat();
}
