// Puts the secrets for the Action into an environment of GitHub: looks, shows, asks, sets.

import type { Context } from "../../context/context.ts";
import type { GitHubClient } from "../../github/types.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import type { SecretName } from "./action-secrets.ts";
import { environmentDocument } from "./environment-document.ts";
import { type EnvironmentPlan, planEnvironment } from "./environment-plan.ts";
import type { SecretPlace } from "./secret-place.ts";
import { type SetSecret, setSecrets } from "./set-secrets.ts";

export interface SetEnvironment {
  readonly repository: string;
  readonly name: string;
  readonly secrets: readonly SetSecret[];
}

/**
 * @param keys that the archive among the secrets holds, for the person to see.
 * @throws {ToolError} `environment-missing`, `environment-unprotected`, `declined`, `confirmation-needed`; what the
 *   GitHub client throws, with `changed` once something was sent.
 */
export async function putIntoEnvironment(
  ctx: Context,
  client: GitHubClient,
  place: SecretPlace,
  secrets: ReadonlyMap<SecretName, string>,
  keys: readonly ArchiveKey[],
): Promise<SetEnvironment> {
  ctx.progress("Asking GitHub");
  const plan = await planEnvironment(client, place, [...secrets.keys()]);
  warn(ctx, plan);
  const keyids = keys.map(({ keyid }) => keyid);
  await ctx.confirm(environmentDocument(plan, keyids), "Set them?");
  ctx.progress("Setting the secrets");
  const set = await setSecrets(client, plan, secrets, ctx.signal);
  return { repository: plan.repository, name: plan.environment.name, secrets: set };
}

function warn({ log }: Context, { environment, repository, weaknesses, secrets, others }: EnvironmentPlan): void {
  if (weaknesses.length > 0) {
    log.warning(
      `THE ENVIRONMENT ${environment.name} OF ${repository} DOES NOT PROTECT ITS SECRETS: ${weaknesses.join("; ")}. Whoever can push to the repository may be able to sign releases. --unprotected was given, so this goes on.`,
    );
  }
  const opens = secrets.some(({ name }) => name !== "FACTORY_TUF_KEYS");
  if (opens && others.length > 0) {
    log.warning(`${others.join(" and ")} of the environment will no longer open anything. Remove it there afterwards.`);
  } else if (!opens && !others.includes("FACTORY_TUF_IDENTITY")) {
    log.warning(
      "The environment has no FACTORY_TUF_IDENTITY, and this run sets none. Add the identity of one of the recipients there.",
    );
  }
}
