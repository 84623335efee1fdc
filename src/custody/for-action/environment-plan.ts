// Looks at an environment of GitHub before secrets are put into it: does it exist, what protects it, and which of the
// secrets are there already. Changes nothing.
import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import { deployingRefs } from "../../github/deploying-refs.ts";
import type { GitHubClient, GitHubEnvironment } from "../../github/types.ts";
import { nearest } from "../../text/nearest.ts";
import type { SecretName } from "./action-secrets.ts";
import type { SecretPlace } from "./secret-place.ts";

export interface EnvironmentPlan {
  /** `owner/name` */
  readonly repository: string;
  readonly isPublic: boolean;
  readonly environment: GitHubEnvironment;
  /** Which branches and tags may deploy to it, in words. */
  readonly refs: string;
  /** Why it does not protect what is put into it; empty where it does. */
  readonly weaknesses: readonly string[];
  /** `since`: when the one that is there was set, or null for a new one. */
  readonly secrets: readonly { readonly name: SecretName; readonly since: string | null }[];
  /** Secrets that open archives and are not set now. */
  readonly others: readonly string[];
  /** What secrets are sealed for. */
  readonly key: { readonly id: string; readonly key: Uint8Array };
}

/** The secrets of an environment that open the archive in it. */
export const OPENERS = ["FACTORY_TUF_IDENTITY", "FACTORY_TUF_PASSPHRASE"];

/** @throws {ToolError} `environment-missing`, `environment-unprotected`, and what the GitHub client throws. */
export async function planEnvironment(
  client: GitHubClient,
  { environment: name, unprotected }: SecretPlace,
  names: readonly SecretName[],
): Promise<EnvironmentPlan> {
  try {
    const [{ isPublic }, environment] = await Promise.all([client.repositoryFacts(), client.environment(name)]);
    if (!environment) throw await missing(client, name);
    const { refs, open } = await deployingRefs(client, environment);
    const { approvers } = environment;
    const weaknesses = [...(approvers.length === 0 ? ["jobs that use it need no approval"] : []), ...open];
    if (weaknesses.length > 0 && !unprotected) {
      const found = [
        ...(approvers.length > 0 ? [`the approval of ${approvers.join(" or ")}`] : []),
        ...(open.length === 0 ? [`deployment from ${refs} alone`] : []),
      ];
      throw isUnprotected(`${name} of ${client.repository}`, weaknesses, found);
    }
    const [there, key] = await Promise.all([client.secrets(name), client.secretsKey(name)]);
    const secrets = names.map((secret) => ({ name: secret, since: there.get(secret) ?? null }));
    const others = OPENERS.filter((secret) => there.has(secret) && !secrets.some((set) => set.name === secret));
    return { repository: client.repository, isPublic, environment, refs, weaknesses, secrets, others, key };
  } catch (error) {
    throw explained(error);
  }
}

async function missing(client: GitHubClient, name: string): Promise<ToolError> {
  const names = (await client.environments()).items.map((one) => one.name);
  const near = nearest(name, names);
  const there = names.length > 0 ? `It has ${names.slice(0, 10).join(", ")}.` : "It has none.";
  return new ToolError("environment-missing", {
    happened: `The repository ${client.repository} has no environment ${JSON.stringify(name)} that this token may see. ${there}`,
    next: near
      ? `Did you mean ${near}?`
      : "Make it in the repository's settings, below Environments: with required reviewers, and for protected or selected branches only.",
  });
}

/** @param found what does protect it, all the same. */
function isUnprotected(which: string, weaknesses: readonly string[], found: readonly string[]): ToolError {
  const only = found.length > 0 ? `It has ${found.join(" and ")}, which is not enough.` : "Nothing else protects it.";
  return new ToolError("environment-unprotected", {
    happened: `The environment ${which} does not protect its secrets: ${weaknesses.join("; ")}. ${only}`,
    next: "In the repository's settings, below Environments, give it required reviewers and allow only protected or selected branches to deploy. Or give --unprotected, if you know who can reach it.",
  });
}

// What to do when GitHub refuses to show or set the secrets of an environment: which token it takes.
const TOKEN =
  "GITHUB_TOKEN must be a token of yours that may write there: a fine-grained one for this repository with Environments: write, Actions: read and Contents: read, or a classic one with the scope repo. A job's own token may not.";

const NEXT: Partial<Record<ErrorCode, string>> = {
  "http-unauthorized": "Check that GITHUB_TOKEN is complete, not expired and not revoked.",
  "http-forbidden": TOKEN,
  "http-not-found": `Check the names of the repository and the environment. ${TOKEN}`,
};

/** The same error with what to do here; anything else as it is. */
export function explained(error: unknown): unknown {
  const next = error instanceof ToolError ? NEXT[error.code] : undefined;
  if (!(error instanceof ToolError) || next === undefined) return error;
  const { code, happened, changed } = error;
  return new ToolError(code, { happened, changed, next }, { cause: error });
}
