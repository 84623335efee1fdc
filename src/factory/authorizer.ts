// The headers that say who we are, and when OAuth tokens are fetched or renewed for them. Requests themselves
// are http.ts and oauth.ts.

import { ToolError } from "../errors/tool-error.ts";
import type { AuthorizationHeaders, Authorizer } from "../http/http.ts";
import { sharesWindow } from "../http/quoted-secret.ts";
import type { Credentials } from "./credentials.ts";
import type { OAuthTokens } from "./fioctl-config.ts";
import { isRefusal, type OAuthConnection, requestTokens } from "./oauth.ts";

export interface AuthorizerOptions {
  readonly credentials: Credentials;
  readonly oauth: Omit<OAuthConnection, "quotesSecret">;
  /** Told every secret that a server hands out, in every form in which it is sent, before it is used (T18). */
  readonly onSecret: (secret: string) => void;
  /** Keeps renewed tokens; null when they came from no file. */
  readonly saveTokens: ((tokens: OAuthTokens) => Promise<void>) | null;
  readonly warning: (message: string) => void;
}

/** A token this close to its end is not used any more: a command may take minutes. */
const EXPIRY_MARGIN_MS = 60_000;

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { credentials } = options;
  return credentials.kind === "token" ? tokenAuthorizer(credentials.token) : oauthAuthorizer(credentials, options);
}

function tokenAuthorizer(token: string): Authorizer {
  const headers = { "OSF-TOKEN": token };
  return {
    headers: async () => headers,
    renew: async () => false,
    quotesSecret: (text) => sharesWindow(text, [token]),
  };
}

/** Clients of the same credentials (they differ in their deadline) use the same tokens. */
interface OAuthSession {
  tokens: OAuthTokens | null;
  readonly secrets: Set<string>;
}
const sessions = new WeakMap<OAuthCredentials, OAuthSession>();

function sessionOf(credentials: OAuthCredentials): OAuthSession {
  let session = sessions.get(credentials);
  if (!session) {
    session = { tokens: credentials.tokens, secrets: new Set([credentials.clientSecret]) };
    sessions.set(credentials, session);
  }
  return session;
}

type OAuthCredentials = Extract<Credentials, { kind: "oauth" }>;

function oauthAuthorizer(credentials: OAuthCredentials, options: AuthorizerOptions): Authorizer {
  const session = sessionOf(credentials);
  const quotesSecret = (text: string) => sharesWindow(text, session.secrets);
  const connection: OAuthConnection = { ...options.oauth, quotesSecret };
  let pending: Promise<OAuthTokens> | null = null;
  if (session.tokens) announce(session.tokens);

  function announce(fresh: OAuthTokens): void {
    for (const secret of [fresh.accessToken, bearer(fresh), fresh.refreshToken]) {
      if (secret === null || session.secrets.has(secret)) continue;
      session.secrets.add(secret);
      options.onSecret(secret);
    }
  }

  /** One request at a time, however many calls wait for it; a failure is not remembered. */
  function renewed(): Promise<OAuthTokens> {
    pending ??= fetchTokens().finally(() => {
      pending = null;
    });
    return pending;
  }

  async function fetchTokens(): Promise<OAuthTokens> {
    const fresh = await refreshed(connection, credentials, session.tokens);
    announce(fresh);
    session.tokens = fresh;
    try {
      await options.saveTokens?.(fresh);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      options.warning(`The renewed OAuth token is used but could not be kept. ${error.happened} ${error.next}`);
    }
    return fresh;
  }

  async function headers(): Promise<AuthorizationHeaders> {
    const { tokens } = session;
    const current = tokens && !isExpired(tokens, connection.now) ? tokens : await renewed();
    return { Authorization: `Bearer ${bearer(current)}` };
  }

  return {
    headers,
    async renew(refused) {
      const { tokens } = session;
      if (tokens && `Bearer ${bearer(tokens)}` !== refused["Authorization"]) return true;
      await renewed();
      return true;
    },
    quotesSecret,
  };
}

/** By the refresh token while it is accepted, else by the client credentials. */
async function refreshed(
  connection: OAuthConnection,
  credentials: OAuthCredentials,
  tokens: OAuthTokens | null,
): Promise<OAuthTokens> {
  if (tokens?.refreshToken) {
    try {
      return await requestTokens(connection, credentials, tokens.refreshToken);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return requestTokens(connection, credentials, null);
}

function bearer({ accessToken }: OAuthTokens): string {
  return Buffer.from(accessToken).toString("base64");
}

/** Without a lifetime or a creation time a token counts as valid until the Factory refuses it. */
function isExpired({ created, expiresInSeconds }: OAuthTokens, now: Date): boolean {
  if (created === null || expiresInSeconds === null || expiresInSeconds === 0) return false;
  return Date.parse(created) + expiresInSeconds * 1000 - EXPIRY_MARGIN_MS <= now.getTime();
}
