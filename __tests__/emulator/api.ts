// A bare HTTP client for the emulator's tests: nothing of src/factory, so that the two are checked apart.
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { UserName } from "../../src/emulator/state/state.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body, null when empty. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are asserted member by member
  readonly json: any;
}

export type Api = (method: string, path: string, body?: unknown) => Promise<Answer>;

export const REPO = "/ota/repo/acme/api/v1/user_repo";
export const FACTORY = "/ota/factories/acme";

/** Calls as one of the two users. A string body is sent as it is. */
export function apiOf(factory: EmbeddedFactory, user: UserName = "owner"): Api {
  return (method, path, body) => request(factory, method, path, body, { "osf-token": factory.tokens[user] });
}

export async function request(
  factory: EmbeddedFactory,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(factory.url + path, { method, headers, redirect: "manual", ...sent });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}
