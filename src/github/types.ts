// What the program knows of GitHub: a client's methods and the parts of its answers that are used.

export interface Issue {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly title: string;
  readonly body: string;
  /** Login; null for an account that is gone. */
  readonly author: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: string | null;
}

export interface IssueText {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees?: readonly string[];
}

export interface IssueChanges extends Partial<IssueText> {
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened";
}

export interface GitHubEnvironment {
  readonly name: string;
  /** One of them must approve a job: logins, and teams as `team <slug>`. None: nobody need. */
  readonly approvers: readonly string[];
  /** May whoever started a job approve it too? */
  readonly selfApproval: boolean;
  /** Which branches and tags may deploy to it: those with protection rules, or those that match a `refPattern`. */
  readonly refs: "any" | "protected" | "selected";
}

export interface RefPattern {
  readonly name: string;
  readonly type: "branch" | "tag";
}

/** Names of environments that GitHub could have; neither `.` nor `..`, which an address would lose. */
export function isEnvironmentName(text: string): boolean {
  return /^[^\p{C}]{1,255}$/u.test(text) && text !== "." && text !== "..";
}

/** One page, and whether another may follow. */
export interface ResultPage<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** Who may approve jobs of an environment, as GitHub wants it named. */
export interface Reviewer {
  readonly type: "User" | "Team";
  readonly id: number;
}

export interface NewEnvironment {
  readonly reviewers: readonly Reviewer[];
  /** May whoever started a job approve it too? */
  readonly selfApproval: boolean;
}

/** Whose secrets: those of an environment, by its name, or with null those of the repository. */
export type SecretsOf = string | null;

/** Environments of a repository, and secrets; the errors are those of {@link GitHubClient}. */
export interface EnvironmentCalls {
  /** The first 1,000: a repository that makes one for each pull request has any number, and one by name is {@link environment}. */
  environments(): Promise<ResultPage<GitHubEnvironment>>;
  /** Null where there is none of that name, or the token may not see it. */
  environment(name: string): Promise<GitHubEnvironment | null>;
  /** What a branch or tag must match to deploy to it, where `refs` is `selected`. */
  refPatterns(environment: string): Promise<readonly RefPattern[]>;
  /** Without any, GitHub lets every branch deploy where only protected ones may. */
  hasProtectedBranch(): Promise<boolean>;
  /** Null where there is no such account or team, or the token may not see it. @param name a login, or `org/team`. */
  reviewer(name: string): Promise<Reviewer | null>;
  /** Makes it, or replaces all that protects the one that is there. No branch may deploy to it yet. */
  makeEnvironment(name: string, wanted: NewEnvironment): Promise<void>;
  /** Lets a branch deploy to it, where `refs` is `selected`. */
  addBranch(environment: string, branch: string): Promise<void>;
  /** When each was last written, by name. GitHub gives no values. */
  secrets(of: SecretsOf): Promise<ReadonlyMap<string, string>>;
  /** What secrets are sealed for: an X25519 public key, and GitHub's name for it. */
  secretsKey(of: SecretsOf): Promise<{ readonly id: string; readonly key: Uint8Array }>;
  /** Repeated after faults: the second time changes nothing more. */
  setSecret(
    of: SecretsOf,
    name: string,
    value: { readonly keyId: string; readonly sealed: Uint8Array },
  ): Promise<"created" | "overwritten">;
}

/** Issues and comments; the errors are those of {@link GitHubClient}. */
export interface IssueCalls {
  /** Issues in any state, the newest first, without pull requests. */
  issues(query: {
    readonly creator: string;
    readonly label?: string;
    readonly page: number;
  }): Promise<ResultPage<Issue>>;
  /** May issues be assigned to this account? */
  isAssignable(login: string): Promise<boolean>;
  createIssue(text: IssueText): Promise<Issue>;
  updateIssue(number: number, changes: IssueChanges): Promise<Issue>;
  /** Of an issue or a pull request, the oldest first. */
  comments(number: number, page: number): Promise<ResultPage<Comment>>;
  addComment(number: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  /** Nothing where it is gone already. */
  deleteComment(id: number): Promise<void>;
}

/** Files at a commit; the errors are those of {@link GitHubClient}. */
export interface FileCalls {
  /** Whole id of a branch's newest commit. */
  branchHead(branch: string): Promise<string>;
  /**
   * One file of a commit, or null when that commit has none of the name.
   * @param commit its whole id. @param path relative to the repository.
   * @throws {ToolError} `response-malformed` for what is no file, or larger than `maxBytes`.
   */
  fileAt(commit: string, path: string, maxBytes: number): Promise<Uint8Array | null>;
  /** Names of the files, not of the folders, in a folder of a commit; none when that commit has no such folder. */
  filesIn(commit: string, folder: string): Promise<readonly string[]>;
}

/**
 * GitHub's API for one repository. Every method throws {@link ToolError}: `http-unauthorized`, `http-forbidden` (a
 * missing permission), `http-rate-limited`, `http-not-found`, `issues-disabled`, `http-unprocessable`,
 * `http-server-error`, `network-failed`, `deadline-exceeded`, `response-malformed`, `response-too-large`. Reads, edits and deletions are
 * repeated after faults; `createIssue` and `addComment` are not: after `isLost` only a look tells.
 */
export interface GitHubClient extends EnvironmentCalls, IssueCalls, FileCalls {
  /** `owner/name` */
  readonly repository: string;
  /** The login under which this token writes: `github-actions[bot]` for a job's own. Asked once. */
  identity(): Promise<string>;
  repositoryFacts(): Promise<{
    readonly isPublic: boolean;
    readonly hasIssues: boolean;
    readonly defaultBranch: string;
  }>;
  /**
   * When a run of a workflow last succeeded: RFC 3339, or null when never.
   * @param workflow base name of its file.
   * @param event that started the run.
   */
  lastSuccess(workflow: string, event: string): Promise<string | null>;
  /**
   * Bundles of the attestations that a repository has of a digest; none where it has none, and null for one that it keeps
   * elsewhere.
   * @param repository `owner/name`; it need not be this client's own. @param digest `sha256:` and 64 hex.
   * @throws {ToolError} `http-not-found` where the token may not see that repository, `response-too-large` for more than 1,000.
   */
  attestations(repository: string, digest: string, predicateType: string): Promise<readonly unknown[]>;
}
