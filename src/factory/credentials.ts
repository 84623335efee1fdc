// Who we are to the Factory: which of the credentials given applies, and whether it can be one at all. Where
// it may be sent is endpoint.ts. No message here repeats a byte of what was given (T19).
import { ToolError } from "../errors/tool-error.ts";
import type { FioctlConfig, OAuthTokens } from "./fioctl-config.ts";

/** Where a credential was found. It decides where the credential may be sent (T20). */
export type CredentialOrigin = "given" | "environment" | "config";

export type Credentials =
  | { readonly kind: "token"; readonly origin: CredentialOrigin; readonly token: string }
  | {
      readonly kind: "oauth";
      readonly origin: CredentialOrigin;
      readonly clientId: string;
      readonly clientSecret: string;
      /** Tokens of an earlier run, from fioctl's configuration. */
      readonly tokens: OAuthTokens | null;
    };

/** As read from one place; an empty text is not given (an Action's unset input, a fork's empty secret). */
export interface CredentialTexts {
  readonly token?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
}

export interface CredentialSources {
  /** Inputs of the Action; `--client-id`, `--token-file`, `--client-secret-file` of the CLI. */
  readonly given: CredentialTexts;
  readonly environment: CredentialTexts;
  readonly config: FioctlConfig | null;
}

/** No real credential is longer; a file that is longer is something else. */
export const MAX_CREDENTIAL_LENGTH = 16_384;

const HOW_TO_GIVE =
  "Give an API token (Action input `token`; on the command line FACTORY_TOKEN or --token-file), or `client-id` with its client secret.";

/**
 * The first that is there: given, then environment, then fioctl's configuration. A client id and its
 * secret may come from two of the first two places; the origin is then the secret's.
 * @throws {ToolError} `credentials-missing`, `credentials-malformed`, or `options-conflict` for a token and
 *   a client secret from the same place.
 */
export function chooseCredentials({ given, environment, config }: CredentialSources): Credentials {
  for (const [origin, texts] of [
    ["given", given],
    ["environment", environment],
  ] as const) {
    const token = texts.token?.trim() ?? "";
    const clientSecret = texts.clientSecret?.trim() ?? "";
    if (token !== "" && clientSecret !== "") {
      throw new ToolError("options-conflict", {
        happened: "Both an API token and a client secret were given, so it is not clear who is to sign in.",
        next: "Give one of the two.",
      });
    }
    if (token !== "") return { kind: "token", origin, token: checkedSecret(token, "The API token") };
    if (clientSecret !== "") {
      const clientId = given.clientId?.trim() || environment.clientId?.trim() || "";
      return { kind: "oauth", origin, ...checkedClient(clientId, clientSecret, "was given"), tokens: null };
    }
  }
  const stored = config && fromConfig(config);
  if (stored) return stored;
  const half = given.clientId?.trim() || environment.clientId?.trim();
  throw new ToolError("credentials-missing", {
    happened: half
      ? "A client id was given without its client secret."
      : "No credentials for the Factory's API were given.",
    next: HOW_TO_GIVE,
  });
}

function fromConfig(config: FioctlConfig): Credentials | null {
  if (config.token !== null) {
    return {
      kind: "token",
      origin: "config",
      token: checkedSecret(config.token, "The token in fioctl's configuration"),
    };
  }
  if (config.oauth === null) return null;
  const { clientId, clientSecret, tokens } = config.oauth;
  for (const [what, text] of [
    ["access_token", tokens?.accessToken],
    ["refresh_token", tokens?.refreshToken],
  ] as const) {
    if (text) checkedSecret(text, `The ${what} in fioctl's configuration`);
  }
  return {
    kind: "oauth",
    origin: "config",
    ...checkedClient(clientId, clientSecret, "stands in fioctl's configuration"),
    tokens,
  };
}

function checkedClient(
  clientId: string,
  clientSecret: string,
  where: string,
): { clientId: string; clientSecret: string } {
  if (clientId === "" || clientSecret === "") {
    const [there, missing] = clientId === "" ? ["client secret", "client id"] : ["client id", "client secret"];
    throw new ToolError("credentials-missing", {
      happened: `A ${there} ${where} without its ${missing}.`,
      next: HOW_TO_GIVE,
    });
  }
  return {
    clientId: checkedSecret(clientId, "The client id"),
    clientSecret: checkedSecret(clientSecret, "The client secret"),
  };
}

/**
 * A credential as it may stand in a header: visible ASCII only.
 * @param what begins the sentence, e.g. `The API token`.
 * @throws {ToolError} `credentials-malformed`, quoting nothing.
 */
export function checkedSecret(text: string, what: string): string {
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= MAX_CREDENTIAL_LENGTH) return text;
  throw new ToolError("credentials-malformed", {
    happened: `${what} is not one line of visible ASCII characters${text.length > MAX_CREDENTIAL_LENGTH ? ", or far too long" : ""}.`,
    next: "Copy it again, without quotes, blanks or line breaks around or inside it.",
  });
}
