// A workflow as GitHub runs it, as far as ours go: jobs in order with their conditions, called workflows of ours with their
// inputs, steps of our Actions and of bash. What others' actions do is only noted.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isActionFolder } from "../../src/text/command-actions.ts";
import { OUR_REPOSITORY } from "../../src/text/our-repository.ts";
import type { ActionPlace } from "../kit/action-declaration.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import type { StepResult } from "./runner.ts";
import type { Site } from "./site.ts";
import { type Contexts, type Ended, filled, isLetRun } from "./workflow-expressions.ts";

type Texts = Readonly<Record<string, string>>;

interface StepFile {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Texts;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

type Permissions = Readonly<Record<string, "none" | "read" | "write">>;

interface JobFile {
  readonly permissions?: Permissions;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string | { readonly name: string };
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly secrets?: "inherit" | Texts;
  readonly outputs?: Texts;
  readonly steps?: readonly StepFile[];
}

interface Declared {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: string | boolean;
}

interface WorkflowFile {
  readonly on: {
    readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, Declared>> } | null;
    readonly workflow_call?: {
      readonly inputs?: Readonly<Record<string, Declared>>;
      readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
    };
  };
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, JobFile>>;
}

export interface WorkflowStart {
  readonly event: string;
  /** `github.event`. */
  readonly payload?: object;
  /** What is typed into the form of `workflow_dispatch`. */
  readonly inputs?: Texts;
  /** Secrets of the repository. */
  readonly secrets: Texts;
  /** Secrets of environments, by name of the environment. */
  readonly environments?: Readonly<Record<string, Texts>>;
  /** Variables of the repository. */
  readonly vars?: Texts;
  /** What the runner tells every step besides. */
  readonly env?: Texts;
  /** "Re-run failed jobs" of that run: what succeeded in it is not run again. */
  readonly rerunOf?: WorkflowRun;
  /** What reviewers say of a job that wants an environment; they agree by default. */
  readonly approve?: (environment: string) => boolean;
}

export interface JobRun {
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Texts;
}

export interface WorkflowRun {
  readonly jobs: Readonly<Record<string, JobRun>>;
  /** Those of called workflows too, as `release/plan`. */
  readonly allJobs: Readonly<Record<string, JobRun>>;
  readonly attempt: number;
  /** Of a called workflow. */
  readonly outputs: Texts;
  /** Environments whose reviewers were asked, in order. */
  readonly asked: readonly string[];
  /** The steps of our Actions, in order. */
  readonly steps: readonly StepResult[];
  /** Actions of others that ran. */
  readonly others: readonly string[];
  /** What bash wrote, and failed steps. */
  readonly log: readonly string[];
}

const COMMIT = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";

/** @throws {Error} for what GitHub would refuse to start, such as an input that a called workflow does not declare. */
export async function runWorkflow(site: Site, text: string, start: WorkflowStart): Promise<WorkflowRun> {
  const file = parse(text) as WorkflowFile;
  if (!Object.hasOwn(file.on, start.event)) throw new Error(`the workflow does not start on ${start.event}`);
  const run = new Run(site, start);
  const { workflow_dispatch: dispatch } = file.on;
  const inputs = start.event === "workflow_dispatch" ? valuesOf(dispatch?.inputs ?? {}, start.inputs ?? {}) : {};
  const jobs = await run.jobs(file, { within: "", inputs, secrets: start.secrets, permissions: file.permissions });
  return { ...run.noted, jobs, allJobs: run.done, attempt: run.attempt, outputs: run.calledOutputs };
}

interface Scope {
  /** Before the names of its jobs: that of the job that calls it, and a slash. */
  readonly within: string;
  /** Of the workflow. */
  readonly permissions: Permissions | undefined;
  readonly inputs: Contexts;
  readonly secrets: Texts;
}

class Run {
  readonly noted = { asked: [] as string[], steps: [] as StepResult[], others: [] as string[], log: [] as string[] };
  readonly done: Record<string, JobRun> = {};
  readonly attempt: number;
  calledOutputs: Texts = {};
  readonly #site: Site;
  readonly #start: WorkflowStart;

  constructor(site: Site, start: WorkflowStart) {
    this.#site = site;
    this.#start = start;
    this.attempt = (start.rerunOf?.attempt ?? 0) + 1;
  }

  async jobs(file: WorkflowFile, scope: Scope): Promise<Record<string, JobRun>> {
    const done: Record<string, JobRun> = {};
    for (const [id, job] of Object.entries(file.jobs)) {
      const needs = Object.fromEntries([job.needs ?? []].flat().map((name) => [name, done[name]!]));
      const failed = Object.values(needs).some(({ result }) => result !== "success");
      const contexts = { ...this.#contexts(scope), needs };
      const path = `${scope.within}${id}`;
      const before = this.#start.rerunOf?.allJobs[path];
      if (before?.result === "success") done[id] = before;
      else if (!isLetRun(job.if, contexts, failed ? "failure" : "success"))
        done[id] = { result: "skipped", outputs: {} };
      else if (job.uses) done[id] = await this.#called(job, contexts, { ...scope, within: `${path}/` });
      else done[id] = await this.#job(job, contexts, scope);
      this.done[path] = done[id];
    }
    return done;
  }

  #contexts({ inputs, secrets }: Scope): Contexts {
    const { event, payload = {}, vars = {} } = this.#start;
    const github = {
      event_name: event,
      event: payload,
      token: GITHUB_TOKEN,
      repository: "acme/firmware",
      run_attempt: String(this.attempt),
    };
    return { github, inputs, secrets, vars, job: { workflow_sha: COMMIT, workflow_repository: OUR_REPOSITORY } };
  }

  async #called(job: JobFile, contexts: Contexts, scope: Scope): Promise<JobRun> {
    const { uses = "", with: given = {}, secrets } = job;
    const [, name] = new RegExp(`^${OUR_REPOSITORY}/(\\.github/workflows/[\\w-]+\\.yml)@`).exec(uses) ?? [];
    if (name === undefined) throw new Error(`${uses} is no workflow of ours`);
    const file = parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")) as WorkflowFile;
    requireGranted(job.permissions ?? scope.permissions, file);
    const call = file.on.workflow_call!;
    const handed = secrets === "inherit" ? scope.secrets : filledAll(secrets ?? {}, contexts);
    const inputs = valuesOf(call.inputs ?? {}, filledAll(given, contexts));
    const inner = { within: scope.within, inputs, secrets: handed, permissions: file.permissions };
    const jobs = await this.jobs(file, inner);
    const outputs = filledAll(
      Object.fromEntries(Object.entries(call.outputs ?? {}).map(([output, { value }]) => [output, value])),
      { ...this.#contexts(inner), jobs },
    );
    this.calledOutputs = outputs;
    const result = Object.values(jobs).some(({ result }) => result === "failure") ? "failure" : "success";
    return { result, outputs };
  }

  async #job(job: JobFile, around: Contexts, scope: Scope): Promise<JobRun> {
    const { approve = () => true, environments = {} } = this.#start;
    const named = typeof job.environment === "object" ? job.environment.name : job.environment;
    const environment = named === undefined ? "" : filled(named, around);
    if (environment) {
      this.noted.asked.push(environment);
      if (!approve(environment)) return { result: "failure", outputs: {} };
    }
    const steps: Record<string, { outputs: Texts; outcome: Ended }> = {};
    const secrets = { ...scope.secrets, ...environments[environment] };
    const contexts = () => ({ ...around, secrets, steps });
    let ended: Ended = "success";
    for (const [index, step] of (job.steps ?? []).entries()) {
      if (!isLetRun(step.if, contexts(), ended)) continue;
      const { ok, outputs } = await this.#step(step, contexts());
      steps[step.id ?? `__${index}`] = { outputs, outcome: ok ? "success" : "failure" };
      if (!ok) ended = "failure";
    }
    return { result: ended, outputs: filledAll(job.outputs ?? {}, contexts()) };
  }

  async #step({ uses, run, env = {}, with: given = {} }: StepFile, contexts: Contexts) {
    const { event, payload, env: told = {} } = this.#start;
    if (run !== undefined) {
      const { status, stdout } = spawnSync(
        "bash",
        ["--noprofile", "--norc", "-eo", "pipefail", "-c", filled(run, contexts)],
        {
          cwd: this.#site.workspace.path,
          env: { PATH: process.env["PATH"] ?? "", ...filledAll(env, contexts) },
          encoding: "utf8",
        },
      );
      this.noted.log.push(stdout);
      return { ok: status === 0, outputs: {} };
    }
    const action = ourAction(uses ?? "");
    if (action === null) {
      this.noted.others.push(uses!);
      return { ok: true, outputs: {} };
    }
    const step = await this.#site.bareStep(filledAll(given, contexts), {
      action,
      event,
      env: told,
      ...(payload && { payload }),
    });
    this.noted.steps.push(step);
    if (step.exit !== 0) this.noted.log.push(step.result.error?.message ?? step.raw);
    return { ok: step.exit === 0, outputs: step.outputs };
  }
}

/** The place of our Action that a step uses; null for anybody else's. */
function ourAction(uses: string): ActionPlace | null {
  const [path = ""] = uses.split("@");
  const within = [`${OUR_REPOSITORY}/`, "./.factory-tuf-action/"].find((prefix) => `${path}/`.startsWith(prefix));
  if (within === undefined) return null;
  const folder = path.slice(within.length);
  if (folder === "") return ".";
  if (!isActionFolder(folder) || !existsSync(join(import.meta.dirname, "../..", folder, "action.yml"))) {
    throw new Error(`${uses} is no Action of ours`);
  }
  return folder;
}

const LEVELS = ["none", "read", "write"];

/** @throws {Error} where a called workflow asks for more than its caller has: GitHub does not start it, whatever its conditions. */
function requireGranted(granted: Permissions | undefined, { jobs }: WorkflowFile): void {
  if (granted === undefined) return;
  for (const [id, { permissions = {} }] of Object.entries(jobs)) {
    for (const [scope, level] of Object.entries(permissions)) {
      if (LEVELS.indexOf(level) <= LEVELS.indexOf(granted[scope] ?? "none")) continue;
      throw new Error(`the job ${id} asks for ${scope}: ${level}, and its caller has less`);
    }
  }
}

/** @throws {Error} for one that is not declared, or required and not given. */
function valuesOf(declared: Readonly<Record<string, Declared>>, given: Texts): Record<string, string | boolean> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) throw new Error(`the input ${name} is not declared`);
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, required, default: unset }]) => {
      const value = given[name] ?? unset ?? "";
      if (required && value === "") throw new Error(`the input ${name} is required`);
      return [name, type === "boolean" ? String(given[name] ?? unset) === "true" : value];
    }),
  );
}

function filledAll(
  texts: Readonly<Record<string, string | number | boolean>>,
  contexts: Contexts,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(String(text), contexts)]));
}
