// OAuth2 client credentials (PROTOCOL §3): one request for tokens, sent to the OAuth address and nowhere else.
import { ToolError } from "../errors/tool-error.ts";
import { type AttemptPorts, attempt, NO_ANSWER_IN_TIME } from "../http/attempt.ts";
import type { AnswerHeaders } from "../http/fetch.ts";
import { bodyError, type CallName, httpStatusOf, lostError, statusError } from "../http/http-errors.ts";
import { networkFault } from "../http/network-fault.ts";
import { jsonOrNull } from "../json/json-or-null.ts";
import { isObject } from "../json/object.ts";
import { utf8 } from "../text/utf8.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import { checkedSecret } from "./credentials.ts";
import type { OAuthTokens } from "./fioctl-config.ts";

export interface OAuthConnection extends AttemptPorts {
  /** Checked base address without a trailing slash (endpoint.ts). */
  readonly oauthUrl: string;
  readonly now: Date;
  readonly quotesSecret: (text: string) => boolean;
}

const MAX_TOKEN_ANSWER_BYTES = 256 * 1024;

/**
 * Asks for new tokens: by `refreshToken` when it is there, else by the client credentials alone.
 * @throws {ToolError} `http-unauthorized` when the server refuses the client; else as any call. Nothing of
 *   the answer is quoted, and the Factory is unchanged.
 */
export async function requestTokens(
  connection: OAuthConnection,
  client: { readonly clientId: string; readonly clientSecret: string },
  refreshToken: string | null,
): Promise<OAuthTokens> {
  const form = new URLSearchParams({
    grant_type: refreshToken === null ? "client_credentials" : "refresh_token",
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
  });
  const { host, pathname } = new URL(`${connection.oauthUrl}/token/`);
  const call: CallName = { where: `POST ${host}${pathname}`, effect: "question" };
  const { status, text } = await post(connection, call, form);
  const tokens = status === 200 || status === 201 ? parseTokens(text, connection.now) : null;
  if (tokens) return tokens;
  throw bodyError(
    call,
    status,
    "response-not-json",
    "its body is no token (perhaps a web page)",
    "Check oauth-url; the vendor's is https://app.foundries.io/oauth.",
  );
}

async function post(
  connection: OAuthConnection,
  call: CallName,
  form: URLSearchParams,
): Promise<{ status: number; text: string | null }> {
  try {
    const init = {
      method: "POST",
      headers: {
        accept: "application/json",
        "user-agent": "factory-tuf",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: form.toString(),
    };
    const { where } = call;
    const limits = { where, maxBytes: MAX_TOKEN_ANSWER_BYTES };
    const { status, headers, bytes } = await attempt(connection, `${connection.oauthUrl}/token/`, init, limits);
    const text = utf8(bytes);
    if (status >= 200 && status < 300) return { status, text };
    throw refusal(call, { status, text, headers }, connection.quotesSecret);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    if (connection.signal.aborted) {
      throw lostError(call, "deadline-exceeded", NO_ANSWER_IN_TIME, "Run this again.");
    }
    const fault = networkFault(error);
    if (!fault) throw error;
    const next = fault.next ?? "Check the network and oauth-url, then run this again.";
    throw lostError(call, "network-failed", fault.says, next);
  }
}

function refusal(
  call: CallName,
  answer: { status: number; text: string | null; headers: AnswerHeaders },
  quotesSecret: (text: string) => boolean,
): ToolError {
  const error = statusError(call, answer, quotesSecret);
  if (answer.status !== 400 && answer.status !== 401) return error;
  return error.extended({
    code: "http-unauthorized",
    before: "The client id and secret were refused:",
    next: "Check that both are complete, belong together and were not revoked, then run this again.",
  });
}

/** True for an error that means "these credentials are refused", as against "the server cannot be asked". */
export function isRefusal(error: unknown): boolean {
  return error instanceof ToolError && (error.code === "http-unauthorized" || httpStatusOf(error) === 403);
}

/** Null unless the text is JSON with an access token that can stand in a header. */
function parseTokens(text: string | null, now: Date): OAuthTokens | null {
  const body = jsonOrNull(text);
  if (!isObject(body) || typeof body.access_token !== "string") return null;
  const { refresh_token: refresh, token_type: type, expires_in: expiresIn } = body;
  return {
    accessToken: checkedSecret(body.access_token, "The access token that the OAuth server gave"),
    refreshToken: typeof refresh === "string" && refresh !== "" ? checkedSecret(refresh, "The refresh token") : null,
    tokenType: typeof type === "string" && /^[A-Za-z]{1,20}$/.test(type) ? type : "Bearer",
    expiresInSeconds: typeof expiresIn === "number" && expiresIn > 0 ? expiresIn : null,
    created: wholeSeconds(now),
  };
}
