// What a job does with factory-tuf or fioctl: which commands it runs, and which secrets of the Factory it sees.
import { isObject, own } from "../../json/object.ts";
import { COMMAND_ACTIONS, isActionFolder } from "../../text/command-actions.ts";
import {
  calledWorkflow,
  callsTool,
  isOurAction,
  isOursIn,
  type Job,
  looksLikeOurs,
  type Step,
  type Workflow,
} from "./jobs.ts";
import { isFactorySecret, isKeysSecret, secretsIn } from "./secrets.ts";
import type { ToolCall } from "./shell-commands.ts";

/** Commands that sign, roll out or complete: whatever reaches devices. */
const RELEASING = new Set(["wave init", "wave sign", "wave rollout", "wave complete", "promote"]);
const KEY_INPUTS = ["keys", "keys-file", "keys-command", "keys-identity", "keys-passphrase"];
const SIGNER_INPUTS = ["signer", "signer-command"];
const WAVE_VERBS = ["init", "sign", "rollout", "complete"];

/** Names of commands that take the root key, or a targets key, in the clear: the vendor's and our own. */
const OFFLINE_WORDS = ["rotate-offline-key", "add-offline-key", "sign-prod-targets", "rotate-all-keys", "resign-root"];
const OFFLINE_PAIRS = [
  ["updates", "sign"],
  ["keys", "rotate"],
  ["keys", "rotate-all"],
  ["keys", "resume"],
  ["root", "resign"],
] as const;

/** The offline command that a call is, or null. */
export function offlineCommand({ tool, words }: ToolCall): string | null {
  const verbs = verbsOf(words);
  const word = OFFLINE_WORDS.find((name) => verbs.includes(name));
  if (word !== undefined) return word;
  const pair = OFFLINE_PAIRS.find(([first, second]) => followOneAnother(verbs, first, second));
  if (pair && (tool === "factory-tuf" || pair[0] === "updates")) return pair.join(" ");
  return words.some((name) => name === "--first-time" || name.startsWith("--first-time=")) ? "--first-time" : null;
}

/** `waves init` or `waves sign` of the vendor's tool with a key archive, which it reads in the clear; else null. */
export function plainSigning({ tool, words }: ToolCall): string | null {
  if (tool !== "fioctl" || !words.some((word) => /^(?:-k|--keys(?:=|$))/.test(word))) return null;
  const verb = ["init", "sign"].find((name) => isWaveCommand(verbsOf(words), name));
  return verb === undefined ? null : `waves ${verb}`;
}

/** Does the job sign, roll out or complete? A dry run does not. */
export function releases(job: Job): boolean {
  if (looksLikeOurs(job.uses)) return /\/promote\.ya?ml(?:@|$)/i.test(job.uses);
  return job.steps.some((step) => (looksLikeOurs(step.uses) ? stepReleases(step) : step.calls.some(callReleases)));
}

function stepReleases(step: Step): boolean {
  const { inputs } = step;
  const command = commandOf(step);
  if (String(own(inputs, "dry-run")) === "true") return false;
  // A command that only the run knows: whoever hands over keys means to use them.
  if (command === null) return [...KEY_INPUTS, ...SIGNER_INPUTS].some((name) => own(inputs, name) !== undefined);
  return RELEASING.has(command);
}

/** Null when the command is an expression, or missing. The folder of an Action for one command says which, whatever its inputs. */
export function commandOf({ uses, inputs }: Pick<Step, "uses" | "inputs">): string | null {
  const folder = uses?.split("@")[0]?.split("/").at(-1) ?? "";
  if (isActionFolder(folder)) return COMMAND_ACTIONS[folder];
  const command = own(inputs, "command");
  return typeof command === "string" && !command.includes("${{") ? command.trim().replace(/\s+/g, " ") : null;
}

function callReleases(call: ToolCall): boolean {
  const verbs = verbsOf(call.words);
  if (offlineCommand(call) !== null) return true;
  if (call.words.includes("--dry-run") || call.words.includes("--dry-run=true")) return false;
  if (call.tool === "factory-tuf" && isCommand(call.words, "promote")) return true;
  return WAVE_VERBS.some((verb) => isWaveCommand(verbs, verb));
}

function isWaveCommand(verbs: readonly string[], verb: string): boolean {
  return followOneAnother(verbs, "wave", verb) || followOneAnother(verbs, "waves", verb);
}

/** Options may stand between the words of a command, and their values look like words. */
function followOneAnother(verbs: readonly string[], first: string, second: string): boolean {
  const at = verbs.indexOf(first);
  return at >= 0 && verbs.indexOf(second, at + 1) > at;
}

/** A command of one word stands first, or after options with their values. */
function isCommand(words: readonly string[], command: string): boolean {
  return words[0] === command || (words[0]?.startsWith("-") === true && words.includes(command));
}

function verbsOf(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith("-"));
}

/** Does a job of the workflow run the command, here or in a workflow of this repository that it calls? */
export function runsCommand(workflow: Workflow, command: string, workflows: readonly Workflow[]): boolean {
  return workflow.jobs.some((job) => {
    if (jobRuns(job, command)) return true;
    return calledWorkflow(job, workflows)?.jobs.some((called) => jobRuns(called, command)) ?? false;
  });
}

function jobRuns(job: Job, command: string): boolean {
  const { uses, steps } = job;
  if (uses !== null && isOurAction(uses) && new RegExp(`/${command}\\.ya?ml(?:@|$)`, "i").test(uses)) return true;
  return steps.some((step) =>
    isOursIn(job, step)
      ? commandOf(step) === command
      : step.calls.some(({ tool, words }) => tool === "factory-tuf" && isCommand(words, command)),
  );
}

/**
 * Names of the Factory's secrets that the job reads, `inherit` for all that its caller has. A job that runs the
 * tools reads no secret that is not theirs, GitHub's own aside.
 */
export function factorySecrets(job: Job, workflow: Workflow, workflows: readonly Workflow[]): readonly string[] {
  const read = [...secretsIn([job.value, workflow.env])];
  const isToolJob = callsTool(job, workflows);
  const inherited = isToolJob && own(job.value, "secrets") === "inherit" ? ["inherit"] : [];
  return [...inherited, ...(isToolJob ? read : read.filter(isFactorySecret))];
}

/** Can the job sign: does it read a secret that is a key archive or opens one, or has it a signer? */
export function canSign(job: Job, workflow: Workflow): boolean {
  if ([...secretsIn([job.value, workflow.env])].some(isKeysSecret)) return true;
  return job.steps.some((step) => {
    const { uses, inputs } = step;
    if (!looksLikeOurs(uses)) return false;
    if (KEY_INPUTS.some((name) => secretsIn(own(inputs, name)).size > 0)) return true;
    // A plan asks a signer for nothing.
    return commandOf(step) !== "wave plan" && SIGNER_INPUTS.some((name) => (own(inputs, name) ?? "") !== "");
  });
}

/** Name of the environment whose reviewers approve the job; null without one. An expression is returned as it is. */
export function environmentOf(job: Job): string | null {
  if (isOurAction(job.uses)) {
    const inputs = own(job.value, "with");
    const named = isObject(inputs) ? own(inputs, "environment") : undefined;
    return typeof named === "string" && named.trim() !== "" ? named.trim() : REUSABLE_DEFAULT;
  }
  const environment = own(job.value, "environment");
  const name = isObject(environment) ? own(environment, "name") : environment;
  return typeof name === "string" && name.trim() !== "" ? name.trim() : null;
}

/** The environment that our reusable workflow names when its caller names none. */
const REUSABLE_DEFAULT = "production";

// Which `run:` steps can do nothing but look at their variables, complain and stop: the guard before a signature.
// An allow-list, for whatever else runs beside keys could change what signs with them.
const TEST = String.raw`\[ (?:!\s)?(?:-[nz] )?"[$]\w+"(?: (?:=|!=) (?:"[$]?\w*"|\w+))? \]`;
const LINES: readonly RegExp[] = [
  new RegExp(`^if ${TEST}(?: (?:\\|\\||&&) ${TEST})*; then$`),
  /^(?:else|fi|exit [0-9]{1,3}|set -[eu]{1,2})$/,
  /^echo "(?:::(?:error|warning|notice)::)?(?:[A-Za-z0-9 .,'/-]|:(?!:))*"$/,
];

export function isHarmlessScript({ run, value }: Step): boolean {
  const shell = own(value, "shell");
  if (run === null || (shell !== undefined && shell !== "bash" && shell !== "sh")) return false;
  return run
    .split("\n")
    .map((line) => line.trim())
    .every((line) => line === "" || line.startsWith("#") || LINES.some((form) => form.test(line)));
}
