// fioctl's configuration file (PROTOCOL §3): what we read of it, and how refreshed OAuth tokens go back. It is
// the vendor's file: everything else in it, comments too, stays. Nothing of its content is ever quoted (T19).

import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type FileRead, readNamed, readRegularFile } from "../files/read-file.ts";
import { byPerson } from "../files/target.ts";
import { writeFileWhole } from "../files/write-file.ts";
import type { Environment } from "../text/environment.ts";
import { badConfig, type ConfigYaml, MAX_CONFIG_BYTES, parseConfigYaml } from "./fioctl-yaml.ts";

export interface OAuthTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly tokenType: string;
  /** Seconds from `created`; null when the server named none. */
  readonly expiresInSeconds: number | null;
  /** RFC 3339; null when not recorded. */
  readonly created: string | null;
}

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

const FALSE_WORDS: ReadonlySet<string> = new Set(["false", "f", "0", "no", "off", "n"]);
/** In the order in which fioctl looks for it; whatever its ending, it is YAML. */
const ENDINGS = [
  ".json",
  ".toml",
  ".yaml",
  ".yml",
  ".properties",
  ".props",
  ".prop",
  ".hcl",
  ".tfvars",
  ".dotenv",
  ".env",
  ".ini",
  "",
];

/** Where fioctl keeps it when FIOCTL_CONFIG names no other place. */
export function defaultFioctlConfigPath(homeDirectory: string): string {
  return join(homeDirectory, ".config", "fioctl.yaml");
}

/** The file that fioctl finds there; null when there is none. */
export async function findFioctlConfig(homeDirectory: string): Promise<string | null> {
  const stem = defaultFioctlConfigPath(homeDirectory).replace(/\.yaml$/, "");
  for (const ending of ENDINGS) {
    const facts = await stat(stem + ending).catch(() => null);
    if (facts && !facts.isDirectory()) return stem + ending;
  }
  return null;
}

/**
 * @param named a person has named it, and waits for it until this ends.
 * @returns null when there is no such file.
 * @throws {ToolError} `config-invalid` when it cannot be read or understood.
 */
export async function readFioctlConfig(
  path: string,
  { named = null }: { readonly named?: AbortSignal | null } = {},
): Promise<FioctlConfig | null> {
  const read = named ? await readGiven(path, named) : await readRegularFile(path, null, MAX_CONFIG_BYTES);
  if (read.kind === "missing") return null;
  if (read.kind === "refused") throw badConfig(read.why);
  return parseFioctlConfig(read.bytes, path);
}

/** A person may name a pipe (T29). */
async function readGiven(path: string, signal: AbortSignal): Promise<FileRead> {
  const read = await readNamed(path, MAX_CONFIG_BYTES, signal);
  if (read.kind === "read") return { ...read, path };
  if (read.kind === "missing") return { kind: "missing" };
  const why = read.kind === "too large" ? `has more than ${MAX_CONFIG_BYTES} bytes` : `cannot be read (${read.code})`;
  return { kind: "refused", why };
}

/** @throws {ToolError} `config-invalid`; names the line where the YAML breaks, and quotes nothing. */
export async function parseFioctlConfig(bytes: Uint8Array, path: string): Promise<FioctlConfig> {
  const yaml = await parseConfigYaml(bytes);
  if (yaml.has("extraheaders")) throw badConfig("has extraheaders, which are sent by fioctl alone");
  return {
    path,
    factory: yaml.text("factory"),
    token: yaml.text("token"),
    serverUrl: yaml.text("server.url"),
    insecureSkipVerify: isYes(yaml, "server.insecure_skip_verify") || isYes(yaml, "insecureskipverify"),
    oauth: yaml.has("clientcredentials") ? oauthOf(yaml) : null,
  };
}

/**
 * The same with what stands in fioctl's own variables, which counts before its file. Without both there is none.
 * @throws {ToolError} `config-invalid` for a variable by which fioctl would connect otherwise and we cannot.
 */
export function withFioctlVariables(config: FioctlConfig | null, env: Environment): FioctlConfig | null {
  const unread = Object.keys(env).find((name) => UNREAD_VARIABLE.test(name) && env[name]);
  if (unread !== undefined) {
    throw new ToolError("config-invalid", {
      happened: `The variable ${unread} changes where fioctl connects to, and is not read here.`,
      next: "Unset it, and write it into fioctl's configuration file.",
    });
  }
  const [token, factory] = [env.FIOCTL_TOKEN, env.FIOCTL_FACTORY];
  if (!token && !factory) return config;
  const nothing = { path: "", factory: null, token: null, serverUrl: null, insecureSkipVerify: false, oauth: null };
  return { ...(config ?? nothing), ...(token && { token }), ...(factory && { factory }) };
}

const UNREAD_VARIABLE = /^FIOCTL_(?:SERVER|CLIENTCREDENTIALS|EXTRAHEADERS|INSECURESKIPVERIFY)(?:\.|$)/;

/**
 * Writes refreshed tokens back as fioctl does, but atomically and with mode 0600. The file is read again
 * first: when it meanwhile belongs to another client id, it is left alone.
 * @throws {ToolError} `config-invalid` when the file can no longer be read, understood or replaced.
 */
export async function saveOAuthTokens(path: string, clientId: string, tokens: OAuthTokens): Promise<void> {
  const read = await readRegularFile(path, null, MAX_CONFIG_BYTES);
  if (read.kind !== "read") throw badConfig(read.kind === "missing" ? "is gone" : read.why);
  const yaml = await parseConfigYaml(read.bytes);
  if (yaml.text("clientcredentials.client_id") !== clientId) return;
  yaml.set("clientcredentials", {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken ?? "",
    token_type: tokens.tokenType,
    expires_in: tokens.expiresInSeconds ?? 0,
    created: tokens.created,
  });
  await replacePrivateFile(path, yaml.toString());
}

function isYes(yaml: ConfigYaml, name: string): boolean {
  const word = yaml.word(name);
  return word !== null && !FALSE_WORDS.has(word.toLowerCase());
}

function oauthOf(yaml: ConfigYaml): FioctlConfig["oauth"] {
  const text = (name: string) => yaml.text(`clientcredentials.${name}`);
  const word = (name: string) => yaml.word(`clientcredentials.${name}`);
  const accessToken = text("access_token");
  const expiresIn = word("expires_in");
  const expiresInSeconds = expiresIn === null ? null : Number(expiresIn);
  const created = word("created");
  if (expiresInSeconds !== null && !(expiresInSeconds >= 0))
    throw badConfig("has an expires_in that is not a number of seconds");
  if (created !== null && Number.isNaN(Date.parse(created))) throw badConfig("has a created that is not a time");
  return {
    clientId: text("client_id") ?? "",
    clientSecret: text("client_secret") ?? "",
    url: text("url"),
    tokens:
      accessToken === null
        ? null
        : {
            accessToken,
            refreshToken: text("refresh_token"),
            tokenType: word("token_type") ?? "Bearer",
            expiresInSeconds,
            created,
          },
  };
}

/**
 * Writes `content` beside the file (mode 0600, flushed), then renames it over the file. A symbolic link
 * stays one: the file that it points to is replaced.
 * @throws {ToolError} `config-invalid`; the old content is then still there, and no other file is left behind.
 */
async function replacePrivateFile(path: string, content: string): Promise<void> {
  try {
    await writeFileWhole(await realpath(path), content, { chosenBy: byPerson, mode: 0o600, folders: false });
  } catch (error) {
    // Of the writer's sentence the reason alone: the path is fioctl's, and known.
    const why =
      error instanceof ToolError ? (/\(([^()]*)\)\.$/.exec(error.happened)?.[1] ?? error.happened) : codeOf(error);
    throw new ToolError("config-invalid", {
      happened: `fioctl's configuration file cannot be replaced (${why}).`,
      next: "Make the file and its folder writable.",
    });
  }
}
