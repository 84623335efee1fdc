// From options, environment and fioctl's configuration to a client of one Factory: its name, who we are, and
// where that may be sent. The rules themselves are those of src/factory.
import { resolve } from "node:path";
import { type CredentialTexts, chooseCredentials } from "../../factory/credentials.ts";
import { resolveEndpoint } from "../../factory/endpoint.ts";
import {
  defaultFioctlConfigPath,
  type FioctlConfig,
  readFioctlConfig,
  saveOAuthTokens,
} from "../../factory/fioctl-config.ts";
import { readSecretFile } from "../../factory/secret-file.ts";
import type { FactoryClient } from "../../factory/types.ts";
import { maskForms } from "../../keys/masks.ts";
import { ToolError } from "../../tuf/errors.ts";
import { describeName, isFactory } from "../../tuf/names.ts";
import type { Log } from "../command.ts";
import { type Door, optionWord, spelled } from "../options/option-names.ts";
import { waitFor } from "./deadline.ts";
import type { Environment } from "./key-input.ts";

export type { Environment } from "./key-input.ts";

type Options = Readonly<Record<string, unknown>>;

/**
 * fioctl's configuration, from FIOCTL_CONFIG or its usual place. Null when there is none.
 * @throws {ToolError} `config-invalid` when FIOCTL_CONFIG names a file that is not there, or it cannot be read.
 */
export async function readConnectionConfig(env: Environment): Promise<FioctlConfig | null> {
  const named = env.FIOCTL_CONFIG || undefined;
  const home = env.HOME || env.USERPROFILE;
  if (named === undefined) return home ? readFioctlConfig(defaultFioctlConfigPath(home)) : null;
  const config = await readFioctlConfig(named);
  if (config) return config;
  throw new ToolError("config-invalid", {
    happened: "FIOCTL_CONFIG names a file that does not exist.",
    next: "Correct FIOCTL_CONFIG, or unset it.",
  });
}

/**
 * The Factory's name: option, then environment, then fioctl's configuration.
 * @throws {ToolError} `value-missing`, `value-invalid`.
 */
export function nameFactory(options: Options, env: Environment, config: FioctlConfig | null, door: Door): string {
  const name = (options.factory as string | undefined) ?? (env.FACTORY || config?.factory || null);
  if (name === null) {
    throw new ToolError("value-missing", {
      happened: `The ${optionWord(door)} ${spelled("factory", door)} is missing.`,
      next: "Give the Factory's name, or set FACTORY in the environment.",
    });
  }
  if (isFactory(name)) return name;
  throw new ToolError("value-invalid", {
    happened: `The Factory's name is ${JSON.stringify(name.slice(0, 80))}, which is not ${describeName("factory")}.`,
    next: `Give it as ${describeName("factory")}.`,
  });
}

export interface ConnectionInput {
  readonly factory: string;
  readonly options: Options;
  readonly door: Door;
  readonly config: FioctlConfig | null;
  readonly env: Environment;
  readonly cwd: string;
  readonly now: Date;
  readonly log: Log;
  readonly mask: (secret: string) => void;
}

/** Makes clients that differ only in when they give up. */
export type Connector = (signal: AbortSignal) => FactoryClient;

/** @throws {ToolError} `credentials-…`, `connection-insecure`, `options-conflict`, `value-invalid`. Sends nothing. */
export async function connect(input: ConnectionInput): Promise<Connector> {
  const { config, env, options, mask } = input;
  const given = await givenCredentials(input);
  const credentials = chooseCredentials({ given, environment: environmentCredentials(input), config });
  const { apiUrl, oauthUrl } = options as { apiUrl?: string; oauthUrl?: string };
  const endpoint = resolveEndpoint({ apiUrl, oauthUrl, config, origin: credentials.origin, env });
  // Loaded only now: with it comes Node's whole fetch.
  const [{ createFactoryClient }, { gatheredRetries }] = await Promise.all([
    import("../../factory/client.ts"),
    import("../../factory/retry-rounds.ts"),
  ]);
  const constant = {
    ...endpoint,
    factory: input.factory,
    credentials,
    now: input.now,
    log: input.log,
    retrying: gatheredRetries((message) => input.log.info(message)),
    onSecret: (secret: string) => {
      for (const form of maskForms(secret)) mask(form);
    },
    ...(config && credentials.kind === "oauth" && credentials.origin === "config"
      ? { saveTokens: saverOf(config, credentials.clientId) }
      : {}),
  };
  return (signal) => createFactoryClient({ ...constant, signal, wait: (ms) => waitFor(ms, signal) });
}

type TokenSaver = NonNullable<
  Parameters<typeof import("../../factory/client.ts").createFactoryClient>[0]["saveTokens"]
>;

function saverOf({ path }: FioctlConfig, clientId: string): TokenSaver {
  return async (tokens) => {
    await saveOAuthTokens(path, clientId, tokens);
  };
}

async function givenCredentials({ options, cwd }: ConnectionInput): Promise<CredentialTexts> {
  const { token, clientId, clientSecret, tokenFile, clientSecretFile } = options as Record<string, string | undefined>;
  if (tokenFile === undefined && clientSecretFile === undefined) return { token, clientId, clientSecret };
  const read = async (path: string | undefined, what: string) =>
    path === undefined ? undefined : readSecretFile(resolve(cwd, path), what);
  return {
    token: await read(tokenFile, "The token file"),
    clientId,
    clientSecret: await read(clientSecretFile, "The client secret file"),
  };
}

/** The Action takes secrets as inputs only: those it has masked. */
function environmentCredentials({ env, door }: ConnectionInput): CredentialTexts {
  if (door === "action") return {};
  return { token: env.FACTORY_TOKEN, clientId: env.FACTORY_CLIENT_ID, clientSecret: env.FACTORY_CLIENT_SECRET };
}
