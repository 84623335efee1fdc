// Builds the ports of a command, for both front doors and in one order: options, the repository's files, what
// they forbid, and only then credentials and keys (DESIGN, main flow, step 0).
import type { FactoryClient } from "../../factory/types.ts";
import { gitHubPort, gitHubToken } from "../../github/port.ts";
import { childEnvironment } from "../../keys/run-command.ts";
import type { AskPassphrase } from "../../keys/typed-passphrase.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Command, Context, Trust, Typing } from "../command.ts";
import type { Door } from "../options/option-names.ts";
import {
  type ConnectionInput,
  type Connector,
  connect,
  type Environment,
  nameFactory,
  readConnectionConfig,
} from "./connection.ts";
import { type Deadline, startDeadline, waitFor } from "./deadline.ts";
import { requireKeyEvent, unprotectedRefCheck } from "./key-events.ts";
import { keySourceOf, unlockSecretsOf } from "./key-input.ts";
import { noPolicy, type RepositoryPolicy } from "./policy-file.ts";
import { readRepositoryFiles } from "./repository.ts";
import { usesKeys } from "./uses-keys.ts";
import { watchWrites } from "./write-watch.ts";

export interface Settings {
  readonly command: Pick<Command, "name" | "needs" | "options" | "worksWithoutToken" | "runs">;
  /** From `parseOptions` with the command's declarations. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly door: Door;
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
  /** Ctrl-C. */
  readonly interrupted?: AbortSignal;
  /** Where new keys come from; the system's randomness by default. */
  readonly newKey?: Context["newKey"];
  /** Called when a write to the Factory begins: from then on no failure may be called "nothing changed". */
  readonly onWrite?: () => void;
}

/**
 * @throws {ToolError} everything that is wrong before the first request: `value-invalid`, `config-invalid`,
 *   `trusted-root-missing` (T2), `plan-required` (T1), `credentials-…`, `connection-insecure`, `keys-missing`.
 */
export async function prepareContext(settings: Settings, ports: DoorPorts): Promise<Context> {
  const { command, options, door } = settings;
  const timeout = options.timeout;
  const deadline = typeof timeout === "string" ? startDeadline(timeout, ports.interrupted) : null;
  const signal = deadline?.signal ?? ports.interrupted ?? new AbortController().signal;
  if (command.needs === "nothing") {
    return contextOf(settings, ports, deadline, signal, { connector: unconnected, missing: null }, noTrust, null);
  }

  const automated = isAutomated(settings, ports.env);
  if (automated) requireKeyEvent(ports.env.GITHUB_EVENT_NAME, command.name);
  const config = door === "cli" ? await readConnectionConfig(ports.env) : null;
  const factory = nameFactory(options, ports.env, config, door);
  const named = { trustedRoot: options.trustedRoot as string | undefined, pins: options.pins as string | undefined };
  const files = await readRepositoryFiles(ports.cwd, named, factory);
  const trust: Trust = { ...files, onFirstUse: options.trustOnFirstUse === true };
  if (automated) unprotectedRefCheck(ports.env, ports.log)(files.policy);
  requirePlan(settings, files.policy);
  if (automated) requireTrustedRoot(settings, trust);

  const connected = await connection(command, { ...ports, factory, options, door, config });
  const keys = usesKeys(command, options)
    ? await keySourceOf(options, door, { ...unhurried(ports, deadline), signal })
    : null;
  if (!keys && command.needs === "keys" && usesKeys(command, options)) throw keysMissing(command.name, door);
  return contextOf(settings, ports, deadline, signal, connected, trust, keys);
}

const READ_BACK_MS = 30_000;

interface Connected {
  readonly connector: Connector;
  /** Why there is no connection, for a command that works without one. */
  readonly missing: ToolError | null;
}

async function connection({ worksWithoutToken }: Settings["command"], input: ConnectionInput): Promise<Connected> {
  try {
    return { connector: await connect(input), missing: null };
  } catch (error) {
    if (!worksWithoutToken || !(error instanceof ToolError) || error.code !== "credentials-missing") throw error;
    return { connector: () => factoryNamed(input.factory), missing: error };
  }
}

/** Nothing can be asked of it but its name. */
function factoryNamed(factory: string): FactoryClient {
  return new Proxy(noFactory, { get: (target, name) => (name === "factory" ? factory : Reflect.get(target, name)) });
}

const noTrust: Trust = { root: null, pins: null, onFirstUse: false, policy: noPolicy };

/** Stands in where a command declares that it needs no Factory; using it is a bug. */
const noFactory = new Proxy({} as FactoryClient, {
  get(_, name) {
    throw new Error(`a command that needs no Factory used ${String(name)} of it`);
  },
});

const unconnected: Connector = () => noFactory;

/** Reads with a deadline that starts with each call: the command's own may be over by then. */
function readBackClient(connector: Connector): FactoryClient {
  return new Proxy({} as FactoryClient, {
    get(_, name) {
      const client = connector(AbortSignal.timeout(READ_BACK_MS));
      const member: unknown = Reflect.get(client, name);
      return typeof member === "function" ? member.bind(client) : member;
    },
  });
}

/** The clock stands still while the passphrase is asked for. */
function unhurried(ports: DoorPorts, deadline: Deadline | null): DoorPorts {
  const { askPassphrase } = ports;
  if (!askPassphrase || !deadline) return ports;
  return { ...ports, askPassphrase: (...asked) => deadline.pausedFor(() => askPassphrase(...asked)) };
}

const nothingTyped: Typing = { line: null, all: async () => "" };

/** It stands still while a person types, too. */
function unhurriedTyping({ line, all }: Typing, deadline: Deadline | null): Typing {
  if (!deadline) return { line, all };
  return {
    line: line && ((question, problem) => deadline.pausedFor(() => line(question, problem))),
    all: () => deadline.pausedFor(all),
  };
}

function contextOf(
  { door, options }: Settings,
  ports: DoorPorts,
  deadline: Deadline | null,
  signal: AbortSignal,
  { connector, missing }: Connected,
  trust: Trust,
  keys: Context["keys"],
): Context {
  const { now, cwd, log, progress, announce, confirm, askSecret, onWrite, env } = ports;
  const unhurriedly = <T>(ask: () => Promise<T>) => (deadline ? deadline.pausedFor(ask) : ask());
  return {
    now,
    cwd,
    factory: onWrite && connector !== unconnected ? watchWrites(connector(signal), onWrite) : connector(signal),
    readBack: connector === unconnected ? noFactory : readBackClient(connector),
    trust,
    missingCredentials: missing,
    place: placeOf(door, ports),
    github: gitHubPort({
      env,
      token: gitHubToken(env, door),
      repository: options.repo as string | undefined,
      signal,
      wait: (ms) => waitFor(ms, signal),
      info: (message) => log.info(message),
      onWrite,
    }),
    keys,
    newKey: ports.newKey ?? newKeyOfSystem,
    unlock: () =>
      door === "action" ? Promise.resolve({}) : unlockSecretsOf(options, door, unhurried(ports, deadline)),
    typing: unhurriedTyping(ports.typing ?? nothingTyped, deadline),
    refuseRootKeys: door === "action" || env.GITHUB_ACTIONS === "true",
    log,
    progress,
    confirm: (about, question) => unhurriedly(() => confirm(about, question)),
    askSecret: askSecret ? (question) => unhurriedly(() => askSecret(question)) : null,
    signal,
    announce,
    wait: (ms) => waitFor(ms, signal),
  };
}

const newKeyOfSystem: Context["newKey"] = async (type, role) => {
  const { newKey, systemRandomness } = await import("../../keys/generate.ts");
  return newKey(type, role, systemRandomness);
};

function placeOf(door: Door, { env, cwd }: DoorPorts): Context["place"] {
  const inActions = door === "action" || env.GITHUB_ACTIONS === "true";
  const known = (value: string | undefined) => (inActions ? value || null : null);
  return {
    folder: cwd,
    event: known(env.GITHUB_EVENT_NAME),
    eventFile: known(env.GITHUB_EVENT_PATH),
    workspace: known(env.GITHUB_WORKSPACE),
    workflow: /^[^/]+\/[^/]+\/([^@]+)@/.exec(known(env.GITHUB_WORKFLOW_REF) ?? "")?.[1] ?? null,
    job: known(env.GITHUB_JOB),
    outputFolder: door === "action" ? env.RUNNER_TEMP || cwd : null,
    childEnvironment: childEnvironment(env),
  };
}

/** T1: policy `require-plan` binds whatever takes a digest to one, save a dry run, which is a plan itself. */
function requirePlan({ command, options }: Settings, policy: RepositoryPolicy): void {
  if (!policy.requirePlan || !Object.hasOwn(command.options, "expectDigest") || options.dryRun === true) return;
  if (options.expectDigest !== undefined) return;
  throw new ToolError("plan-required", {
    happened: `The repository's policy has require-plan: true, and ${command.name} was given no expect-digest.`,
    next: "Run `wave plan` first, have what it shows approved, and give its targets-digest as expect-digest.",
  });
}

/** Release work with a key on a runner, through the Action or from a `run:` step: what holds there holds for both. */
function isAutomated({ command, options, door }: Settings, env: Environment): boolean {
  const onRunner = door === "action" || env.GITHUB_ACTIONS === "true";
  return onRunner && command.runs === "anywhere" && usesKeys(command, options);
}

/** T2: a runner has no memory, so that every run on it would be a first use. */
function requireTrustedRoot({ command, door }: Settings, trust: Trust): void {
  if (command.needs !== "keys") return;
  if (trust.root || trust.onFirstUse) return;
  throw new ToolError("trusted-root-missing", {
    happened: `${command.name} would sign, but there is no trusted root to verify the Factory's answers from.`,
    next: `On your own machine run \`factory-tuf root pin\`, look at what it shows, and commit .factory-tuf/root.json (the job must check the repository out).${door === "action" ? " To go without, set trust-on-first-use: true." : ""}`,
  });
}

function keysMissing(name: string, door: Door): ToolError {
  return new ToolError("keys-missing", {
    happened: `${name} signs, and no offline key was given.`,
    next:
      door === "action"
        ? "Give the encrypted archive as the input `keys` (from a secret), keys-file or keys-command."
        : "Give the archive with --keys, or --keys-command.",
  });
}
