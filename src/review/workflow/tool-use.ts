// What a job does with factory-tuf or fioctl: which commands it runs, and which secrets of the Factory it sees.
import { isObject, own } from "../../json/object.ts";
import { COMMAND_ACTIONS, isActionFolder } from "../../text/command-actions.ts";
import { ARCHIVE_COMMANDS, OFFLINE_COMMANDS, RELEASING_COMMANDS } from "../../text/key-commands.ts";
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

const KEY_INPUTS = ["keys", "keys-file", "keys-command", "keys-identity", "keys-passphrase"];
const SIGNER_INPUTS = ["signer", "signer-command"];

/** Words of the vendor's tool that name a command for offline keys wherever they stand; typed at ours they mean the same. */
const FIOCTL_OFFLINE_WORDS = [
  "rotate-offline-key",
  "rotate-all-keys",
  "rotate-root",
  "rotate-targets",
  "resign-root",
  "add-offline-key",
  "sign-prod-targets",
];
const FIOCTL_ARCHIVE = ["keys copy-targets"];
const FIOCTL_RELEASING = ["waves init", "waves sign", "waves rollout", "waves complete", "offline-update sign"];

/** The command for offline keys that a call is, whether it changes the root or works on an owner's archive; or null. */
export function offlineCommand(call: ToolCall): string | null {
  return rootCommand(call) ?? archiveCommand(call);
}

/** The same of the Action's input `command`, which it refuses: but then the keys lie in a secret already. */
export function offlineInput(step: Step): string | null {
  if (!looksLikeOurs(step.uses)) return null;
  const words = commandOf(step)?.split(" ");
  return words ? offlineCommand({ tool: "factory-tuf", words }) : null;
}

function rootCommand({ tool, words }: ToolCall): string | null {
  const verbs = verbsOf(words);
  // The steps of a transaction are called the same in both tools.
  const named = tool === "factory-tuf" ? OFFLINE_COMMANDS : OFFLINE_COMMANDS.filter((name) => /^updates /.test(name));
  const word = () => FIOCTL_OFFLINE_WORDS.find((name) => verbs.includes(name));
  const isFirstTime = () => words.some((name) => name === "--first-time" || name.startsWith("--first-time="));
  return firstNamed(named, verbs) ?? word() ?? (isFirstTime() ? "--first-time" : null);
}

/** A command of one word, `init`, does without an archive: it counts where one is given to it. */
function archiveCommand({ tool, words }: ToolCall): string | null {
  if (tool === "fioctl") return firstNamed(FIOCTL_ARCHIVE, verbsOf(words));
  const verbs = verbsOf(words);
  const named = firstNamed(ARCHIVE_COMMANDS, verbs);
  if (named !== null || !givesArchive(words) || firstNamed(RELEASING_COMMANDS, verbs) !== null) return named;
  return ARCHIVE_COMMANDS.find((name) => isCommand(words, name)) ?? null;
}

/** `waves init` or `waves sign` of the vendor's tool with a key archive, which it reads in the clear; else null. */
export function plainSigning({ tool, words }: ToolCall): string | null {
  if (tool !== "fioctl" || !givesArchive(words)) return null;
  const verb = ["init", "sign"].find((name) => isWaveCommand(verbsOf(words), name));
  return verb === undefined ? null : `waves ${verb}`;
}

function givesArchive(words: readonly string[]): boolean {
  return words.some((word) => /^(?:-k|--keys(?:=|$))/.test(word));
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
  return RELEASING_COMMANDS.includes(command);
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
  if (rootCommand(call) !== null) return true;
  if (call.words.includes("--dry-run") || call.words.includes("--dry-run=true")) return false;
  if (firstNamed([...RELEASING_COMMANDS, ...FIOCTL_RELEASING], verbs) !== null) return true;
  return call.tool === "factory-tuf" && RELEASING_COMMANDS.some((name) => isCommand(call.words, name));
}

function isWaveCommand(verbs: readonly string[], verb: string): boolean {
  return followOneAnother(verbs, "wave", verb) || followOneAnother(verbs, "waves", verb);
}

function followOneAnother(verbs: readonly string[], first: string, second: string): boolean {
  return endOf(`${first} ${second}`, verbs) >= 0;
}

/** The command of two words that ends first: what stands behind it belongs to it. Null where none is named. */
function firstNamed(commands: readonly string[], verbs: readonly string[]): string | null {
  const found = commands.map((name) => ({ name, end: endOf(name, verbs) })).filter(({ end }) => end >= 0);
  return found.sort((a, b) => a.end - b.end)[0]?.name ?? null;
}

/** Where the second word stands, or -1. Options may stand between the words of a command, and their values look like words. */
function endOf(command: string, verbs: readonly string[]): number {
  const [first = "", second] = command.split(" ");
  const at = verbs.indexOf(first);
  return second === undefined || at < 0 ? -1 : verbs.indexOf(second, at + 1);
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
