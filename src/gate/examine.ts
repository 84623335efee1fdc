// One review from its inputs to its result: what the repository says first, then everything that can be read at once,
// then the rules.
import type { Context, Log, Place } from "../context/context.ts";
import { PINS_FILE, POLICY_FILE, readConfigFile } from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import { isObject, own } from "../json/object.ts";
import { runReview } from "../review/engine/engine.ts";
import type { ReviewResult } from "../review/engine/result.ts";
import type { ReviewedWorkflow, Stage } from "../review/engine/snapshot.ts";
import { warnOfClock } from "../verified/clock.ts";
import { readRecords } from "./attested/read-records.ts";
import type { ReviewGitHub } from "./github-port.ts";
import type { ScopeInputs } from "./given-by-base.ts";
import { readArchives } from "./read-archives.ts";
import { readWorkflows } from "./read-workflows.ts";
import { type RepositoryInputs, readInputs } from "./repository-inputs.ts";
import { type Asked, reviewPolicy, settingsFrom } from "./settings.ts";
import { type TakenSnapshot, takeSnapshot } from "./take-snapshot.ts";
import { UnreadInputs } from "./unread-inputs.ts";

export interface ReviewRequest extends ScopeInputs, Asked {
  readonly stage: Stage;
  readonly archive?: readonly string[] | undefined;
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
  asked: ReviewRequest,
  github: ReviewGitHub | null,
  now: Date,
): Promise<Examined> {
  const inputs = await readInputs(ctx, asked, github?.files ?? null, now);
  const { request } = inputs;
  const settings = settingsFrom(request, inputs.policy, inputs.given, ctx.log);
  const policy = reviewPolicy(inputs.policy);
  const unread = new UnreadInputs();
  const [archives, workflows, texts] = await Promise.all([
    readArchives(request.archive ?? [], ctx.place, unread),
    readWorkflows(ctx.place, request.workflows, unread),
    committedTexts(ctx.place, request),
  ]);
  const facts = github ? await github.facts(environmentsOf(workflows ?? []), workflows ?? []) : null;
  ctx.progress("Reading the Factory");
  const client = ctx.missingCredentials ? null : ctx.factory;
  const taken = await takeSnapshot(
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
      unavailable: [...inputs.unavailable, ...unread.unavailable],
    },
  );
  const snapshot = await withRecords(taken, inputs, github);
  const warn = (message: string) => ctx.log.warning(message);
  if (client) warnOfClock(ctx, { warn }, { waves: snapshot.waves.map(({ wave }) => wave) });
  const result = runReview({
    snapshot,
    policy,
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

/** With the records of what it shows in production, which nobody can ask for before. */
async function withRecords(
  snapshot: TakenSnapshot,
  { policy, sigstoreRoot }: Pick<RepositoryInputs<ReviewRequest>, "policy" | "sigstoreRoot">,
  github: ReviewGitHub | null,
): Promise<TakenSnapshot> {
  const unread = new UnreadInputs();
  const ports = { policy, trustedRoots: sigstoreRoot, github, node: process.version };
  const records = await readRecords(ports, snapshot, unread);
  return { ...snapshot, records, unavailable: [...snapshot.unavailable, ...unread.unavailable] };
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
async function committedTexts(place: Place, { pins, policy }: ReviewRequest): Promise<[string, string][]> {
  const files = [
    { named: pins, byDefault: PINS_FILE },
    { named: policy, byDefault: POLICY_FILE },
  ];
  const texts = await Promise.all(
    files.map(async ({ named, byDefault }): Promise<[string, string][]> => {
      try {
        const file = await readConfigFile(place, undefined, named ?? byDefault, MAX_TEXT_BYTES);
        return file ? [[byDefault, file.text]] : [];
      } catch (error) {
        if (error instanceof ToolError) return [];
        throw error;
      }
    }),
  );
  return texts.flat();
}

// Does this job only review? Then its token needs no more than to read.
const READING = /^(?:review|remind)$/;

/** False outside GitHub Actions, and where the job's own text shows another command of ours. */
export function onlyReviews(
  { event, workflow, job }: Pick<Place, "event" | "workflow" | "job">,
  workflows: readonly ReviewedWorkflow[] | null,
): boolean {
  if (event === null) return false;
  const value = workflows?.find(({ path }) => path === workflow)?.value;
  const jobs = isObject(value) ? value.jobs : undefined;
  const found = isObject(jobs) && job !== null ? own(jobs, job) : undefined;
  const steps = isObject(found) && Array.isArray(found.steps) ? found.steps : [];
  return steps.every((step: unknown) => {
    const inputs = isObject(step) ? step.with : undefined;
    const command = isObject(inputs) ? inputs.command : undefined;
    return typeof command !== "string" || READING.test(command.trim());
  });
}

/** The front door shows ten of a kind; the log need not hold thousands. */
const MAX_ANNOTATED = 50;

/** Findings as annotations of a workflow run: the errors first, then the warnings; notes stay in the report. */
export function annotate({ findings }: ReviewResult, finding: NonNullable<Log["finding"]>): void {
  for (const level of ["error", "warning"] as const) {
    const active = findings.filter((one) => one.level === level && one.waiver === null);
    for (const { says, rule } of active.slice(0, MAX_ANNOTATED)) finding(level, `${says} (${rule})`);
    if (active.length > MAX_ANNOTATED)
      finding("note", `${active.length - MAX_ANNOTATED} more of level ${level}, in the report`);
  }
}
