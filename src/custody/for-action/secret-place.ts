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
      forAction
        ? "--output writes the secrets into files, and --repo and --environment set them on GitHub."
        : "--output says where the secrets for the Action are written, and those were not asked for.",
      forAction ? "Give the one or the others." : "Give --for-action with it, or leave it out.",
    );
  }
  if (repo === undefined && environment === undefined) {
    if (!unprotected) return null;
    throw refused(
      "options-conflict",
      "--unprotected speaks of an environment, and none is named.",
      "Give --repo and --environment with it, or leave it out.",
    );
  }
  if (!forAction) {
    throw refused(
      "options-conflict",
      "--repo and --environment say where the secrets for the Action go, and those were not asked for.",
      "Give --for-action with them, or leave them out.",
    );
  }
  if (repo === undefined || environment === undefined) {
    const [given, missing] = repo === undefined ? ["--environment", "--repo"] : ["--repo", "--environment"];
    throw refused(
      "value-missing",
      `${given} was given without ${missing}.`,
      "Give both, and the secrets are set there; or neither, and they are printed.",
    );
  }
  if (to !== undefined || newIdentity !== undefined) {
    throw refused(
      "options-conflict",
      `With --repo no file is written, and ${to === undefined ? "--new-identity" : "--to"} names one: the new identity goes into the environment's secret and nowhere else.`,
      "Leave one of them out.",
    );
  }
  if (!isEnvironmentName(environment)) {
    throw refused(
      "value-invalid",
      `The environment is ${quoted(environment)}, and no environment of GitHub has such a name.`,
      "Give its name as the repository's settings show it.",
    );
  }
  return { environment, unprotected };
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
