// On which events of GitHub a run may use keys or publish (T14): an allow-list, with the reason for every event that is
// not on it. Events that GitHub adds later are refused until somebody has thought about them.
import { ToolError } from "../errors/tool-error.ts";
import { quoted } from "../text/quoted.ts";

/** Started by someone who may write to the repository, on code that is in it. */
export const KEY_EVENTS: readonly string[] = ["push", "schedule", "workflow_dispatch", "release", "deployment"];

/**
 * How another service starts a release, such as the webhook of the Factory's CI. It takes write access and runs the
 * default branch, but its payload is foreign text: only what was approved by its digest may happen on it.
 */
export const DISPATCH = "repository_dispatch";

const FOREIGN_CODE = "it can run code or data of people without write access to the repository";
const ANYBODY = "anybody who can see the repository can start it";
const NO_REVIEW = "it is not tied to reviewed code, and nobody decides to release";
const OUTSIDE = "another service or workflow starts it, with data that nobody has reviewed";

const REFUSED: Readonly<Record<string, string>> = {
  branch_protection_rule: NO_REVIEW,
  check_run: OUTSIDE,
  check_suite: OUTSIDE,
  create: NO_REVIEW,
  delete: NO_REVIEW,
  deployment_status: OUTSIDE,
  discussion: ANYBODY,
  discussion_comment: ANYBODY,
  fork: ANYBODY,
  gollum: ANYBODY,
  image_version: NO_REVIEW,
  issue_comment: ANYBODY,
  issues: ANYBODY,
  label: NO_REVIEW,
  merge_group: "its code is not merged yet",
  milestone: NO_REVIEW,
  page_build: NO_REVIEW,
  public: NO_REVIEW,
  pull_request: FOREIGN_CODE,
  pull_request_comment: ANYBODY,
  pull_request_review: FOREIGN_CODE,
  pull_request_review_comment: FOREIGN_CODE,
  pull_request_target: FOREIGN_CODE,
  registry_package: OUTSIDE,
  [DISPATCH]:
    "another service starts it, with data that nobody has reviewed, and no expect-digest says what was approved",
  status: OUTSIDE,
  watch: ANYBODY,
  workflow_run: FOREIGN_CODE,
};

/** What a run is about to do. */
export interface EventBound {
  /** The command's name. */
  readonly command: string;
  readonly does: "uses a key" | "publishes";
  /** It was given the digest of what somebody approved. */
  readonly isApproved: boolean;
}

/**
 * @param event GITHUB_EVENT_NAME; a called workflow has its caller's.
 * @throws {ToolError} `event-refused` for any event but those of {@link KEY_EVENTS}, and `repository_dispatch` for what
 *   is approved; and for none.
 */
export function requireKeyEvent(event: string | undefined, { command, does, isApproved }: EventBound): void {
  if (event !== undefined && (KEY_EVENTS.includes(event) || (event === DISPATCH && isApproved))) return;
  const why = event && Object.hasOwn(REFUSED, event) ? ` because ${REFUSED[event]}` : "";
  const happened = event
    ? `${command} ${does}, which is not allowed on the event ${quoted(event)}${why}.`
    : `${command} ${does}, but GITHUB_EVENT_NAME does not say which event started this run.`;
  throw new ToolError("event-refused", {
    happened,
    next: `Use it in a workflow on ${KEY_EVENTS.slice(0, -1).join(", ")} or ${KEY_EVENTS.at(-1)}; on ${DISPATCH} give the plan's targets-digest as expect-digest. A plan or dry run needs no key and may run on any event.`,
  });
}
