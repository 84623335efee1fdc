// The environment of GitHub whose reviewers approve releases, and which alone holds the keys: looked at before anything
// is written, and made where it is not there.
import type { Context } from "../context/context.ts";
import { planEnvironment } from "../custody/for-action/environment-plan.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Reviewer } from "../github/types.ts";
import type { ReportDocument } from "../report/document.ts";
import { quoted } from "../text/quoted.ts";
import type { GitHubSide } from "./github-side.ts";
import type { Steps } from "./steps.ts";

export interface EnvironmentRequest {
  readonly environment: string;
  /** Logins, and teams as `org/team`. */
  readonly reviewers?: readonly string[] | undefined;
  readonly unprotected: boolean;
}

interface NamedReviewer extends Reviewer {
  readonly name: string;
}

/** What an environment lacks before it can hold keys, and before anybody can release with them. */
export interface EnvironmentGaps {
  /** It is to be made with these; null where it is there. */
  readonly approval: { readonly reviewers: readonly NamedReviewer[]; readonly selfApproval: boolean } | null;
  /** No branch may deploy to it. */
  readonly branch: boolean;
}

const MOST_REVIEWERS = 6;

/**
 * Changes nothing.
 * @throws {ToolError} `environment-unprotected`; `value-invalid` for a reviewer whom GitHub does not know.
 */
export async function lookAtEnvironment(
  ctx: Context,
  { client, login }: GitHubSide,
  request: EnvironmentRequest,
): Promise<EnvironmentGaps> {
  const there = await client.environment(request.environment);
  if (there) {
    await planEnvironment(client, request, []);
    const isClosed = there.refs === "selected" && (await client.refPatterns(there.name)).length === 0;
    return { approval: null, branch: isClosed };
  }
  const names = request.reviewers ?? (await askedReviewers(ctx, login));
  if (names.length > MOST_REVIEWERS) {
    throw invalid(`${names.length} reviewers were named, but an environment has at most ${MOST_REVIEWERS}.`);
  }
  const reviewers: NamedReviewer[] = [];
  for (const name of names) {
    const found = /^[\w.-]+(?:\/[\w.-]+)?$/.test(name) ? await client.reviewer(name) : null;
    if (!found) {
      throw invalid(`GitHub has no account or team ${quoted(name)} that this token can see.`);
    }
    if (!reviewers.some(({ type, id }) => type === found.type && id === found.id)) reviewers.push({ ...found, name });
  }
  // Whoever is the only reviewer could never approve what they start themselves.
  const [only, ...others] = reviewers;
  const selfApproval = others.length === 0 && only?.name.toLowerCase() === login.toLowerCase();
  return { approval: { reviewers, selfApproval }, branch: true };
}

async function askedReviewers({ ask }: Context, login: string): Promise<readonly string[]> {
  if (!ask) return [login];
  const question = "Who may approve releases (GitHub logins, or teams as org/team, separated by commas):";
  return (await ask(question, { byDefault: login })).split(/[\s,]+/).filter(Boolean);
}

/** @returns is there an environment now? */
export async function closeGaps(
  { client, defaultBranch }: GitHubSide,
  name: string,
  { approval, branch }: EnvironmentGaps,
  steps: Steps,
): Promise<boolean> {
  if (!approval && !branch) return true;
  const what = `environment ${name}`;
  const about = gapsDocument(client.repository, name, defaultBranch, approval);
  const question = approval ? `Make the environment ${name}?` : `Let ${defaultBranch} deploy to ${name}?`;
  if (!(await steps.agreed(about, question))) {
    const settings = `in the settings of ${client.repository}, below Environments`;
    steps.refused(
      what,
      approval
        ? `Make the environment ${name} with required reviewers, for ${defaultBranch} alone, ${settings}; then run init again.`
        : `Let ${defaultBranch} deploy to the environment ${name}, ${settings}.`,
    );
    return approval === null;
  }
  if (approval) {
    const reviewers = approval.reviewers.map(({ type, id }) => ({ type, id }));
    await client.makeEnvironment(name, { ...approval, reviewers });
    if ((await client.environment(name))?.approvers.length !== reviewers.length)
      throw notAsAsked(client.repository, name);
    steps.record(what, "done", "made");
  }
  await client.addBranch(name, defaultBranch);
  if (!(await client.refPatterns(name)).some((pattern) => pattern.name === defaultBranch))
    throw notAsAsked(client.repository, name);
  steps.record(`branch of ${name}`, "done", `${defaultBranch} may deploy`);
  return true;
}

/** Seen, not believed: no key goes where nobody would have to approve (T30). */
function notAsAsked(repository: string, name: string): ToolError {
  return new ToolError("environment-unprotected", {
    happened: `GitHub created the environment ${name} of ${repository}, but without the required approval or branch. No secret was set.`,
    changed: "yes",
    next: "Look at the environment in the repository's settings, and correct it there.",
  });
}

function gapsDocument(
  repository: string,
  name: string,
  branch: string,
  approval: EnvironmentGaps["approval"],
): ReportDocument {
  const branches = { label: "Branches", value: `${branch} alone may deploy to it` };
  if (!approval) {
    return {
      title: `Let a branch deploy to the environment ${name} of ${repository}`,
      blocks: [{ kind: "facts", facts: [branches] }],
    };
  }
  const names = approval.reviewers.map((one) => (one.type === "Team" ? `team ${one.name}` : one.name));
  const own = approval.selfApproval ? "may be approved by whoever started them" : "another person must approve";
  return {
    title: `Make the environment ${name} of ${repository}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "Approval", value: `by ${names.length > 1 ? "one of " : ""}${names.join(", ")}` },
          { label: "Own jobs", value: own },
          branches,
        ],
      },
    ],
  };
}

function invalid(happened: string): ToolError {
  return new ToolError("value-invalid", {
    happened,
    next: "Name logins, or teams as org/team, with --reviewers.",
  });
}
