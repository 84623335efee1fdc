// From options, environment and fioctl's configuration to a client of one Factory: its name, who we are, and
// where that may be sent. The rules themselves are those of src/factory.
import { resolve } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { type Credentials, type CredentialTexts, chooseCredentials } from "../factory/credentials.ts";
import { apiAddress, resolveEndpoint } from "../factory/endpoint.ts";
import {
  type FioctlConfig,
  findFioctlConfig,
  readFioctlConfig,
  saveOAuthTokens,
  withFioctlVariables,
} from "../factory/fioctl-config.ts";
import { readCredentialFile } from "../factory/secret-file.ts";
import { clientWithoutCredentials } from "../factory/without-credentials.ts";
import type { Fetch } from "../http/fetch.ts";
import { maskForms } from "../keys/age/masks.ts";
import type { Environment } from "../text/environment.ts";
import { type Door, optionWord, spelled } from "../text/option-names.ts";
import { quoted } from "../text/quoted.ts";
import { describeName, isFactory } from "../tuf/metadata/names.ts";
import type { Context, Log } from "./context.ts";
import { type Wait, waitFor } from "./deadline.ts";
import { type AnyOptionValues, textOf } from "./declaration.ts";
import type { RunClock } from "./run-clock.ts";

/**
 * fioctl's configuration: its own variables, and the file that FIOCTL_CONFIG names or that lies in its usual place. Null
 * when there is none.
 * @throws {ToolError} `config-invalid` when FIOCTL_CONFIG names a file that is not there, or it cannot be read.
 */
export async function readConnectionConfig(env: Environment, signal: AbortSignal): Promise<FioctlConfig | null> {
  return withFioctlVariables(await readConfigFile(env, signal), env);
}

async function readConfigFile(env: Environment, signal: AbortSignal): Promise<FioctlConfig | null> {
  const named = env.FIOCTL_CONFIG || undefined;
  if (named === undefined) {
    const home = env.HOME || env.USERPROFILE;
    const found = home ? await findFioctlConfig(home) : null;
    return found === null ? null : readFioctlConfig(found);
  }
  if (/\.(?:toml|properties|props?|hcl|tfvars|dotenv|env|ini)$/i.test(named)) {
    throw new ToolError("config-invalid", {
      happened: "FIOCTL_CONFIG names a file that fioctl does not read as YAML.",
      next: "Write it as YAML, under a name that ends in .yaml.",
    });
  }
  const config = await readFioctlConfig(named, { named: signal });
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
export function nameFactory(
  options: AnyOptionValues,
  env: Environment,
  config: FioctlConfig | null,
  door: Door,
): string {
  const name = textOf(options, "factory") ?? (env.FACTORY || config?.factory || null);
  if (name === null) {
    throw new ToolError("value-missing", {
      happened: `The ${optionWord(door)} ${spelled("factory", door)} is missing.`,
      next: "Give the Factory's name, or set FACTORY in the environment.",
    });
  }
  if (isFactory(name)) return name;
  throw new ToolError("value-invalid", {
    happened: `The Factory's name is ${quoted(name)}, which is not ${describeName("factory")}.`,
    next: `Give it as ${describeName("factory")}.`,
  });
}

export interface ConnectionInput {
  readonly factory: string;
  readonly options: AnyOptionValues;
  readonly door: Door;
  readonly config: FioctlConfig | null;
  readonly env: Environment;
  readonly cwd: string;
  readonly now: Date;
  readonly clock: RunClock;
  readonly log: Log;
  readonly mask: (secret: string) => void;
  readonly fetch: Fetch;
  readonly wait?: Wait | undefined;
  /** Ends the command's own calls. */
  readonly signal: AbortSignal;
  /** Called when a write of the command's begins. */
  readonly onWrite?: (() => void) | undefined;
  readonly worksWithoutToken?: true | undefined;
}

/** One Factory by two clients, which differ in when they give up and in what a write means to the run. */
export type FactoryPorts = Pick<Context, "factory" | "readBack" | "missingCredentials" | "apiUrl">;

const READ_BACK_MS = 30_000;

/** @throws {ToolError} `credentials-…`, `connection-insecure`, `options-conflict`, `value-invalid`. Sends nothing. */
export async function connect(input: ConnectionInput): Promise<FactoryPorts> {
  const { config, env, options, mask, wait = waitFor } = input;
  if (options.offline === true) return offlinePorts(input);
  const credentials = await credentialsOf(input);
  if (credentials instanceof ToolError) {
    const factory = clientWithoutCredentials(input.factory, credentials);
    return { factory, readBack: factory, missingCredentials: credentials, apiUrl: null };
  }
  const apiUrl = apiAddress(textOf(options, "apiUrl"), env, input.door);
  const oauthUrl = textOf(options, "oauthUrl");
  const endpoint = resolveEndpoint({ apiUrl, oauthUrl, config, origin: credentials.origin, env });
  const [{ createFactoryClient }, { gatheredRetries }] = await Promise.all([
    import("../factory/client.ts"),
    import("../http/retry-rounds.ts"),
  ]);
  const constant = {
    ...endpoint,
    factory: input.factory,
    credentials,
    now: input.now,
    clock: input.clock,
    log: input.log,
    wait,
    fetch: input.fetch,
    retrying: gatheredRetries((message) => input.log.info(message)),
    onSecret: (secret: string) => {
      for (const form of maskForms(secret)) mask(form);
    },
    ...(config && credentials.kind === "oauth" && credentials.origin === "config"
      ? { saveTokens: saverOf(config, credentials.clientId) }
      : {}),
  };
  return {
    factory: createFactoryClient({ ...constant, signal: input.signal, onWrite: input.onWrite }),
    // The command's own deadline may be over by then.
    readBack: createFactoryClient({ ...constant, signal: () => AbortSignal.timeout(READ_BACK_MS) }),
    missingCredentials: null,
    apiUrl: endpoint.apiUrl,
  };
}

/** Is nobody to be asked (`--offline`)? */
export function isOffline({ missingCredentials }: Pick<Context, "missingCredentials">): boolean {
  return missingCredentials?.code === "offline";
}

const OF_NO_USE_OFFLINE = ["tokenFile", "clientId", "clientSecretFile", "apiUrl", "oauthUrl"] as const;

/** Every call fails, so that none is made unseen. @throws {ToolError} `options-conflict` for what says how to ask. */
function offlinePorts({ factory, options, door }: ConnectionInput): FactoryPorts {
  const given = OF_NO_USE_OFFLINE.find((name) => options[name] !== undefined);
  if (given) {
    throw new ToolError("options-conflict", {
      happened: `--offline and ${spelled(given, door)} cannot be used together.`,
      next: "Leave one of them out.",
    });
  }
  const why = new ToolError("offline", {
    happened: "With --offline the Factory is not contacted.",
    next: "Run this without --offline on a machine with network.",
  });
  const client = clientWithoutCredentials(factory, why);
  return { factory: client, readBack: client, missingCredentials: why, apiUrl: null };
}

/** Must somebody be asked for a token? A file that was named is read later, and complained about then. */
export function lacksCredentials(options: AnyOptionValues, env: Environment, config: FioctlConfig | null): boolean {
  const named = ["token", "tokenFile", "clientId", "clientSecretFile"].some((name) => options[name] !== undefined);
  if (named) return false;
  try {
    chooseCredentials({ given: {}, environment: environmentCredentials({ env, door: "cli" }), config });
    return false;
  } catch (error) {
    return error instanceof ToolError && error.code === "credentials-missing";
  }
}

/** A command that works without credentials gets the error that says why there are none. */
async function credentialsOf(input: ConnectionInput): Promise<Credentials | ToolError> {
  const given = await givenCredentials(input);
  try {
    return chooseCredentials({ given, environment: environmentCredentials(input), config: input.config });
  } catch (error) {
    if (!input.worksWithoutToken || !(error instanceof ToolError) || error.code !== "credentials-missing") throw error;
    return error;
  }
}

type TokenSaver = NonNullable<Parameters<typeof import("../factory/client.ts").createFactoryClient>[0]["saveTokens"]>;

function saverOf({ path }: FioctlConfig, clientId: string): TokenSaver {
  return async (tokens) => {
    await saveOAuthTokens(path, clientId, tokens);
  };
}

async function givenCredentials({ options, cwd, signal }: ConnectionInput): Promise<CredentialTexts> {
  const [token, clientId, clientSecret] = ["token", "clientId", "clientSecret"].map((name) => textOf(options, name));
  const [tokenFile, clientSecretFile] = ["tokenFile", "clientSecretFile"].map((name) => textOf(options, name));
  if (tokenFile === undefined && clientSecretFile === undefined) return { token, clientId, clientSecret };
  const read = async (path: string | undefined, what: string) =>
    path === undefined ? undefined : readCredentialFile(resolve(cwd, path), what, signal);
  return {
    token: await read(tokenFile, "The token file"),
    clientId,
    clientSecret: await read(clientSecretFile, "The client secret file"),
  };
}

/** The Action takes secrets as inputs only: those it has masked. */
function environmentCredentials({ env, door }: Pick<ConnectionInput, "env" | "door">): CredentialTexts {
  if (door === "action") return {};
  return { token: env.FACTORY_TOKEN, clientId: env.FACTORY_CLIENT_ID, clientSecret: env.FACTORY_CLIENT_SECRET };
}
