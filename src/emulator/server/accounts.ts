// Who may talk to the embedded Factory: two users with a token each, and an OAuth2 client of the owner.
import type { User } from "../../factory/types.ts";
import { derive } from "../state/seed.ts";
import type { AccessToken, EmbeddedState, UserName } from "../state/state.ts";
import { Refusal, type Reply, reply } from "./reply.ts";

export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
}

export interface Accounts {
  readonly tokens: Readonly<Record<UserName, string>>;
  readonly oauth: OAuthClient;
}

const ACCESS_SECONDS = 3600;
const SCOPES = ["targets:read-update", "devices:read-update"];

export const USERS: Readonly<Record<UserName, User>> = {
  owner: { "polis-id": "polis-owner-01", name: "Owner", role: "owner", "effective-scopes": SCOPES },
  second: { "polis-id": "polis-second-02", name: "Second", role: "admin", "effective-scopes": SCOPES },
};

export function accountsFrom(seed: string): Accounts {
  const secret = (label: string) => derive(seed, label, 20).toString("hex");
  return {
    tokens: { owner: secret("token owner"), second: secret("token second") },
    oauth: { id: secret("oauth id").slice(0, 16), secret: secret("oauth secret") },
  };
}

/**
 * Whose credentials a request carries: `OSF-TOKEN`, or `Authorization: Bearer <base64(access token)>`.
 * Null when it carries none, or none that is valid now.
 */
export function userOf(headers: Headers, accounts: Accounts, state: EmbeddedState, now: Date): UserName | null {
  const token = headers.get("osf-token");
  if (token !== null) {
    return token === accounts.tokens.owner ? "owner" : token === accounts.tokens.second ? "second" : null;
  }
  const encoded = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (encoded === undefined) return null;
  const access = Buffer.from(encoded, "base64").toString();
  const known = state.accessTokens.find((candidate) => candidate.access === access);
  return known && known.expiresMs > now.getTime() ? known.user : null;
}

/** `POST /oauth/token/`: client credentials, or a refresh token. */
export function issueToken(form: URLSearchParams, accounts: Accounts, state: EmbeddedState, now: Date): Reply {
  const grant = form.get("grant_type");
  const isClient = form.get("client_id") === accounts.oauth.id && form.get("client_secret") === accounts.oauth.secret;
  if (grant === "client_credentials") {
    if (!isClient) return reply(401, { error: "invalid_client", message: "The client credentials are not valid" });
    return grantTo("owner", state, now);
  }
  if (grant === "refresh_token") {
    const old = state.accessTokens.find(({ refresh }) => refresh === form.get("refresh_token"));
    if (!old) return reply(401, { error: "invalid_grant", message: "The refresh token is not valid" });
    const others = state.accessTokens.filter((token) => token !== old);
    return grantTo(old.user, { ...state, accessTokens: others }, now);
  }
  throw new Refusal(400, "grant_type is neither client_credentials nor refresh_token");
}

function grantTo(user: UserName, state: EmbeddedState, now: Date): Reply {
  const draw = (label: string) => derive(state.seed, `oauth ${label} ${state.draws}`, 20).toString("hex");
  const token: AccessToken = {
    access: draw("access"),
    refresh: draw("refresh"),
    user,
    expiresMs: now.getTime() + ACCESS_SECONDS * 1000,
  };
  const answer = {
    access_token: token.access,
    refresh_token: token.refresh,
    token_type: "Bearer",
    expires_in: ACCESS_SECONDS,
  };
  return reply(200, answer, { ...state, draws: state.draws + 1, accessTokens: [...state.accessTokens, token] });
}
