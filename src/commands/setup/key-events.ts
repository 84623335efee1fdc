// On which events of GitHub a run may use keys (T14): an allow-list, with the reason for every event that is not
// on it. Events that GitHub adds later are refused until somebody has thought about them.
import { ToolError } from "../../tuf/errors.ts";

/** Started by someone who may write to the repository, on code that is in it. */
export const KEY_EVENTS: readonly string[] = ["push", "schedule", "workflow_dispatch", "release", "deployment"];

const FOREIGN_CODE = "it can run with code or data of somebody who may not write to the repository";
const ANYBODY = "anybody who may see the repository can cause it";
const NO_REVIEW = "it says nothing about reviewed code, and happens without anybody deciding to release";
const OUTSIDE = "another service or workflow causes it, with data that nobody has reviewed";

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
  repository_dispatch: OUTSIDE,
  status: OUTSIDE,
  watch: ANYBODY,
  workflow_run: FOREIGN_CODE,
};

/**
 * @param event GITHUB_EVENT_NAME; a called workflow has its caller's.
 * @throws {ToolError} `event-refused` for any event but those of {@link KEY_EVENTS}, and for none.
 */
export function requireKeyEvent(event: string | undefined, command: string): void {
  if (event !== undefined && KEY_EVENTS.includes(event)) return;
  const why = event && Object.hasOwn(REFUSED, event) ? ` because ${REFUSED[event]}` : "";
  throw new ToolError("event-refused", {
    happened: event
      ? `${command} uses a key, which it does not do on the event ${JSON.stringify(event.slice(0, 60))}${why}.`
      : `${command} uses a key, and GITHUB_EVENT_NAME does not say which event started this run.`,
    next: `Use it in a workflow on ${KEY_EVENTS.slice(0, -1).join(", ")} or ${KEY_EVENTS.at(-1)}. A plan or dry run needs no key and may run on any event.`,
  });
}

/**
 * A check of the policy for runs that use keys: the ref must be protected where `require-protected-ref` says so,
 * and a warning says that it is not elsewhere. It throws {@link ToolError} `ref-unprotected`.
 */
export function unprotectedRefCheck(
  env: Readonly<Record<string, string | undefined>>,
  log: { warning(message: string): void },
): (policy: { readonly requireProtectedRef: boolean }) => void {
  return ({ requireProtectedRef }) => {
    if (env.GITHUB_REF_PROTECTED === "true") return;
    const ref = env.GITHUB_REF ? ` ${env.GITHUB_REF.slice(0, 200)}` : "";
    const happened = `The ref${ref} is not protected, so everybody with write access can change what runs with the key.`;
    const next = "Protect it with a branch or tag rule, and run releases from there.";
    if (requireProtectedRef) throw new ToolError("ref-unprotected", { happened, next });
    log.warning(`${happened} ${next}`);
  };
}
