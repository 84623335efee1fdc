// Sets the secrets of an environment, or of a repository, one after the other, sealed. Whatever goes wrong, it is said which are set.

import { ToolError } from "../../errors/tool-error.ts";
import { isLost } from "../../github/errors.ts";
import type { GitHubClient } from "../../github/types.ts";
import type { SecretName } from "./action-secrets.ts";
import { explained } from "./environment-plan.ts";

export interface SetSecret {
  readonly name: SecretName;
  readonly how: "created" | "overwritten";
}

/** Where they go: into an environment, or with null into the repository itself. */
export interface SecretsHolder {
  readonly environment: { readonly name: string } | null;
  /** What they are sealed for. */
  readonly key: { readonly id: string; readonly key: Uint8Array };
}

/**
 * @param signal ends it between two of them.
 * @throws {ToolError} what the GitHub client throws; `changed` says whether some are set. No value reaches a message.
 */
export async function setSecrets(
  client: GitHubClient,
  { environment, key }: SecretsHolder,
  values: ReadonlyMap<SecretName, string>,
  signal: AbortSignal,
): Promise<readonly SetSecret[]> {
  const sealed = await sealAll(values, key.key);
  const done: SetSecret[] = [];
  for (const [name, box] of sealed) {
    if (signal.aborted) throw stopped(signal.reason, done, name, false);
    try {
      const how = await client.setSecret(environment?.name ?? null, name, { keyId: key.id, sealed: box });
      done.push({ name, how });
    } catch (error) {
      throw stopped(error, done, name, signal.aborted || isLost(error));
    }
  }
  return done;
}

/** All of them before the first is sent. */
async function sealAll(
  values: ReadonlyMap<SecretName, string>,
  recipient: Uint8Array,
): Promise<readonly (readonly [SecretName, Uint8Array])[]> {
  const { sealedBox } = await import("../../github/sealed-box.ts");
  try {
    // The archive last: whoever finds it there finds what opens it.
    const inOrder = [...values].sort(([a], [b]) => Number(a === "FACTORY_TUF_KEYS") - Number(b === "FACTORY_TUF_KEYS"));
    return inOrder.map(([name, value]) => [name, sealedBox(Buffer.from(value, "utf8"), recipient)] as const);
  } catch {
    // Without a cause: secret bytes were worked on.
    throw new ToolError("response-malformed", {
      happened: "GitHub's public key for the environment is not valid, so no secret can be encrypted.",
      next: "Check GITHUB_API_URL; something between here and GitHub may have answered.",
    });
  }
}

function stopped(error: unknown, done: readonly SetSecret[], name: SecretName, lost: boolean): unknown {
  const trouble = explained(error);
  if (!(trouble instanceof ToolError) || (done.length === 0 && !lost)) return trouble;
  const set = `${done.map((one) => one.name).join(", ")} had been set by then`;
  const open = lost ? "" : `, and ${name} was not`;
  return trouble.extended({
    after: done.length > 0 ? `${set}${open}.` : "",
    changed: lost ? "unknown" : "yes",
    what: `${name} of the environment`,
    next: `${trouble.next} Then run the same command again: it sets all of them. Until then, a job may not be able to open the archive.`,
    cause: error,
  });
}
