// The ports of a run: all that a command may see of the outside world, and what its caller trusts. How a front door
// makes them is prepare.ts.
import type { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient } from "../factory/types.ts";
import type { GitHubPort } from "../github/port.ts";
import type { UnlockSecrets } from "../keys/age/protection.ts";
import type { ArchiveKey, KeySource, RemoteKey } from "../keys/types.ts";
import type { ReportDocument } from "../report/document.ts";
import type { ClientName } from "../tuf/devices/clients.ts";
import type { KeyType } from "../tuf/metadata/key.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import type { Pins } from "../tuf/metadata/pins.ts";
import type { OfflineRole } from "../tuf/root/root-edit.ts";
import type { RunClock } from "./run-clock.ts";

/** What the caller trusts, already read and parsed by the front door (INTERFACE, common options). */
export interface Trust {
  /** The `trusted-root` document, or null when there is none. */
  readonly root: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  /** May a command that signs or publishes start from the first root as served? */
  readonly onFirstUse: boolean;
  readonly policy: Policy;
}

/** The parts of `.factory-tuf/review.yml` that the signing commands obey (DESIGN, files a repository keeps). */
export interface Policy {
  readonly requirePlan: boolean;
  readonly appHosts: readonly string[];
  /** What the devices run; empty: the vendor's standard client. */
  readonly clients: readonly ClientName[];
  /** The oldest root that a device may still hold; null: the first. */
  readonly oldestRoot: number | null;
}

export interface Log {
  /** Something a person should act on one day. Becomes an annotation in the Action. */
  warning(message: string): void;
  info(message: string): void;
  /** What the run does, step by step. Absent where nobody asked for it (`--verbose`, RUNNER_DEBUG). */
  debug?(message: string): void;
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

export type Ask = (
  question: string,
  /** `byDefault` is what an empty answer means; `problem` says what is wrong with an answer, null for a good one. */
  about?: { readonly byDefault?: string; readonly problem?: (typed: string) => string | null },
) => Promise<string>;

/** Where a run takes place: what `review` and `remind` must know of the repository and the event around them. */
export interface Place {
  /** What relative paths are relative to. */
  readonly folder: string;
  /** What files that nobody typed must lie in: GITHUB_WORKSPACE, else the top of the git checkout, else `folder` (T29). */
  readonly top: string;
  /** True in the Action: a workspace decides about every path, and none of them may lead through a link. */
  readonly isWorkspace: boolean;
  /** Ends the wait for what a person named and is a pipe: the deadline of the run. */
  readonly signal: AbortSignal;
  /** Event of GitHub that this run is for, its payload's file and the checkout; null outside GitHub Actions. */
  readonly event: string | null;
  readonly eventFile: string | null;
  /** GITHUB_SHA; null outside GitHub Actions. */
  readonly commit: string | null;
  readonly workspace: string | null;
  /** Path of the workflow file in its repository, and the id of the job; null outside GitHub Actions. */
  readonly workflow: string | null;
  readonly job: string | null;
  /** Address of the workflow run and attempt; null outside GitHub Actions. */
  readonly run: string | null;
  /** For files that nobody named; null where results are printed instead. */
  readonly outputFolder: string | null;
  /** Environment for programs that are run here: none of our secrets is in it. */
  readonly childEnvironment: Readonly<Record<string, string>>;
}

/** The ports of a command that works on a Factory. */
export interface Context extends LocalContext {
  readonly factory: FactoryClient;
  /**
   * The same Factory with a deadline for each call (30 s, neither the command's nor Ctrl-C's): for reading
   * back what became of a write whose answer was lost, and for taking back what this run itself began.
   */
  readonly readBack: FactoryClient;
  readonly trust: Trust;
  /** Base address of the Factory's API; null where nothing is asked. */
  readonly apiUrl: string | null;
  /** What the Factory's answers say of this machine's clock. */
  readonly clock: RunClock;
  /** Why every call of `factory` fails: set only for a command that works without a token, and got none. */
  readonly missingCredentials: ToolError | null;
  /** GitHub's API, with a token of its own; nothing of it is loaded or asked until `connect`. */
  readonly github: GitHubPort;
  /** Null when the user gave no key input. Opening it is the last thing before a signature. */
  readonly keys: KeySource | null;
  /** The key that signs elsewhere, where the user named one instead. A plan and a dry run only ask it what it can sign. */
  readonly signer: RemoteKey | null;
}

/** The ports of any command, and all that one gets that needs neither a Factory nor a key. */
export interface LocalContext {
  readonly now: Date;
  /** What relative paths are relative to. */
  readonly cwd: string;
  readonly place: Place;
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
   * @param question null where what was approved by its digest is only shown (T1).
   * @throws {ToolError} `declined`, `confirmation-needed`, or `plan-too-large`.
   */
  readonly confirm: (about: ReportDocument, question: string | null) => Promise<void>;
  /**
   * Asks for a new secret, without echo. Null where nobody can be asked, or nobody wants to be (`--yes`).
   * @throws {ToolError} `declined` when the question is left without an answer.
   */
  readonly askSecret: ((question: string) => Promise<string>) | null;
  /**
   * Asks a y/N question whose no is an answer like any other. Null where nobody can be asked, or nobody wants to be (`--yes`).
   * @throws {ToolError} `declined` when the question is left without an answer.
   */
  readonly offer: ((question: string) => Promise<boolean>) | null;
  /**
   * Asks for a line that is no secret. Null where nobody can be asked, or nobody wants to be (`--yes`).
   * @throws {ToolError} `declined` when the question is left without an answer.
   */
  readonly ask: Ask | null;
  /** Aborted at the deadline (`timeout`) or by Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * For a command that goes on running (emulate): says that it is ready. `--json` prints `document`, else `text`.
   * @returns false where that could not be printed: then nobody knows of it, and the command ends.
   */
  readonly announce: (document: object, text: string) => Promise<boolean>;
  readonly wait: (ms: number) => Promise<void>;
}
