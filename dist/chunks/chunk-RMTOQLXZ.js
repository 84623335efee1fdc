import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/action/events.ts
var KEY_EVENTS = ["push", "schedule", "workflow_dispatch", "release", "deployment"], FOREIGN_CODE = "it can run with code or data of somebody who may not write to the repository", ANYBODY = "anybody who may see the repository can cause it", NO_REVIEW = "it says nothing about reviewed code, and happens without anybody deciding to release", OUTSIDE = "another service or workflow causes it, with data that nobody has reviewed", REFUSED = {
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
  workflow_run: FOREIGN_CODE
};
function requireKeyEvent(event, command) {
  if (event !== void 0 && KEY_EVENTS.includes(event)) return;
  let why = event && Object.hasOwn(REFUSED, event) ? ` because ${REFUSED[event]}` : "";
  throw new ToolError("event-refused", {
    happened: event ? `${command} uses a key, which it does not do on the event ${JSON.stringify(event.slice(0, 60))}${why}.` : `${command} uses a key, and GITHUB_EVENT_NAME does not say which event started this run.`,
    next: `Use it in a workflow on ${KEY_EVENTS.slice(0, -1).join(", ")} or ${KEY_EVENTS.at(-1)}. A plan or dry run needs no key and may run on any event.`
  });
}
function unprotectedRefCheck(env, log) {
  return ({ requireProtectedRef }) => {
    if (env.GITHUB_REF_PROTECTED === "true") return;
    let happened = `The ref${env.GITHUB_REF ? ` ${env.GITHUB_REF.slice(0, 200)}` : ""} is not protected, so everybody with write access can change what runs with the key.`, next = "Protect it with a branch or tag rule, and run releases from there.";
    if (requireProtectedRef) throw new ToolError("ref-unprotected", { happened, next });
    log.warning(`${happened} ${next}`);
  };
}

export {
  KEY_EVENTS,
  requireKeyEvent,
  unprotectedRefCheck
};
