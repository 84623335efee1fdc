// Builds the ports of a command, for both front doors and in one order: the event has passed and the options are read;
// then come the repository's files, what they forbid, and only then credentials and keys (DESIGN, main flow, step 0).

import { ToolError } from "../errors/tool-error.ts";
import { gitHubPort, gitHubToken } from "../github/port.ts";
import { type Fetch, nodeFetch } from "../http/fetch.ts";
import type { AskPassphrase } from "../keys/age/typed-passphrase.ts";
import type { Environment } from "../text/environment.ts";
import type { Door } from "../text/option-names.ts";
import { withAskedConnection } from "./ask-connection.ts";
import { connect, nameFactory, readConnectionConfig } from "./connection.ts";
import type { Ask, Context, LocalContext, Place, Trust, Typing } from "./context.ts";
import { type Deadline, startDeadline, type Wait, waitFor } from "./deadline.ts";
import { type AnyOptionValues, type CommandNeeds, textOf } from "./declaration.ts";
import { requireKeyEvent } from "./key-events.ts";
import { type KeyInputPorts, keysOfRun, unlockSecretsOf } from "./key-input.ts";
import { listFolderOf, requireNoNearMiss } from "./near-miss.ts";
import { placeOf } from "./place-of-run.ts";
import type { RepositoryPolicy } from "./policy-file.ts";
import { policyOnRef } from "./protected-ref.ts";
import { isRehearsal } from "./rehearsal.ts";
import { layoutOf, pathsOf, readRepositoryFiles } from "./repository.ts";
import { RunClock } from "./run-clock.ts";
import { publishes, usesKeys } from "./secret-options.ts";
import { requireRootOffline, requireTrustedRoot, startsFromTrust } from "./trusted-root.ts";

/** A run whose event has passed: without one no ports are made, so that no front door can forget the check. */
export class AdmittedRun {
  readonly #command: CommandNeeds;
  readonly #door: Door;

  private constructor(command: CommandNeeds, door: Door) {
    this.#command = command;
    this.#door = door;
  }

  get command(): CommandNeeds {
    return this.#command;
  }

  get door(): Door {
    return this.#door;
  }

  /**
   * The one place where the event of a run is checked, before the value of any option is read.
   * @param given the options that were given, by declared name; values may still be raw.
   * @throws {ToolError} `event-refused` for a run on a runner that uses keys or publishes, on any event that
   *   {@link requireKeyEvent} does not let pass.
   */
  static admit(
    command: CommandNeeds,
    door: Door,
    given: Readonly<Record<string, unknown>>,
    env: Environment,
  ): AdmittedRun {
    if (releasesOnRunner(command, door, given, env)) {
      requireKeyEvent(env.GITHUB_EVENT_NAME, {
        command: command.name,
        does: usesKeys(command, given) ? "uses a key" : "publishes",
        isApproved: typeof given.expectDigest === "string" && given.expectDigest !== "",
      });
    }
    return new AdmittedRun(command, door);
  }
}

export interface RunSettings {
  /** Which command, through which door. */
  readonly run: AdmittedRun;
  /** From `parseOptions` with the command's declarations. */
  readonly options: AnyOptionValues;
}

/** What a front door brings; everything of the outside world that a command may see. */
export interface DoorPorts extends Pick<Context, "now" | "log" | "progress" | "confirm" | "announce"> {
  readonly env: Environment;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Called with every form of every secret before its first use; the command line has nothing to mask. */
  readonly mask: (secret: string) => void;
  /** Absent where nobody can be asked. */
  readonly askPassphrase?: AskPassphrase;
  /** Absent where nothing can be typed. */
  readonly typing?: Typing;
  /** Asks for a new secret; absent where nobody can be asked, or nobody wants to be. */
  readonly askSecret?: (question: string) => Promise<string>;
  /** Asks for a yes or a no; absent likewise. */
  readonly offer?: (question: string) => Promise<boolean>;
  /** Asks for a line; absent likewise. */
  readonly ask?: Ask;
  /** Ctrl-C. */
  readonly interrupted?: AbortSignal;
  /** How the pauses between attempts are waited for; by default they pass. */
  readonly wait?: Wait;
  /** Where new keys come from; the system's randomness by default. */
  readonly newKey?: Context["newKey"];
  /** Called when a write to the Factory begins: from then on no failure may be called "nothing changed". */
  readonly onWrite?: () => void;
  /** What requests go through; by default Node's own, with the proxies of the environment. */
  readonly fetch?: Fetch;
}

/**
 * What a command needs that needs nothing is a {@link LocalContext}; every other gets a {@link Context}.
 * @throws {ToolError} everything that is wrong before the first request: `value-invalid`, `config-invalid`,
 *   `trusted-root-missing` (T2), `plan-required` (T1), `credentials-…`, `connection-insecure`, `keys-missing`.
 */
export async function prepareContext(settings: RunSettings, ports: DoorPorts): Promise<Context | LocalContext> {
  const { run, options } = settings;
  const timeout = textOf(options, "timeout");
  const deadline = timeout !== undefined ? startDeadline(timeout, ports.interrupted) : null;
  const signal = deadline?.signal ?? ports.interrupted ?? new AbortController().signal;
  const place = await placeOf(run.door, ports.env, ports.cwd, signal);
  const fromKeys = { ...keyPorts(ports, deadline), signal };
  const local = localContext(settings, ports, place, deadline, fromKeys);
  return run.command.needs === "nothing"
    ? local
    : { ...local, ...(await outerPorts(settings, ports, local, fromKeys)) };
}

/** What is outside this machine, and the keys. */
async function outerPorts(
  settings: RunSettings,
  ports: DoorPorts,
  local: LocalContext,
  fromKeys: KeyInputPorts,
): Promise<Omit<Context, keyof LocalContext>> {
  const { run } = settings;
  const { command, door } = run;
  const { place, refuseRootKeys, signal } = local;
  const { env, log, onWrite, fetch = nodeFetch(ports.env), wait = waitFor } = ports;
  const config = door === "cli" ? await readConnectionConfig(env, signal) : null;
  const asks = command.asksConnection ? local : { ask: null, askSecret: null };
  const options = await withAskedConnection(settings.options, { env, config, ...asks });
  const factory = nameFactory(options, env, config, door);
  const named = {
    trustedRoot: textOf(options, "trustedRoot"),
    pins: textOf(options, "pins"),
    policy: textOf(options, "policy"),
    waivers: textOf(options, "waivers"),
  };
  await requireNoNearMiss(pathsOf(layoutOf(place, named)), { list: listFolderOf(place), log });
  const files = await readRepositoryFiles(place, named, factory, command.readsOwnPolicy ? "usual" : "named");
  const github = gitHubPort({
    env,
    token: gitHubToken(env, door),
    repository: textOf(options, "repo"),
    signal,
    wait: (ms) => wait(ms, signal),
    info: (message) => log.info(message),
    onWrite,
    fetch,
  });
  const automated = releasesOnRunner(command, door, options, env);
  const policy = automated ? await policyOnRef(files.policy, named, { env, place, github, log }) : files.policy;
  const trust: Trust = { ...files, policy, onFirstUse: options.trustOnFirstUse === true };
  requirePlan(settings, policy);
  if (options.offline === true) requireRootOffline(trust);
  if (startsFromTrust(command, options)) requireTrustedRoot({ trust, place, refuseRootKeys }, command.name);

  const { worksWithoutToken } = command;
  const clock = new RunClock(ports.now, undefined, isRehearsal(env));
  const connected = await connect({
    ...ports,
    fetch,
    factory,
    options,
    door,
    config,
    signal,
    clock,
    worksWithoutToken,
  });
  const elsewhere = {
    env,
    fetch,
    signal,
    wait: (ms: number) => wait(ms, signal),
    clock: () => new Date(clock.read()),
    info: (message: string) => log.info(message),
    mask: ports.mask,
  };
  const { keys, signer } = await keysOfRun({ command, options, door }, fromKeys, elsewhere);
  return {
    ...connected,
    trust,
    clock,
    keys,
    signer,
    github,
  };
}

/** The clock stands still while the passphrase is asked for. What is said of an archive is said once. */
function keyPorts(ports: DoorPorts, deadline: Deadline | null): Omit<KeyInputPorts, "signal"> {
  const { askPassphrase, log } = ports;
  const said = new Set<string>();
  const warn = (message: string) => {
    if (!said.has(message)) log.warning(message);
    said.add(message);
  };
  if (!askPassphrase || !deadline) return { ...ports, warn };
  return { ...ports, warn, askPassphrase: (...asked) => deadline.pausedFor(() => askPassphrase(...asked)) };
}

const nothingTyped: Typing = { line: null, all: async () => "" };

/** It stands still while a person types, too. */
function pausingTyping({ line, all }: Typing, deadline: Deadline | null): Typing {
  if (!deadline) return { line, all };
  return {
    line: line && ((question, problem) => deadline.pausedFor(() => line(question, problem))),
    all: () => deadline.pausedFor(all),
  };
}

function localContext(
  { run: { command, door }, options }: RunSettings,
  ports: DoorPorts,
  place: Place,
  deadline: Deadline | null,
  fromKeys: KeyInputPorts,
): LocalContext {
  const { signal } = fromKeys;
  const { now, cwd, log, progress, announce, confirm, askSecret, offer, ask, env, wait = waitFor } = ports;
  const whilePaused = <T>(ask: () => Promise<T>) => (deadline ? deadline.pausedFor(ask) : ask());
  return {
    now,
    cwd,
    place,
    newKey: ports.newKey ?? newKeyOfSystem,
    unlock: () => (door === "action" ? Promise.resolve({}) : unlockSecretsOf(options, door, fromKeys)),
    typing: pausingTyping(ports.typing ?? nothingTyped, deadline),
    refuseRootKeys: door === "action" || env.GITHUB_ACTIONS === "true",
    log,
    progress,
    confirm: async (about, question) => {
      if (!command.confirms) throw new Error(`${command.name} asks, and declares nothing of it`);
      const isApproved = options.expectDigest !== undefined;
      await whilePaused(() => confirm(about, isApproved ? null : question));
    },
    askSecret: askSecret ? (question) => whilePaused(() => askSecret(question)) : null,
    offer: offer ? (question) => whilePaused(() => offer(question)) : null,
    ask: ask ? (...asked) => whilePaused(() => ask(...asked)) : null,
    signal,
    announce,
    wait: (ms) => wait(ms, signal),
  };
}

const newKeyOfSystem: Context["newKey"] = async (type, role) => {
  const { newKey, systemRandomness } = await import("../keys/signers/generate.ts");
  return newKey(type, role, systemRandomness);
};

/** T1: policy `require-plan` binds whatever takes a digest to one, save a dry run, which is a plan itself. */
function requirePlan({ run: { command }, options }: RunSettings, policy: RepositoryPolicy): void {
  if (!policy.requirePlan || !Object.hasOwn(command.options, "expectDigest") || options.dryRun === true) return;
  if (options.expectDigest !== undefined) return;
  throw new ToolError("plan-required", {
    happened: `The repository's policy has require-plan: true, and ${command.name} was run without expect-digest.`,
    next: `Run \`factory-tuf ${planOf(command.name)}\`, get what it shows approved, and give the digest that it prints as expect-digest.`,
  });
}

/** What shows what a command would sign, and prints its digest. */
function planOf(command: string): string {
  if (command === "updates sign") return "updates review";
  if (command === "bundle sign") return "bundle show <folder>";
  if (command === "sign answer") return "sign request <folder>";
  return command === "wave init" || command === "promote" ? "wave plan <version> <tag>" : "wave show <wave>";
}

/** Release work on a runner, with a key or without, through the Action or a `run:` step: what holds there holds for both. */
function releasesOnRunner(
  command: CommandNeeds,
  door: Door,
  options: Readonly<Record<string, unknown>>,
  env: Environment,
): boolean {
  const onRunner = door === "action" || env.GITHUB_ACTIONS === "true";
  return onRunner && command.runs === "anywhere" && (usesKeys(command, options) || publishes(command, options));
}
