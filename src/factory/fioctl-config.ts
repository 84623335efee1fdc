// fioctl's configuration file (PROTOCOL §3): what we read of it, and how refreshed OAuth tokens go back. It is
// the vendor's file: everything else in it, comments too, stays. Nothing of its content is ever quoted (T19).
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Document, YAMLMap } from "yaml";
import { ToolError } from "../tuf/errors.ts";
import type { OAuthTokens } from "./credentials.ts";
import { replacePrivateFile } from "./private-file.ts";

export interface FioctlConfig {
  readonly path: string;
  readonly factory: string | null;
  readonly token: string | null;
  readonly serverUrl: string | null;
  /** True asks to accept any certificate, which we never do (T20). */
  readonly insecureSkipVerify: boolean;
  readonly oauth: {
    /** Empty when the file has none. */
    readonly clientId: string;
    readonly clientSecret: string;
    readonly url: string | null;
    readonly tokens: OAuthTokens | null;
  } | null;
}

const MAX_CONFIG_BYTES = 1024 * 1024;
const NULL_WORDS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const FALSE_WORDS: ReadonlySet<string> = new Set(["false", "f", "0", "no", "off", "n"]);

/** Where fioctl keeps it when FIOCTL_CONFIG names no other place. */
export function defaultFioctlConfigPath(homeDirectory: string): string {
  return join(homeDirectory, ".config", "fioctl.yaml");
}

/**
 * @returns null when there is no such file.
 * @throws {ToolError} `config-invalid` when it cannot be read or understood.
 */
export async function readFioctlConfig(path: string): Promise<FioctlConfig | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw invalid(`cannot be read (${code ?? "unknown reason"})`);
  }
  return parseFioctlConfig(bytes, path);
}

/** @throws {ToolError} `config-invalid`; names the line where the YAML breaks, and quotes nothing. */
export async function parseFioctlConfig(bytes: Uint8Array, path: string): Promise<FioctlConfig> {
  const document = await parseYaml(bytes);
  const top = document.contents;
  const server = section(top, "server");
  const client = section(top, "clientcredentials");
  const insecure = text(server, "insecure_skip_verify");
  return {
    path,
    factory: text(top, "factory"),
    token: text(top, "token"),
    serverUrl: text(server, "url"),
    insecureSkipVerify: insecure !== null && !FALSE_WORDS.has(insecure.toLowerCase()),
    oauth: client && oauthOf(client),
  };
}

/**
 * Writes refreshed tokens back as fioctl does, but atomically and with mode 0600. The file is read again
 * first: when it meanwhile belongs to another client id, it is left alone.
 * @throws {ToolError} `config-invalid` when the file can no longer be read, understood or replaced.
 */
export async function saveOAuthTokens(path: string, clientId: string, tokens: OAuthTokens): Promise<void> {
  const { Scalar } = await import("./yaml.ts");
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw invalid(`cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
  }
  const document = await parseYaml(bytes);
  const client = section(document.contents, "clientcredentials");
  if (!client || text(client, "client_id") !== clientId) return;
  const put = (name: string, value: string | null, type: "QUOTE_DOUBLE" | "PLAIN") => {
    if (value === null) return;
    const scalar = new Scalar(value);
    scalar.type = type;
    client.set(pairOf(client, name)?.key ?? name, scalar);
  };
  put("access_token", tokens.accessToken, "QUOTE_DOUBLE");
  put("refresh_token", tokens.refreshToken ?? "", "QUOTE_DOUBLE");
  put("token_type", tokens.tokenType, "QUOTE_DOUBLE");
  put("expires_in", String(tokens.expiresInSeconds ?? 0), "PLAIN");
  put("created", tokens.created, "QUOTE_DOUBLE");
  await replacePrivateFile(path, document.toString({ lineWidth: 0 }));
}

function oauthOf(client: YAMLMap): FioctlConfig["oauth"] {
  const accessToken = text(client, "access_token");
  const expiresIn = text(client, "expires_in");
  const expiresInSeconds = expiresIn === null ? null : Number(expiresIn);
  const created = text(client, "created");
  if (expiresInSeconds !== null && !(expiresInSeconds >= 0))
    throw invalid("has an expires_in that is not a number of seconds");
  if (created !== null && Number.isNaN(Date.parse(created))) throw invalid("has a created that is not a time");
  return {
    clientId: text(client, "client_id") ?? "",
    clientSecret: text(client, "client_secret") ?? "",
    url: text(client, "url"),
    tokens:
      accessToken === null
        ? null
        : {
            accessToken,
            refreshToken: text(client, "refresh_token"),
            tokenType: text(client, "token_type") ?? "Bearer",
            expiresInSeconds,
            created,
          },
  };
}

type ConfigDocument = Document & { contents: YAMLMap };

async function parseYaml(bytes: Uint8Array): Promise<ConfigDocument> {
  if (bytes.length > MAX_CONFIG_BYTES) throw invalid(`is larger than ${MAX_CONFIG_BYTES} bytes`);
  const { LineCounter, isMap, parseDocument, YAMLMap } = await import("./yaml.ts");
  const lineCounter = new LineCounter();
  // Every scalar stays the text it is: a token of digits is no number, and goes back as it came.
  const document = parseDocument(Buffer.from(bytes).toString("utf8"), {
    schema: "failsafe",
    prettyErrors: false,
    logLevel: "silent",
    lineCounter,
  });
  const [broken] = document.errors;
  if (broken) throw invalid(`is not valid YAML (line ${lineCounter.linePos(broken.pos[0]).line})`);
  if (document.contents === null) document.contents = new YAMLMap() as unknown as typeof document.contents;
  if (!isMap(document.contents)) throw invalid("is not a list of names and values");
  return document as unknown as ConfigDocument;
}

/** fioctl reads names without regard to case. */
function pairOf(map: YAMLMap, name: string) {
  return map.items.find(({ key }) => (key as { value?: unknown } | null)?.value?.toString().toLowerCase() === name);
}

function section(map: YAMLMap, name: string): YAMLMap | null {
  const value = pairOf(map, name)?.value as Partial<YAMLMap> | null | undefined;
  if (value === null || value === undefined || NULL_WORDS.has((value as { value?: string }).value ?? "-")) return null;
  if (!Array.isArray(value.items) || !value.items.every((item) => "key" in (item as object))) {
    throw invalid(`has a ${name} that is not a list of names and values`);
  }
  return value as YAMLMap;
}

function text(map: YAMLMap | null, name: string): string | null {
  const value = (map && pairOf(map, name)?.value) as { value?: unknown; type?: string } | null | undefined;
  if (value === null || value === undefined) return null;
  if (typeof value.value !== "string") throw invalid(`has a ${name} that is not a single value`);
  return value.type === "PLAIN" && NULL_WORDS.has(value.value) ? null : value.value || null;
}

function invalid(what: string): ToolError {
  return new ToolError("config-invalid", {
    happened: `fioctl's configuration file ${what}.`,
    next: "Correct it, or give the credentials without it.",
  });
}
