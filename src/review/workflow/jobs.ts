// Workflow files as the rules read them: triggers, jobs, steps, and which of them run factory-tuf or fioctl. Total
// on any YAML; what has another shape than GitHub knows is not there.
import { pointerTo } from "../../json/json.ts";
import { isObject, own } from "../../json/object.ts";
import { OUR_REPOSITORY } from "../../text/our-repository.ts";
import type { ReviewedWorkflow } from "../engine/snapshot.ts";
import { type ToolCall, toolCalls } from "./shell-commands.ts";

export interface Workflow {
  readonly path: string;
  /** Names of the events. */
  readonly triggers: ReadonlySet<string>;
  /** What every job sees. */
  readonly env: unknown;
  readonly jobs: readonly Job[];
}

export interface Job {
  /** `/jobs/<id>` */
  readonly pointer: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Of a job that calls a reusable workflow. */
  readonly uses: string | null;
  readonly steps: readonly Step[];
}

export interface Step {
  /** `/jobs/<id>/steps/<index>` */
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly uses: string | null;
  readonly run: string | null;
  /** Inputs of the Action. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Calls of factory-tuf and fioctl in `run`. */
  readonly calls: readonly ToolCall[];
}

const known = new WeakMap<readonly ReviewedWorkflow[], readonly Workflow[]>();

/** Order is kept; files that are no YAML map are left out. Read once, however many rules ask. */
export function parsedWorkflows(files: readonly ReviewedWorkflow[]): readonly Workflow[] {
  const read = known.get(files) ?? readAll(files);
  known.set(files, read);
  return read;
}

function readAll(files: readonly ReviewedWorkflow[]): readonly Workflow[] {
  return files.flatMap(({ path, value }): Workflow[] => {
    if (!isObject(value)) return [];
    const jobs = own(value, "jobs");
    return [
      {
        path,
        triggers: new Set(triggersOf(own(value, "on") ?? own(value, "true"))),
        env: own(value, "env"),
        jobs: isObject(jobs)
          ? Object.entries(jobs).flatMap(([id, job]) => (isObject(job) ? [jobOf(id, job, [value])] : []))
          : [],
      },
    ];
  });
}

/** `on` is a word, a list or a map; readers of YAML 1.1 call the member `true`. */
function triggersOf(on: unknown): readonly string[] {
  if (typeof on === "string") return [on];
  if (Array.isArray(on)) return on.filter((event) => typeof event === "string");
  return isObject(on) ? Object.keys(on) : [];
}

type Members = Readonly<Record<string, unknown>>;

/** @param around it, the outermost first: what its variables are as well. */
function jobOf(id: string, value: Members, around: readonly Members[]): Job {
  const pointer = pointerTo("/jobs", id);
  const steps = own(value, "steps");
  return {
    pointer,
    id,
    value,
    uses: textOf(own(value, "uses")),
    steps: Array.isArray(steps)
      ? steps.flatMap((step, index) =>
          isObject(step) ? [stepOf(`${pointer}/steps/${index}`, step, [...around, value])] : [],
        )
      : [],
  };
}

function stepOf(pointer: string, value: Members, around: readonly Members[]): Step {
  const run = textOf(own(value, "run"));
  const inputs = own(value, "with");
  return {
    pointer,
    value,
    uses: textOf(own(value, "uses")),
    run,
    inputs: isObject(inputs) ? inputs : {},
    calls: run === null ? [] : toolCalls(run, variablesOf([...around, value])),
  };
}

/** Of a workflow, a job and a step; the innermost counts. */
function variablesOf(places: readonly Members[]): Members {
  return Object.fromEntries(
    places.flatMap((place) => {
      const env = own(place, "env");
      return isObject(env) ? Object.entries(env) : [];
    }),
  );
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Is it our Action, or one of our reusable workflows? Owner and repository decide, exactly: a like name is anybody's. */
export function isOurAction(uses: string | null): boolean {
  const [named = ""] = uses?.split("@") ?? [];
  return named.split("/").slice(0, 2).join("/").toLowerCase() === OUR_REPOSITORY;
}

/**
 * Is it called like us, a copy or a fork perhaps? What it is then asked to do is looked at as if it were ours, and it is
 * trusted no more than any other.
 */
export function looksLikeOurs(uses: string | null): uses is string {
  return uses !== null && /factory-tuf/i.test(uses.slice(0, uses.search(/@|$/)));
}

/** Ours, or our repository checked out beside the caller's: a step has fetched it to that folder. */
export function isOursIn({ steps }: Job, { uses }: Pick<Step, "uses">): boolean {
  if (uses === null || isOurAction(uses)) return uses !== null;
  const folder = uses.startsWith("./") ? uses.slice(2) : null;
  return steps.some(
    ({ uses: action, inputs }) =>
      action?.startsWith("actions/checkout@") === true &&
      isOrHolds(String(own(inputs, "path")), folder) &&
      String(own(inputs, "repository")).toLowerCase() === OUR_REPOSITORY,
  );
}

/** An Action for one command lies in a folder of the repository that was fetched. */
function isOrHolds(fetched: string, folder: string | null): boolean {
  return folder === fetched || folder?.startsWith(`${fetched}/`) === true;
}

/** The reusable workflow of the same repository that a job calls, or null. */
export function calledWorkflow({ uses }: Job, workflows: readonly Workflow[]): Workflow | null {
  if (!uses?.startsWith("./")) return null;
  return workflows.find(({ path }) => path === uses.slice(2)) ?? null;
}

/** Does the job run factory-tuf or fioctl, itself or in a workflow of the same repository that it calls? */
export function callsTool(job: Job, workflows: readonly Workflow[]): boolean {
  if (callsItself(job)) return true;
  return calledWorkflow(job, workflows)?.jobs.some(callsItself) ?? false;
}

function callsItself({ uses, steps }: Job): boolean {
  return looksLikeOurs(uses) || steps.some((step) => looksLikeOurs(step.uses) || step.calls.length > 0);
}
