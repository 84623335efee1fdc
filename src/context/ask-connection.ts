// Which Factory, and with what: asked of the person at the terminal where options, environment and fioctl's configuration
// do not say it. The token that is typed serves this run alone.
import type { FioctlConfig } from "../factory/fioctl-config.ts";
import type { Environment } from "../text/environment.ts";
import { describeName, isFactory } from "../tuf/metadata/names.ts";
import { lacksCredentials } from "./connection.ts";
import type { LocalContext } from "./context.ts";
import { type AnyOptionValues, textOf } from "./declaration.ts";

interface Asking extends Pick<LocalContext, "ask" | "askSecret"> {
  readonly env: Environment;
  readonly config: FioctlConfig | null;
}

/** The options with what was asked for; as they are where nobody can be asked. */
export async function withAskedConnection(
  options: AnyOptionValues,
  { ask, askSecret, env, config }: Asking,
): Promise<AnyOptionValues> {
  if (!ask || !askSecret) return options;
  const isNamed = Boolean(textOf(options, "factory") ?? (env.FACTORY || config?.factory));
  const factory = isNamed ? {} : { factory: await ask("Name of the Factory:", { problem: problemOf }) };
  if (!lacksCredentials(options, env, config)) return { ...options, ...factory };
  const token = await askSecret("API token to read the Factory with now (it is not stored):");
  // Left empty, the error about missing credentials says where they may come from.
  return { ...options, ...factory, ...(token.trim() !== "" && { token: token.trim() }) };
}

function problemOf(typed: string): string | null {
  return isFactory(typed.trim()) ? null : `Type ${describeName("factory")}.`;
}
