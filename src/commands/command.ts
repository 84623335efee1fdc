// A command is data plus a function. From the data come the CLI, action.yml, the help texts and
// docs/reference.md; the function takes its ports and returns a typed result. It never prints, never reads
// `process`, and does not know who called it.
import type { FactoryClient } from "../factory/types.ts";
import type { GitHubPort } from "../github/port.ts";
import type { UnlockSecrets } from "../keys/protection.ts";
import type { ArchiveKey, KeySource } from "../keys/types.ts";
import type { ReportDocument } from "../report/document.ts";
import type { ToolError } from "../tuf/errors.ts";
import type { KeyType } from "../tuf/key.ts";
import type { Doc, RootSigned } from "../tuf/metadata.ts";
import type { Pins } from "../tuf/pins.ts";
import type { OfflineRole } from "../tuf/root-edit.ts";

/** How an option is read and checked; `docs` and completion name it too. */
export type OptionKind =
  | "text"
  | "switch"
  | "integer"
  | "list"
  | "path"
  | "factory"
  | "tag"
  | "wave"
  | "group"
  /** A plain integer version. */
  | "version"
  /** A version or `latest`. */
  | "version-or-latest"
  /** RFC 3339 UTC, whole seconds. */
  | "time"
  /** `sha256:` and 64 hex. */
  | "digest"
  /** `10` or `10%`. */
  | "limit"
  /** A list; on the CLI `@file` reads it from a file (T22). */
  | "uuids";

export interface OptionDeclaration {
  readonly kind: OptionKind;
  /** One line for help, action.yml and the reference. */
  readonly help: string;
  readonly default?: string | number;
  readonly required?: boolean;
  /** The accepted words, when the option is one of a few. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Offered by one front door only. */
  readonly only?: "cli" | "action";
  /** Metavariable in help, e.g. `<days>`. */
  readonly placeholder?: string;
}

export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

type ValueOf<D extends OptionDeclaration> = D["kind"] extends "switch"
  ? boolean
  : D["kind"] extends "integer" | "version"
    ? number
    : D["kind"] extends "version-or-latest"
      ? number | "latest"
      : D["kind"] extends "list" | "uuids"
        ? readonly string[]
        : D["kind"] extends "time"
          ? Date
          : D["kind"] extends "limit"
            ? Limit
            : string;

export type Limit = { readonly devices: number } | { readonly percent: number };

/** Switches are always there; so is what is required or has a default. Everything else may be undefined. */
export type OptionValues<O extends OptionDeclarations> = {
  readonly [K in keyof O]: O[K]["kind"] extends "switch"
    ? boolean
    : O[K] extends { required: true } | { default: string | number }
      ? ValueOf<O[K]>
      : ValueOf<O[K]> | undefined;
};

/** What the caller trusts, already read and parsed by the front door (INTERFACE, common options). */
export interface Trust {
  /** The `trusted-root` document, or null when there is none. */
  readonly root: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  /** May a command that uses keys start from the first root as served? */
  readonly onFirstUse: boolean;
  readonly policy: Policy;
}

/** The parts of `.factory-tuf/review.yml` that the signing commands obey (DESIGN, files a repository keeps). */
export interface Policy {
  readonly requirePlan: boolean;
  readonly appHosts: readonly string[];
  readonly clients: readonly string[];
}

export interface Log {
  /** Something a person should act on one day. Becomes an annotation in the Action. */
  warning(message: string): void;
  info(message: string): void;
  /** Where findings are annotations; absent where the report alone tells of them. */
  finding?(level: "error" | "warning" | "note", message: string): void;
}

/** What a person types where a command was told to take it from there (`-`). What is typed may be a secret. */
export interface Typing {
  /** Asks for one line, until `problem` has nothing to say of it. Null where nobody can be asked. */
  readonly line: ((question: string, problem: (typed: string) => string | null) => Promise<string>) | null;
  /** Everything that comes on standard input, up to 64 KiB. */
  readonly all: () => Promise<string>;
}

/** Where a run takes place: what `review` and `remind` must know of the repository and the event around them. */
export interface Place {
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Event of GitHub that this run is for, its payload's file and the checkout; null outside GitHub Actions. */
  readonly event: string | null;
  readonly eventFile: string | null;
  readonly workspace: string | null;
  /** Path of the workflow file in its repository, and the id of the job; null outside GitHub Actions. */
  readonly workflow: string | null;
  readonly job: string | null;
  /** For files that nobody named; null where results are printed instead. */
  readonly outputFolder: string | null;
  /** Environment for programs that are run here: none of our secrets is in it. */
  readonly childEnvironment: Readonly<Record<string, string>>;
}

/** The ports of a command. */
export interface Context {
  readonly now: Date;
  /** What relative paths are relative to. */
  readonly cwd: string;
  readonly factory: FactoryClient;
  /**
   * The same Factory with a deadline of its own (30 s, neither the command's nor Ctrl-C's): for reading
   * back what became of a write whose answer was lost, and for taking back what this run itself began.
   */
  readonly readBack: FactoryClient;
  readonly trust: Trust;
  /** Why `factory` may not be used: set only for a command that works without a token, and got none. */
  readonly missingCredentials: ToolError | null;
  readonly place: Place;
  /** GitHub's API, with a token of its own; nothing of it is loaded or asked until `connect`. */
  readonly github: GitHubPort;
  /** Null when the user gave no key input. Opening it is the last thing before a signature. */
  readonly keys: KeySource | null;
  /** Makes an offline key. It is nowhere but in memory. */
  readonly newKey: (type: KeyType, role: OfflineRole) => Promise<ArchiveKey>;
  /** What opens an archive that a command names itself, besides `keys`. Nothing in the Action. */
  readonly unlock: () => Promise<UnlockSecrets>;
  readonly typing: Typing;
  /** True when an archive that holds a root-role key must be refused (T16): set where releases are automated. */
  readonly refuseRootKeys: boolean;
  readonly log: Log;
  /** Names the step a person waits for; shown on a terminal when it takes longer than a second. */
  readonly progress: (step: string) => void;
  /**
   * Shows what will happen and asks. Resolves when the user agrees, or when nobody is to be asked.
   * @param question null where the command does not ask, but what it will do must be showable whole (T25).
   * @throws {ToolError} `declined`, `confirmation-needed`, or `plan-too-large`.
   */
  readonly confirm: (about: ReportDocument, question: string | null) => Promise<void>;
  /**
   * Asks for a new secret, without echo. Null where nobody can be asked, or nobody wants to be (`--yes`).
   * @throws {ToolError} `declined` when the question is left without an answer.
   */
  readonly askSecret: ((question: string) => Promise<string>) | null;
  /** Aborted at the deadline (`timeout`) or by Ctrl-C. */
  readonly signal: AbortSignal;
  /** For a command that goes on running (emulate): says that it is ready. `--json` prints `document`, else `text`. */
  readonly announce: (document: object, text: string) => void;
  readonly wait: (ms: number) => Promise<void>;
}

export type Status = "done" | "unchanged" | "waiting";

/** What `run` returns. `outputs` are the Action's outputs and the top level of `--json`. */
export interface Outcome<D> {
  readonly status: Status;
  readonly changed: "no" | "yes";
  readonly outputs: Readonly<Record<string, string | number>>;
  readonly data: D;
  /**
   * Set when the command did its work and its verdict is no (doctor with blockers, the gate): the result is
   * shown in full, and the exit status and output `status` are this error's.
   */
  readonly failure?: ToolError;
}

export interface Command<O extends OptionDeclarations = OptionDeclarations, D = unknown> {
  /** Words as typed, e.g. `wave init`. */
  readonly name: string;
  readonly summary: string;
  /** A paragraph for `--help` and the reference. */
  readonly details?: string;
  readonly examples: readonly string[];
  /** Options that may be given by position, in order. */
  readonly args: readonly (keyof O & string)[];
  readonly options: O;
  /** ✈ `offline`: never under GITHUB_ACTIONS. ⌂ `machine`: refused by the Action. */
  readonly runs: "anywhere" | "offline" | "machine";
  /** Does it need a Factory, a key? The front doors prepare (and check events, T14) accordingly. */
  readonly needs: "nothing" | "factory" | "keys";
  /** It does what it can where there is no token, and says so. */
  readonly worksWithoutToken?: true;
  /** The shape of `data`, one line a field, for docs/reference.md. */
  readonly dataHelp: readonly string[];
  /** What the CLI prints on stdout where that is not the report: a root.json, a completion script. Null: the report. */
  stdout?(outcome: Outcome<D>): string | null;
  /** Says on a terminal, on stderr, what `stdout` prints there. */
  readonly stdoutIs?: string;
  run(ctx: Context, options: OptionValues<O>): Promise<Outcome<D>>;
  report(outcome: Outcome<D>): ReportDocument;
}

/** Gives the declaration its types: option values follow from `options`. */
export function command<const O extends OptionDeclarations, D>(declaration: Command<O, D>): Command<O, D> {
  return declaration;
}
