// Which proxy a request goes through, from HTTPS_PROXY and NO_PROXY as fioctl, curl and GitHub's runner read them: for https
// alone, and never to this machine. No message repeats an address: it may hold a password.
import { BlockList, isIP } from "node:net";
import { ToolError } from "../errors/tool-error.ts";
import type { Environment } from "../text/environment.ts";
import { LOOPBACK_HOSTS } from "./base-url.ts";

export interface ProxyServer {
  /** Whole, with user name and password. */
  readonly url: string;
  /** `proxy.example:3128`, as messages name it, with `https://` before it where the proxy is spoken to over TLS. */
  readonly host: string;
}

/**
 * Null where the request goes there directly.
 * @throws {ToolError} `config-invalid` for a proxy that cannot be used; `options-conflict` for two of them.
 */
export function proxyFor(target: URL, env: Environment): ProxyServer | null {
  if (target.protocol !== "https:" || isThisMachine(target.hostname)) return null;
  if (isBypassed(target, env)) return null;
  const [upper, lower] = [env.HTTPS_PROXY?.trim() || null, env.https_proxy?.trim() || null];
  if (upper !== null && lower !== null && upper !== lower) {
    throw new ToolError("options-conflict", {
      happened: "HTTPS_PROXY and https_proxy name two different proxies.",
      next: "Unset one of them.",
    });
  }
  const text = upper ?? lower;
  if (text !== null) return parsed(text, upper === null ? "https_proxy" : "HTTPS_PROXY");
  const all = ["ALL_PROXY", "all_proxy"].find((name) => env[name]?.trim());
  if (all === undefined) return null;
  throw new ToolError("config-invalid", {
    happened: `${all} is set, which is not read here, and HTTPS_PROXY is not.`,
    next: `Set HTTPS_PROXY to a proxy that begins with http://, or name ${target.hostname} in NO_PROXY.`,
  });
}

/** What of the environment's proxies is secret: passwords, and the header that is made of them. */
export function proxySecrets(env: Environment): string[] {
  return ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].flatMap((name) => {
    const address = withScheme(env[name]?.trim() ?? "");
    if (!URL.canParse(address)) return [];
    const { username, password } = new URL(address);
    if (password === "") return [];
    const plain = decoded(password);
    return [password, plain, Buffer.from(`${decoded(username)}:${plain}`).toString("base64")];
  });
}

function parsed(text: string, name: string): ProxyServer {
  const address = withScheme(text);
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPlain = url !== null && url.pathname === "/" && url.search === "" && url.hash === "";
  if (!isPlain || url.hostname === "" || !/^https?:$/.test(url.protocol) || /[\x00-\x20]/.test(text)) {
    throw new ToolError("config-invalid", {
      happened: `${name} is not the address of a proxy that can be used here: http:// or https://, a host and a port.`,
      next: `Correct ${name}, e.g. http://proxy.example:3128, or unset it.`,
    });
  }
  if ([url.username, url.password].some((part) => !/^[\x20-\x7e\xa0-\xff]*$/.test(decoded(part)))) {
    throw new ToolError("config-invalid", {
      happened: `${name} has a user name or password that no proxy can be told.`,
      next: `Percent-encode it in ${name}; control characters cannot be sent.`,
    });
  }
  const scheme = url.protocol === "https:" ? "https://" : "";
  return { url: url.href, host: `${scheme}${url.hostname}:${portOf(url)}` };
}

/** As curl and Go take it: `proxy.example:3128` is spoken to in plain http. */
function withScheme(text: string): string {
  return text === "" || text.includes("://") ? text : `http://${text}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isThisMachine(hostname: string): boolean {
  return LOOPBACK_HOSTS.has(hostname) || hostname.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** `*`, a host or its domain (with or without a leading dot), each with or without a port, an address or a network. */
function isBypassed(target: URL, env: Environment): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return `${env.NO_PROXY ?? ""},${env.no_proxy ?? ""}`
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|(.*?))(?::(\d+))?$/.exec(withoutNetworkPort(entry)) ?? [];
      if (port !== undefined && port !== portOf(target)) return false;
      const name = bracketed ?? plain ?? "";
      if (isIP(host) !== 0) return name === host || isInNetwork(host, name);
      const domain = name.replace(/^\*?\./, "");
      return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
    });
}

/** An IPv6 address without brackets has colons of its own. */
function withoutNetworkPort(entry: string): string {
  return isIP(entry.split("/")[0]!) === 6 ? `[${entry}]` : entry;
}

function isInNetwork(host: string, network: string): boolean {
  const [, address = "", bits = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(network) ?? [];
  const [kind, length] = [isIP(address), Number(bits)];
  if (kind === 0 || length > (kind === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(address, length, kind === 4 ? "ipv4" : "ipv6");
  return list.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}
