// What fetch throws when there is no answer, told apart by Node's error codes: whether the request can have
// left this machine, and whether another attempt can help.

export interface NetworkFault {
  /** Completes the sentence "GET /path …". */
  readonly says: string;
  /** True when another attempt will fail the same way: a certificate that is not trusted. */
  readonly lasting: boolean;
  readonly cause: unknown;
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

/** Null when `error` is no failure of the network but a mistake in this program. */
export function networkFault(error: unknown): NetworkFault | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError") return { says: "was not answered in time", lasting: false, cause: error };
  if (!(error instanceof TypeError) || error.cause === undefined) return null;
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) {
    return {
      says: `was not sent: the server's certificate is not trusted (${code})`,
      lasting: true,
      cause: error.cause,
    };
  }
  if (hadNoConnection(error)) {
    return { says: `was not sent: the server cannot be reached (${code})`, lasting: false, cause: error.cause };
  }
  return { says: `got no complete answer${code === "" ? "" : ` (${code})`}`, lasting: false, cause: error.cause };
}

/** True when the request certainly never reached a server: even a write has then changed nothing. */
export function neverSent(error: unknown): boolean {
  return error instanceof TypeError && (hadNoConnection(error) || CERTIFICATE.test(codeOf(error)));
}

/**
 * The same codes end a connection that stood: a router that reports the host unreachable makes `read` fail with
 * EHOSTUNREACH, long after the request has left. Node names the call that failed; connecting in vain several times
 * at once names none.
 */
function hadNoConnection(error: Error): boolean {
  const { syscall } = (error.cause ?? {}) as { syscall?: unknown };
  return NO_CONNECTION.has(codeOf(error)) && (syscall === undefined || CONNECTING.has(syscall));
}

function codeOf(error: Error): string {
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "";
}
