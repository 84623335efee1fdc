// The environment of programs that are run here: none of our secrets is in it (T17).
import type { Environment } from "../../text/environment.ts";

const WITHHELD = /^(?:INPUT_|FACTORY_|FIOCTL_|ACTIONS_|(?:GITHUB|GH)(?:_ENTERPRISE)?_TOKEN$)/i;

/** `env` without what belongs to us or to the runner. */
export function childEnvironment(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !WITHHELD.test(name)) kept[name] = value;
  }
  return kept;
}
