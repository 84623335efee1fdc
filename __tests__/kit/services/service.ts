// What the stand-ins for signing services share: one request in, one answer out, and `fetch` as the program uses it.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import type { AnswerBody, Fetch } from "../../../src/http/fetch.ts";
import type { KeyElsewhere } from "../key-elsewhere.ts";

export interface ServiceCall {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; undefined where it is no JSON. */
  readonly body: unknown;
  readonly bytes: Buffer;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface StandIn {
  /** The only place that it answers at. */
  readonly origin: string;
  answer(call: ServiceCall): ServiceAnswer;
}

export interface Served {
  readonly fetch: Fetch;
  readonly calls: ServiceCall[];
}

/** Whoever asks another origin than the stand-in's fails the test. */
export function served({ origin, answer }: StandIn): Served {
  const calls: ServiceCall[] = [];
  return {
    calls,
    async fetch(url, { method = "GET", headers = {}, body = "", redirect, signal }) {
      signal.throwIfAborted();
      assert.equal(redirect, "manual");
      assert.equal(new URL(url).origin, origin, "a credential goes to its own origin alone");
      const call = callOf(method, url, headers, Buffer.from(body));
      calls.push(call);
      const { status, body: answered, headers: own = {} } = answer(call);
      const text = typeof answered === "string" ? answered : JSON.stringify(answered);
      const stream = Readable.from([new Uint8Array(Buffer.from(text))]);
      return {
        status,
        headers: new Headers({ "content-type": "application/json", ...own }),
        body: Object.assign(stream, { cancel: async () => void stream.destroy() }) as unknown as AnswerBody,
      };
    },
  };
}

export function callOf(
  method: string,
  url: string,
  headers: Readonly<Record<string, unknown>>,
  bytes: Buffer,
): ServiceCall {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return { method, url: new URL(url), headers: lower, body: parsed(bytes), bytes };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Bytes of strict base64; null for anything else. */
export function base64(value: unknown, encoding: "base64" | "base64url" = "base64"): Buffer | null {
  if (typeof value !== "string") return null;
  const bytes = Buffer.from(value, encoding);
  return bytes.toString(encoding) === value ? bytes : null;
}

export type KeysByName = Readonly<Record<string, KeyElsewhere>>;
