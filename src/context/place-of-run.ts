// Where a run takes place, from what its front door was given: the working folder and the runner's variables.
import { childEnvironment } from "../keys/sources/child-environment.ts";
import type { Environment } from "../text/environment.ts";
import type { Place } from "./context.ts";
import { checkoutTop } from "./paths.ts";

export async function placeOf(
  door: "cli" | "action",
  env: Environment,
  cwd: string,
  signal: AbortSignal,
): Promise<Place> {
  const inActions = door === "action" || env.GITHUB_ACTIONS === "true";
  const known = (value: string | undefined) => (inActions ? value || null : null);
  return {
    folder: cwd,
    top: known(env.GITHUB_WORKSPACE) ?? (await checkoutTop(cwd)) ?? cwd,
    isWorkspace: door === "action",
    signal,
    event: known(env.GITHUB_EVENT_NAME),
    eventFile: known(env.GITHUB_EVENT_PATH),
    commit: known(env.GITHUB_SHA),
    workspace: known(env.GITHUB_WORKSPACE),
    workflow: /^[^/]+\/[^/]+\/([^@]+)@/.exec(known(env.GITHUB_WORKFLOW_REF) ?? "")?.[1] ?? null,
    job: known(env.GITHUB_JOB),
    run: inActions ? runOf(env) : null,
    outputFolder: door === "action" ? env.RUNNER_TEMP || cwd : null,
    childEnvironment: childEnvironment(env),
  };
}

/** Null where the runner does not say all of it. */
function runOf({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_RUN_ID,
  GITHUB_RUN_ATTEMPT,
}: Environment): string | null {
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_RUN_ID) return null;
  const run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return GITHUB_RUN_ATTEMPT ? `${run}/attempts/${GITHUB_RUN_ATTEMPT}` : run;
}
