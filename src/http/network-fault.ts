// What fetch throws when there is no answer, told apart by Node's error codes: whether the request can have
// left this machine, and whether another attempt can help.

import { errorCode } from "../errors/error-code.ts";
import { memberAt } from "../json/object.ts";

export interface NetworkFault {
  /** Completes the sentence "GET /path …". */
  readonly says: string;
  /** True when another attempt will fail the same way: a certificate that is not trusted, a proxy that refuses. */
  readonly lasting: boolean;
  /** What to do about it, where that is known. */
  readonly next: string | null;
  readonly cause: unknown;
}

/** How far a request came. */
export interface Reached {
  /** With its port. */
  readonly host: string;
  /** The proxy on the way, without user name and password; null without one. */
  readonly proxy: string | null;
  /** Before that nothing of a request can have arrived. */
  readonly isConnected: boolean;
}

/** As Node's `fetch` fails, with what is known beside it. */
export class FetchFailure extends TypeError {
  readonly reached: Reached;

  constructor(cause: unknown, reached: Reached) {
    super("fetch failed", { cause });
    this.reached = reached;
  }
}

/** Nothing was sent when one of these ended the call: there was no connection to send it over. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const CONNECTING: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo", "bind"]);
/** OpenSSL's alerts (`ERR_SSL_…`) are not among these: one may arrive after the request has left. */
const CERTIFICATE = /^(?!ERR_SSL_).*(?:CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_CA)/;

const TUNNEL = "ERR_PROXY_TUNNEL";

/** Null when `error` is no failure of the network but a mistake in this program. */
export function networkFault(error: unknown): NetworkFault | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError") {
    return { says: "was not answered in time", lasting: false, next: null, cause: error };
  }
  if (!(error instanceof TypeError) || error.cause === undefined) return null;
  const { cause } = error;
  const code = codeOf(error);
  const inBrackets = code === "" ? "" : ` (${code})`;
  const reached = error instanceof FetchFailure ? error.reached : null;
  const host = reached?.host ?? "the server";
  if (!neverSent(error)) {
    return { says: `got no valid answer from ${host}${inBrackets}`, lasting: false, next: null, cause };
  }
  const unsent = `was not sent to ${host}`;
  if (code === TUNNEL) return { ...refusedTunnel(unsent, reached, statusOf(cause)), cause };
  if (CERTIFICATE.test(code)) {
    return {
      says: `${unsent}: ${whoseCertificate(reached)} is not trusted${inBrackets}`,
      lasting: true,
      next: TRUST,
      cause,
    };
  }
  const proxy = reached?.proxy ? `the proxy ${reached.proxy}` : null;
  const whom = proxy === null ? host : isConnecting(error) ? proxy : `${host} through ${proxy}`;
  return { says: `could not reach ${whom}${inBrackets}`, lasting: false, next: null, cause };
}

/** A proxy that is spoken to over TLS has a certificate of its own, and Node does not say whose was refused. */
function whoseCertificate(reached: Reached | null): string {
  const isOneOfTwo = reached?.proxy?.startsWith("https://") ?? false;
  return isOneOfTwo ? `the server's certificate, or that of the proxy ${reached?.proxy},` : "the server's certificate";
}

const TRUST =
  "If this server or network has a certificate authority of its own, name the file of its certificate in NODE_EXTRA_CA_CERTS; otherwise somebody may be listening in.";

/** The answer of a proxy that opened no way to the server. A status of the 500s may be another one soon. */
function refusedTunnel(unsent: string, reached: Reached | null, status: number | null): Omit<NetworkFault, "cause"> {
  const proxy = `the proxy${reached?.proxy ? ` ${reached.proxy}` : ""}`;
  if (status === 407) {
    return {
      says: `${unsent}: ${proxy} wants a user name and password (407)`,
      lasting: true,
      next: "Give those that it accepts in HTTPS_PROXY: http://user:password@host:port, percent-encoded.",
    };
  }
  return {
    says: `${unsent}: ${proxy} opened no connection${status === null ? "" : ` (${status})`}`,
    lasting: status !== null && status < 500,
    next: `Ask whoever runs the proxy to allow ${reached?.host ?? "the server"}, or name it in NO_PROXY where it can be reached without one.`,
  };
}

/** True when the request certainly never reached a server: even a write has then changed nothing. */
export function neverSent(error: unknown): boolean {
  if (error instanceof FetchFailure && !error.reached.isConnected) return true;
  return error instanceof TypeError && (hadNoConnection(error) || CERTIFICATE.test(codeOf(error)));
}

/**
 * The same codes end a connection that stood: a router that reports the host unreachable makes `read` fail with
 * EHOSTUNREACH, long after the request has left. Node names the call that failed; connecting in vain several times
 * at once names none.
 */
function hadNoConnection(error: Error): boolean {
  const syscall = memberAt(error.cause, "syscall");
  return NO_CONNECTION.has(codeOf(error)) && (syscall === undefined || CONNECTING.has(syscall));
}

function isConnecting(error: Error): boolean {
  return hadNoConnection(error) || CONNECTING.has(memberAt(error.cause, "syscall"));
}

/** The status with which a proxy answered, as Node's error has it. */
function statusOf(cause: unknown): number | null {
  const statusCode = memberAt(cause, "statusCode");
  return typeof statusCode === "number" && Number.isInteger(statusCode) ? statusCode : null;
}

function codeOf(error: Error): string {
  const code = errorCode(error.cause) ?? "";
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "";
}
