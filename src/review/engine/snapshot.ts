// Everything the rules read of a Factory and of the repository that reviews it, as it was served: raw values
// kept, what does not parse told apart from what is absent. Built in commands/; nothing here fetches.
import type { User, Wave } from "../../factory/types.ts";
import type { JsonProblem } from "../../json/json.ts";
import type { KeyJson } from "../../tuf/metadata/key.ts";
import type { Doc, RootSigned, SignedBase, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import type { Pins } from "../../tuf/metadata/pins.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";

/** Steady: nothing is staged. Sign, apply: somebody is about to sign, or to apply, a staged update. */
export type Stage = "steady" | "sign" | "apply";

/** One document as served. `name` is the doc part of subjects, e.g. `prod-root@3`, `wave/w1`. */
export interface Reviewed<S extends SignedBase> {
  readonly name: string;
  /** The JSON value as received, whatever it is. */
  readonly value: unknown;
  /** What two parsers may read differently (T11), pointers relative to the whole document. */
  readonly problems: readonly JsonProblem[];
  /** Bytes as served, signatures included. */
  readonly sizeBytes: number;
  /** Null when the value is no such document; `malformed` then completes "it is malformed: ...". */
  readonly doc: Doc<S> | null;
  readonly malformed: string | null;
}

export type ReviewedRoot = Reviewed<RootSigned>;
export type ReviewedTargets = Reviewed<TargetsSigned>;

/** The roots of one flavour. */
export interface ReviewedRoots {
  /** Index = version − 1; null is a 404 below a version that is served. */
  readonly chain: readonly (ReviewedRoot | null)[];
  /** What `root.json` serves; null for a 404. Named `ci-root` or `prod-root`. */
  readonly newest: ReviewedRoot | null;
}

export interface ReviewedWave {
  readonly wave: Wave;
  /** Null when the Wave came without targets. */
  readonly targets: ReviewedTargets | null;
}

/** The open transaction (`R/root/updates`). */
export interface ReviewedUpdates {
  readonly status: "NONE" | "STARTED" | "APPLYING";
  /** RFC 3339; null where the Factory does not say. */
  readonly startedAt: string | null;
  readonly updatedAt: string | null;
  readonly firstTime: boolean;
  readonly staged: { readonly ci: ReviewedRoot | null; readonly prod: ReviewedRoot | null } | null;
  /** Key ids of the online keys by role: now, and after the update. */
  readonly currentOnline: Readonly<Record<string, readonly string[]>>;
  readonly updatedOnline: Readonly<Record<string, readonly string[]>>;
  readonly amendments: readonly { readonly kind: string; readonly message: string; readonly args: readonly string[] }[];
  readonly issues: { readonly errors: readonly ServerIssue[]; readonly warnings: readonly ServerIssue[] };
  /** Re-signings that travel with the staged root, by tag and by Wave. */
  readonly targetsSignatures: Readonly<Record<string, readonly Signature[]>>;
  readonly wavesSignatures: Readonly<Record<string, readonly Signature[]>>;
}

export interface ServerIssue {
  readonly kind: string;
  readonly message: string;
}

/** One key archive given with `archive`, its private bytes left behind. */
export interface ReviewedArchive {
  /** Base name, for the subject `archive/<basename>`. */
  readonly name: string;
  /** Null when it could not be opened or holds what it must not; `malformed` then says why. */
  readonly keys: readonly { readonly keyid: string; readonly entry: string; readonly hasPrivate: boolean }[] | null;
  readonly malformed: string | null;
  /** How it lies on the disk. */
  readonly encryption: "none" | "recipients" | "passphrase";
  readonly mode: number;
  readonly tracked: boolean;
  /** Inside a git work tree and not ignored. */
  readonly exposedInWorkTree: boolean;
  /** Below GITHUB_WORKSPACE. */
  readonly inWorkspace: boolean;
  /** `<archive>.tmp` exists. */
  readonly leftoverTemp: boolean;
}

/** One workflow file, parsed; `value` is null when it could not be. */
export interface ReviewedWorkflow {
  /** Path relative to the repository. */
  readonly path: string;
  readonly value: unknown;
  readonly text: string;
  /** Why it could not be read or understood, completing "the file ..."; absent when it could. */
  readonly unreadable?: string;
}

/** What GitHub's API says; null in every field that it does not tell us. */
export interface ReviewedGitHub {
  /** By environment name. */
  readonly environments: Readonly<
    Record<string, { readonly exists: boolean; readonly reviewers: boolean; readonly branchesLimited: boolean }>
  > | null;
  /** When a `remind` run last succeeded: RFC 3339; null when never. Undefined when it could not be asked. */
  readonly lastRemindRun: string | null | undefined;
}

/** What a bundle says whose signature and certificate verify under the roots that the repository keeps. */
export interface ReleaseRecord {
  /** Of the certificate: `owner/name` whose workflow ran, path of that workflow's file, and the ref that it ran on. */
  readonly repository: string;
  /** GitHub's number of that repository; null where the certificate does not say it. */
  readonly repositoryId: number | null;
  readonly workflow: string;
  readonly ref: string;
  /** SHA-256 of what it is about, hex. */
  readonly subjects: readonly string[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

/** What GitHub holds about the very document that is in production for a tag. */
export interface TagRecords {
  readonly records: readonly ReleaseRecord[];
  /** Why other bundles count for nothing: each completes "the bundle ...". */
  readonly refused: readonly string[];
}

export interface ReviewedRecords {
  /** By tag; a tag is missing where its records could not be read, which is then in `unavailable`. */
  readonly byTag: ReadonlyMap<string, TagRecords>;
  /** Why nobody looked: a sentence without a full stop. Null where somebody did. */
  readonly notLooked: string | null;
}

/** What of the repository a pull request changes against its base (T15). */
export interface PinChange {
  readonly baseRoot: Doc<RootSigned> | null;
  readonly headRoot: Doc<RootSigned> | null;
  readonly basePins: Pins | null;
  readonly headPins: Pins | null;
}

export interface Unavailable {
  /** A subject, e.g. `ci-targets#`. */
  readonly subject: string;
  /** Sentence without a full stop; no secret, no body. */
  readonly why: string;
}

export interface Snapshot {
  readonly factory: string;
  readonly stage: Stage;
  /** Tags that are reviewed; all by default. */
  readonly tags: readonly string[];
  readonly ciRoots: ReviewedRoots;
  readonly prodRoots: ReviewedRoots;
  /** The newest root of each flavour that parses: what the other documents are judged by. */
  readonly ciRoot: Doc<RootSigned> | null;
  readonly prodRoot: Doc<RootSigned> | null;
  readonly ciTargets: ReviewedTargets | null;
  /** What `ci-targets.pub` says; null where it could not be read. */
  readonly onlineKey: KeyJson | null;
  /** By tag. */
  readonly production: ReadonlyMap<string, ReviewedTargets>;
  /** All active Waves, and finished ones as listed; canceled ones with targets where those may matter. */
  readonly waves: readonly ReviewedWave[];
  /** Snapshot and timestamp documents as served, named `snapshot/<tag>` or `timestamp/<tag>`. */
  readonly onlineDocuments: readonly Reviewed<SignedBase>[];
  /** The same of the tags of new CI versions, named `ci-snapshot/<tag>` or `ci-timestamp/<tag>`. */
  readonly ciOnlineDocuments: readonly Reviewed<SignedBase>[];
  /** By tag: the targets that a device would fetch, where its snapshot was read. */
  readonly deviceTargets: ReadonlyMap<string, unknown>;
  readonly updates: ReviewedUpdates | null;
  readonly user: User | null;
  readonly trustedRoot: Doc<RootSigned> | null;
  readonly pins: Pins | null;
  /** Null outside pull requests and merge queues. */
  readonly pinChange: PinChange | null;
  readonly archives: readonly ReviewedArchive[];
  /** Null when the repository's workflows are not reviewed. */
  readonly workflows: readonly ReviewedWorkflow[] | null;
  readonly github: ReviewedGitHub | null;
  readonly records: ReviewedRecords;
  /** True in a job that only reviews. */
  readonly readOnlyJob: boolean;
  readonly unavailable: readonly Unavailable[];
  /** False where nothing could be asked of the Factory at all (a fork without secrets). */
  readonly factoryWasRead: boolean;
}
