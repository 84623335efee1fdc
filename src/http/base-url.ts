// Which addresses requests may go to at all: https, or plain http on this machine (T20).
import { ToolError } from "../errors/tool-error.ts";
import { foreignText } from "../text/encode-text.ts";

/** Hosts that plain http may be spoken to: this machine. */
export const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

const ADDRESS = "it begins with https:// and a host";
const CREDENTIALS = "credentials are given as `token` or `client-id` and `client-secret`";

/**
 * An address as we may use it: https, or http on this machine; no user name, query or fragment.
 * @param name of the option, for the message.
 * @param known `address` is the address that is right for most, and how credentials are given, as clauses for the message.
 * @throws {ToolError} `value-invalid` or `connection-insecure`. The address is not quoted: it may hold a password.
 */
export function checkedBaseUrl(
  text: string,
  name: string,
  { address = ADDRESS, credentials = CREDENTIALS } = {},
): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new ToolError("value-invalid", {
      happened: `${name} is not an address that begins with https://.`,
      next: `Correct ${name}; ${address}.`,
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new ToolError("connection-insecure", {
      happened: `${name} has a user name or password in it.`,
      next: `Remove it; ${credentials}.`,
    });
  }
  if (url.protocol === "http:" && !LOOPBACK_HOSTS.has(url.hostname)) {
    throw new ToolError("connection-insecure", {
      happened: `${name} would send the credentials to ${foreignText(url.hostname, 253)} unencrypted: plain http is for 127.0.0.1, [::1] and localhost only.`,
      next: "Use https.",
    });
  }
  if (url.search !== "" || url.hash !== "" || !/^(?:\/[A-Za-z0-9._~-]+)*\/?$/.test(url.pathname)) {
    throw new ToolError("value-invalid", {
      happened: `${name} has more than a host and a plain path.`,
      next: `Correct ${name}; ${address}.`,
    });
  }
  return url.origin + url.pathname.replace(/\/$/, "");
}
