// Where requests may go, and which credential may go there (T20): to the vendor's own hosts, to the server of
// the configuration file that the credential comes from, or to an address given beside the credential.

import { ToolError } from "../errors/tool-error.ts";
import { checkedBaseUrl, LOOPBACK_HOSTS } from "../http/base-url.ts";
import { foreignText } from "../text/encode-text.ts";
import type { Environment } from "../text/environment.ts";
import type { Door } from "../text/option-names.ts";
import type { CredentialOrigin } from "./credentials.ts";
import type { FioctlConfig } from "./fioctl-config.ts";

export const DEFAULT_API_URL = "https://api.foundries.io";
const DEFAULT_OAUTH_URL = "https://app.foundries.io/oauth";

export interface Endpoint {
  /** Base addresses without a trailing slash. */
  readonly apiUrl: string;
  readonly oauthUrl: string;
}

interface EndpointInput {
  /** What {@link apiAddress} says. */
  readonly apiUrl?: ApiAddress | undefined;
  /** As given by the user; undefined or empty when not given. */
  readonly oauthUrl?: string | undefined;
  readonly config: FioctlConfig | null;
  /** Of the credential that will be sent. */
  readonly origin: CredentialOrigin;
  readonly env: Environment;
}

/** An address of the API, and who named it: only credentials of that same place may go there. */
export interface ApiAddress {
  readonly url: string;
  readonly from: "option" | "environment";
}

/** Environment variable that names the API on the command line. In the Action the input is the only way. */
export const API_URL_VARIABLE = "FACTORY_API_URL";

/** The address of the API that this run was given; undefined when it was given none. The option comes first. */
export function apiAddress(option: string | undefined, env: Environment, door: Door): ApiAddress | undefined {
  if (option) return { url: option, from: "option" };
  const url = door === "cli" ? env[API_URL_VARIABLE] : undefined;
  return url ? { url, from: "environment" } : undefined;
}

/**
 * Decides both addresses, or refuses to send the credential there.
 * @throws {ToolError} `connection-insecure` for http beyond this machine, a user name in an address, or
 *   certificate checks that are switched off; `credentials-misplaced` when the credential does not belong
 *   to the address; `value-invalid` for what is no address.
 */
export function resolveEndpoint({ apiUrl, oauthUrl, config, origin, env }: EndpointInput): Endpoint {
  requireCertificateChecks(config, env);
  const server = config?.serverUrl ? factoryBaseUrl(config.serverUrl, API_NAMES.config) : null;
  const givenApi = apiUrl ? factoryBaseUrl(apiUrl.url, API_NAMES[apiUrl.from]) : null;
  const api = givenApi ?? server ?? DEFAULT_API_URL;
  const isOwnServer = api === DEFAULT_API_URL || (origin === "config" && api === server);
  if (!isOwnServer) requireGivenBeside(api, origin, apiUrl?.from ?? "config", API_NAMES[apiUrl?.from ?? "config"]);

  const ownUrl = origin === "config" ? config?.oauth?.url : null;
  const own = ownUrl ? factoryBaseUrl(ownUrl, "clientcredentials.url in fioctl's configuration") : DEFAULT_OAUTH_URL;
  if (oauthUrl) {
    const oauth = factoryBaseUrl(oauthUrl, "oauth-url");
    if (oauth !== DEFAULT_OAUTH_URL && oauth !== own) requireGivenBeside(oauth, origin, "option", "oauth-url");
    return { apiUrl: api, oauthUrl: oauth };
  }
  return { apiUrl: api, oauthUrl: isOwnServer ? own : `${api}/oauth` };
}

/** @throws {ToolError} as {@link checkedBaseUrl} does, naming the address of the vendor's API. */
export function factoryBaseUrl(text: string, name: string): string {
  return checkedBaseUrl(text, name, { address: `the vendor's API is ${DEFAULT_API_URL}` });
}

/**
 * What in the environment changes whom we talk to, one sentence each, for the Action's front door to say
 * aloud (T20). Values are not repeated: a proxy's address may hold a password.
 */
export function connectionNotices(env: Environment): string[] {
  const isSet = (name: string) => (env[name] ?? "") !== "";
  const notices: string[] = [];
  if (isSet("NODE_EXTRA_CA_CERTS"))
    notices.push("NODE_EXTRA_CA_CERTS is set: certificates of further authorities are trusted.");
  if (isSet("NODE_USE_ENV_PROXY"))
    notices.push("NODE_USE_ENV_PROXY is set: requests go through the proxy of the environment.");
  if (isSet("NODE_OPTIONS")) notices.push("NODE_OPTIONS is set: it can change how this program runs and connects.");
  return notices;
}

function requireCertificateChecks(config: FioctlConfig | null, env: Environment): void {
  const culprit =
    env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"
      ? "NODE_TLS_REJECT_UNAUTHORIZED=0"
      : config?.insecureSkipVerify
        ? "server.insecure_skip_verify in fioctl's configuration"
        : null;
  if (culprit === null) return;
  throw new ToolError("connection-insecure", {
    happened: `${culprit} switches the check of the server's certificate off, so anybody on the way could take the credentials.`,
    next: "Remove it; a private authority is trusted by NODE_EXTRA_CA_CERTS.",
  });
}

type AddressOrigin = ApiAddress["from"] | "config";

const API_NAMES: Readonly<Record<AddressOrigin, string>> = {
  option: "api-url",
  environment: API_URL_VARIABLE,
  config: "server.url in fioctl's configuration",
};

/**
 * Another server gets a credential only when the same person named both in the same place (a credential from the
 * environment also goes to this machine).
 */
function requireGivenBeside(url: string, origin: CredentialOrigin, from: AddressOrigin, named: string): void {
  const { hostname, host } = new URL(url);
  if (origin === "given" && from === "option") return;
  if (origin === "environment" && (from === "environment" || LOOPBACK_HOSTS.has(hostname))) return;
  const where = { given: "given", environment: "from the environment", config: "from fioctl's configuration" }[origin];
  throw new ToolError("credentials-misplaced", {
    happened: `The credentials are ${where} and would go to ${foreignText(host, 253)}, named by ${named}, a server that they do not belong to.`,
    next: "Give the address and the credentials side by side: api-url with `token`, --token-file or --client-secret-file; or FACTORY_API_URL with FACTORY_TOKEN.",
  });
}
