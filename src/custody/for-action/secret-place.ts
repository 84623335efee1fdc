// Which environment of a repository the secrets for the Action are put into, as the options of `keys encrypt` name it.

import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import { isEnvironmentName } from "../../github/types.ts";
import { quoted } from "../../text/quoted.ts";

export interface SecretPlace {
  readonly environment: string;
  /** The user knows that it does not protect what is put into it. */
  readonly unprotected: boolean;
}

export interface PlaceOptions {
  readonly forAction: boolean;
  readonly repo?: string | undefined;
  readonly environment?: string | undefined;
  readonly unprotected: boolean;
  readonly to?: string | undefined;
  readonly newIdentity?: string | undefined;
  readonly output?: string | undefined;
}

/**
 * @returns null where the secrets are printed, or none were asked for.
 * @throws {ToolError} `value-missing`, `value-invalid` or `options-conflict`, all of which are usage errors.
 */
export function secretPlace(options: PlaceOptions): SecretPlace | null {
  const { forAction, repo, environment, unprotected, to, newIdentity, output } = options;
  if (output !== undefined && (!forAction || repo !== undefined || environment !== undefined)) {
    throw refused(
      "options-conflict",
      forAction ? "--output cannot be used with --repo and --environment." : "--output works only with --for-action.",
      forAction
        ? "Give --output to write files, or --repo and --environment to set the secrets on GitHub."
        : "Give --for-action with it, or leave it out.",
    );
  }
  if (repo === undefined && environment === undefined) {
    if (!unprotected) return null;
    throw refused(
      "options-conflict",
      "--unprotected was given without an environment.",
      "Give --repo and --environment with it, or leave it out.",
    );
  }
  if (!forAction) {
    throw refused(
      "options-conflict",
      "--repo and --environment work only with --for-action.",
      "Give --for-action with them, or leave them out.",
    );
  }
  if (repo === undefined || environment === undefined) {
    const [given, missing] = repo === undefined ? ["--environment", "--repo"] : ["--repo", "--environment"];
    throw refused(
      "value-missing",
      `${given} was given without ${missing}.`,
      "Give both to set the secrets there, or neither to print them.",
    );
  }
  if (to !== undefined || newIdentity !== undefined) {
    throw refused(
      "options-conflict",
      `${to === undefined ? "--new-identity" : "--to"} cannot be used with --repo: no file is written, only the environment's secrets.`,
      "Leave one of them out.",
    );
  }
  if (!isEnvironmentName(environment)) {
    throw refused(
      "value-invalid",
      `The environment is ${quoted(environment)}, which is not a valid name for a GitHub environment.`,
      "Give its name as the repository's settings show it.",
    );
  }
  return { environment, unprotected };
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
