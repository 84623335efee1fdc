// One request to a signing service: to its one origin, with its own credential, which no message repeats (T20, T36).
import { ToolError } from "../../../errors/tool-error.ts";
import { AnswerBudget } from "../../../http/answer-budget.ts";
import { type AuthorizationHeaders, send } from "../../../http/http.ts";
import { httpStatusOf } from "../../../http/http-errors.ts";
import { sharesWindow } from "../../../http/quoted-secret.ts";
import { parseJson } from "../../../json/json.ts";
import { isObject } from "../../../json/object.ts";
import { type Base64Form, base64Bytes } from "../../../text/base64.ts";
import type { Environment } from "../../../text/environment.ts";
import { maskForms } from "../../age/masks.ts";
import type { ServicePorts } from "./service.ts";

export interface ServiceRequest {
  /** How messages call the service. */
  readonly service: string;
  readonly origin: string;
  readonly path: string;
  readonly headers: AuthorizationHeaders;
  /** JSON. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** What of the headers is secret. */
  readonly secrets: readonly string[];
  /** What to do where the service says no. */
  readonly whereRefused: string;
  /** What to check where something else seems to answer. */
  readonly whereStrange?: string;
}

/** A signature has 512 bytes at most; what comes with it, little more. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** A document of 8 MiB has to get there as well. */
const ATTEMPT_MS = 120_000;
const MAX_CREDENTIAL_LENGTH = 16 * 1024;

/**
 * The members of the JSON object that the service answers with. Signing again does no harm, so a request is repeated as a
 * read is.
 * @throws {ToolError} `signer-failed` for everything that is no success; `network-failed`, `deadline-exceeded`.
 */
export async function askService(ports: ServicePorts, request: ServiceRequest): Promise<Record<string, unknown>> {
  const { service, origin, path, headers, body, secrets } = request;
  try {
    const { text, where } = await send(
      {
        apiUrl: origin,
        authorizer: {
          headers: async () => headers,
          renew: async () => false,
          quotesSecret: (said) => sharesWindow(said, secrets),
        },
        fetch: ports.fetch,
        signal: ports.signal,
        wait: ports.wait,
        random: () => 0,
        maxBytes: MAX_ANSWER_BYTES,
        attemptMs: ATTEMPT_MS,
        retrying: ({ message }) => ports.info(message),
        budget: new AnswerBudget(),
        // A service says nothing of the Factory's time.
        clock: { read: () => ports.clock().getTime(), answered: () => {} },
      },
      { method: "POST", path, body, effect: "read" },
    );
    const { value } = parseJson(text, where);
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.code === "network-failed" || error.code === "deadline-exceeded") {
      throw error.extended({ before: `${service} was asked for a signature.`, next: CONNECT });
    }
    throw error.extended({
      code: "signer-failed",
      before: `${service} gave no signature.`,
      next: nextAfter(error, request),
    });
  }
  throw unreadableAnswer(service);
}

/** A success that cannot be read, and a redirect, are somebody else's answers: a proxy's, a login page, a standby's. */
function nextAfter(error: ToolError, { service, whereRefused, whereStrange = STRANGE }: ServiceRequest): string {
  const status = httpStatusOf(error);
  if (status === null || status < 400) return whereStrange;
  if (status < 500) return whereRefused;
  return `Run this again later. If that does not help, ask the administrators of ${service}.`;
}

const STRANGE = "Something else may have answered, such as a proxy or a login page. Check the network and the proxy.";
const CONNECT = "Check the network and the proxy, then run this again.";

/** An answer without a signature in it. Nothing of it is quoted. */
export function unreadableAnswer(service: string): ToolError {
  return new ToolError("signer-failed", {
    happened: `${service} answered, but not with a signature.`,
    next: "Check the option signer: key, version and type of the key must be those of signer-keyid.",
  });
}

/** Strict base64 (or its form for URLs) of a member; null for everything else. */
export function bytesOf(value: unknown, form: Base64Form): Uint8Array | null {
  return typeof value === "string" && value.length > MAX_ANSWER_BYTES ? null : base64Bytes(value, form);
}

export function jsonBytes(body: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(JSON.stringify(body), "utf8"));
}

/** Credentials by the variables they come in. */
export interface CredentialNames {
  readonly service: string;
  readonly needed: readonly string[];
  readonly optional?: readonly string[];
  /** What leaves them there. */
  readonly from: string;
}

/**
 * Masks each value, then gives it.
 * @throws {ToolError} `credentials-missing`; `credentials-malformed` for what no header can hold. No value is quoted.
 */
export function credentialsFrom(
  env: Environment,
  mask: (secret: string) => void,
  { service, needed, optional = [], from }: CredentialNames,
): Readonly<Record<string, string>> {
  const missing = needed.filter((name) => !env[name]?.trim());
  if (missing.length > 0) {
    throw new ToolError("credentials-missing", {
      happened: `${service} needs ${missing.join(" and ")} in the environment.`,
      next: from,
    });
  }
  const given: Record<string, string> = {};
  for (const name of [...needed, ...optional]) {
    const value = env[name]?.trim();
    if (!value) continue;
    for (const form of maskForms(value)) mask(form);
    if (!/^[\x21-\x7e]+$/.test(value) || value.length > MAX_CREDENTIAL_LENGTH) {
      throw new ToolError("credentials-malformed", {
        happened: `${name} is not a valid credential: it has blanks, line breaks or other unusual characters, or is too long.`,
        next: from,
      });
    }
    given[name] = value;
  }
  return given;
}
