// Group O: how workflows handle keys and secrets of the Factory. What holds for any workflow is left to general
// linters; schedules and the token are workflow-upkeep.ts.

import { own } from "../../json/object.ts";
import { isCommit } from "../../text/commit.ts";
import { bounded } from "../engine/bounded.ts";
import { environments } from "../engine/needs.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { title } from "../sentences/message.ts";
import { callsTool, isOursIn, type Job, parsedWorkflows, type Step, type Workflow } from "../workflow/jobs.ts";
import { isAzureToken, isSignerLogin } from "../workflow/signer-login.ts";
import {
  canSign,
  environmentOf,
  factorySecrets,
  isHarmlessScript,
  offlineCommand,
  offlineInput,
  plainSigning,
  releases,
} from "../workflow/tool-use.ts";
import { reminderSilent, tokenOverprivileged, workflowNoSchedule } from "./workflow-upkeep.ts";

/** What a rule says of each job of the workflows that run factory-tuf or fioctl, the worst first. */
function ofJobs(
  { workflows }: Snapshot,
  observe: (job: Job, workflow: Workflow, all: readonly Workflow[]) => readonly Observation[],
): Observation[] {
  const all = parsedWorkflows(workflows ?? []);
  return all
    .filter(({ jobs }) => jobs.some((job) => callsTool(job, all)))
    .flatMap((workflow) => {
      const found = workflow.jobs.flatMap((job) => observe(job, workflow, all));
      const worstFirst = found.toSorted((a, b) => Number(b.level === "error") - Number(a.level === "error"));
      return bounded(`workflow/${workflow.path}`, worstFirst, (observation) => observation);
    });
}

function place({ path }: Workflow, pointer: string): string {
  return `workflow/${path}#${pointer}`;
}

export const workflowOfflineKeyInCi: Rule<Snapshot> = {
  id: "workflow-offline-key-in-ci",
  level: "warning",
  raised: ["error"],
  when: "A step uses a command for offline keys, of this tool or of fioctl, in a script or as the Action's input command: an error; fioctl's waves init or sign with -k: a warning.",
  why: "An unencrypted offline key on a runner is an online key.",
  fix: "Do root work on the owner's own machine; give targets keys to CI encrypted, through the Action: factory-tuf keys encrypt --for-action --keys <targets.tgz>",
  sources: ["Uptane deployment considerations"],
  check: (snapshot) =>
    ofJobs(snapshot, ({ id, steps }, workflow) =>
      steps.flatMap((step) => {
        const { pointer, calls } = step;
        const observe = (tool: string, command: string, level: Level, at = "run"): Observation => ({
          subject: place(workflow, `${pointer}/${at}`),
          title: title`Job ${id} of ${workflow.path} runs ${tool} ${command} with an offline key.`,
          level,
          properties: { job: id, command },
        });
        const asked = offlineInput(step);
        if (asked !== null) return [observe("factory-tuf", asked, "error", "with/command")];
        const offline = calls.find((call) => offlineCommand(call) !== null);
        if (offline) return [observe(offline.tool, offlineCommand(offline)!, "error")];
        const signing = calls.find((call) => plainSigning(call) !== null);
        return signing ? [observe(signing.tool, plainSigning(signing)!, "warning")] : [];
      }),
    ),
};

const UNTRUSTED = ["pull_request_target", "workflow_run"];

export const workflowSecretOnUntrustedTrigger: Rule<Snapshot> = {
  id: "workflow-secret-on-untrusted-trigger",
  level: "error",
  when: "A job of a workflow on pull_request_target or workflow_run reads a secret of the Factory.",
  why: "What a fork proposes runs beside such a job, with the rights of this repository.",
  fix: "Use pull_request without secrets, or push or schedule on a protected branch.",
  sources: ["zizmor dangerous-triggers"],
  check: (snapshot) =>
    ofJobs(snapshot, (job, workflow, all) => {
      const trigger = UNTRUSTED.find((event) => workflow.triggers.has(event));
      const [secret] = factorySecrets(job, workflow, all);
      if (trigger === undefined || secret === undefined) return [];
      return [
        {
          subject: place(workflow, job.pointer),
          title: title`Job ${job.id} of ${workflow.path} reads the secret ${secretText(secret)} on ${trigger}.`,
          properties: { job: job.id, trigger },
        },
      ];
    }),
};

function secretText(name: string): string {
  if (name === "inherit") return "of its caller (inherit)";
  return name === "*" ? "that an expression names" : name;
}

export const workflowNoApproval: Rule<Snapshot> = {
  id: "workflow-no-approval",
  level: "warning",
  raised: ["note", "error"],
  when: "A job that signs, rolls out or completes names no environment: a warning; an environment without reviewers or open to every branch: an error; a note where GitHub does not tell.",
  needs: environments,
  why: "Nobody has to agree before it reaches devices.",
  fix: "Name a protected environment with required reviewers in the job, and keep the secret with the keys in it.",
  sources: ["GitHub Actions documentation"],
  check: (snapshot) =>
    ofJobs(snapshot, (job, workflow) => {
      if (!releases(job)) return [];
      const environment = environmentOf(job);
      const properties = { job: job.id, ...(environment !== null && { environment }) };
      if (environment === null) {
        const sentence = title`Job ${job.id} of ${workflow.path} signs or releases without an environment.`;
        return [{ subject: place(workflow, job.pointer), title: sentence, properties }];
      }
      const protection = protectionOf(environment, snapshot);
      if (!protection) return [];
      return [
        {
          subject: place(workflow, `${job.pointer}/environment`),
          title: title`Environment "${environment}" of job ${job.id} in ${workflow.path} ${protection.lacks}.`,
          level: protection.level,
          properties,
        },
      ];
    }),
};

/** Null where the environment protects. GitHub does not tell environments apart by case. */
function protectionOf(name: string, { github }: Snapshot): { readonly lacks: string; readonly level: Level } | null {
  if (name.includes("${{")) return { lacks: "is an expression, so it could not be checked", level: "note" };
  const environments = github?.environments;
  if (!environments) return { lacks: "could not be checked", level: "note" };
  const known = Object.keys(environments).find((other) => other.toLowerCase() === name.toLowerCase());
  const environment = known === undefined ? undefined : environments[known];
  if (!environment) return { lacks: "could not be checked", level: "note" };
  if (!environment.exists) return { lacks: "does not exist; the run creates it unprotected", level: "error" };
  if (!environment.reviewers) return { lacks: "has no required reviewers", level: "error" };
  return environment.branchesLimited ? null : { lacks: "is open to every branch", level: "error" };
}

const IMAGE_DIGEST = /@sha256:[0-9a-f]{64}$/;

export const workflowUnpinnedSigner: Rule<Snapshot> = {
  id: "workflow-unpinned-signer",
  level: "warning",
  when: "In a job with a secret of the Factory, an action is not named by its full commit.",
  why: "Whoever moves the tag or branch gets the secrets of the job.",
  fix: "Pin it by its full commit: uses: <owner>/<repository>@<commit>",
  sources: ["zizmor unpinned-uses"],
  check: (snapshot) =>
    ofJobs(snapshot, (job, workflow, all) => {
      if (factorySecrets(job, workflow, all).length === 0) return [];
      const used = [job, ...job.steps].flatMap(({ pointer, uses }) => (uses === null ? [] : [{ pointer, uses }]));
      return used
        .filter(({ uses }) => !isPinned(uses.trim()))
        .map(({ pointer, uses }) => ({
          subject: place(workflow, `${pointer}/uses`),
          title: title`Job ${job.id} of ${workflow.path} uses ${uses}, not a full commit.`,
          properties: { job: job.id, uses: uses.slice(0, MAX_USES) },
        }));
    }),
};

const MAX_USES = 300;

/** What lies in the checkout itself is as pinned as the workflow is. */
function isPinned(uses: string): boolean {
  if (uses.startsWith("./")) return true;
  return uses.startsWith("docker://")
    ? IMAGE_DIGEST.test(uses)
    : uses.includes("@") && isCommit(uses.slice(uses.lastIndexOf("@") + 1));
}

export const workflowKeysJobMixed: Rule<Snapshot> = {
  id: "workflow-keys-job-mixed",
  level: "warning",
  when: "A job with the keys, or with a signer, runs more than a checkout without credentials, the login action of that signer pinned by its commit, and this tool.",
  why: "An earlier step can change the Action, its environment and its inputs.",
  fix: "Give the keys to a job of its own: checkout with persist-credentials: false, the login of a signer if there is one (docs/signers), then factory-tuf, nothing else.",
  sources: ["GitHub Actions documentation"],
  check: (snapshot) =>
    ofJobs(snapshot, (job, workflow) => {
      if (!canSign(job, workflow)) return [];
      const foreign = job.steps.find(
        (step) =>
          !isOursIn(job, step) &&
          !isPlainCheckout(step) &&
          !isHarmlessScript(step) &&
          !isSignerLogin(job, step) &&
          !isAzureToken(job, step),
      );
      if (!foreign) return [];
      return [
        {
          subject: place(workflow, job.pointer),
          title: title`Job ${job.id} of ${workflow.path} can sign and also ${describe(foreign)}.`,
          properties: { job: job.id, step: foreign.pointer },
        },
      ];
    }),
};

const CHECKOUT = /^actions\/checkout@/i;

function isPlainCheckout({ uses, inputs }: Step): boolean {
  return uses !== null && CHECKOUT.test(uses) && String(own(inputs, "persist-credentials")) === "false";
}

function describe({ uses, value }: Step): string {
  if (uses === null) {
    const name = own(value, "name");
    return typeof name === "string" ? `runs the step "${name}"` : "runs a script";
  }
  return CHECKOUT.test(uses) ? "checks out without persist-credentials: false" : `uses ${uses}`;
}

export const workflowUnreadable: Rule<Snapshot> = {
  id: "workflow-unreadable",
  level: "error",
  when: "A file in the reviewed workflows folder cannot be read or understood: no UTF-8 text, bad YAML, too many aliases, a link out of the checkout, no regular file, too large.",
  why: "No rule has checked it, and GitHub may still run it.",
  fix: "Make it a regular file of plain YAML, or remove it, then run: factory-tuf review",
  sources: ["GitHub Actions documentation"],
  check: ({ workflows }) =>
    (workflows ?? []).flatMap(({ path, unreadable }): Observation[] =>
      unreadable === undefined
        ? []
        : [
            {
              subject: `workflow/${path}#`,
              title: title`Workflow ${path} ${unreadable}.`,
              properties: { why: unreadable },
            },
          ],
    ),
};

/** Group O, in the order of the catalogue. */
export const workflowsRules: readonly Rule<Snapshot>[] = [
  workflowOfflineKeyInCi,
  workflowSecretOnUntrustedTrigger,
  workflowNoApproval,
  workflowUnpinnedSigner,
  workflowKeysJobMixed,
  reminderSilent,
  workflowNoSchedule,
  tokenOverprivileged,
  workflowUnreadable,
];
