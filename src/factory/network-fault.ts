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
  if (NO_CONNECTION.has(code)) {
    return { says: `was not sent: the server cannot be reached (${code})`, lasting: false, cause: error.cause };
  }
  return { says: `got no complete answer${code === "" ? "" : ` (${code})`}`, lasting: false, cause: error.cause };
}

/** True when the request certainly never reached a server: even a write has then changed nothing. */
export function neverSent(error: unknown): boolean {
  const code = error instanceof TypeError ? codeOf(error) : "";
  return NO_CONNECTION.has(code) || CERTIFICATE.test(code);
}

function codeOf(error: Error): string {
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "";
}
