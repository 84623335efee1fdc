// From the key options of either front door to a source of keys. Nothing is opened or run here.
import { resolve } from "node:path";
import type { UnlockSecrets } from "../../keys/protection.ts";
import { readSecretFile } from "../../keys/read-input.ts";
import { type KeySourceInput, keySource } from "../../keys/source.ts";
import type { AskPassphrase } from "../../keys/typed-passphrase.ts";
import type { KeySource } from "../../keys/types.ts";
import type { Door } from "../options/option-names.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface KeyInputPorts {
  readonly env: Environment;
  readonly cwd: string;
  /** Called with every form of every secret before its first use. */
  readonly mask: (secret: string) => void;
  /** Absent where nobody can be asked. */
  readonly askPassphrase?: AskPassphrase | undefined;
  readonly signal: AbortSignal;
}

type Options = Readonly<Record<string, unknown>>;

/**
 * @returns null when no key input was given.
 * @throws {ToolError} `keys-file-unreadable` for a file that holds an identity or a passphrase.
 */
export async function keySourceOf(options: Options, door: Door, ports: KeyInputPorts): Promise<KeySource | null> {
  const from = origin(options, door, ports.cwd);
  if (!from) return null;
  return keySource({
    from,
    ...(await unlockSecretsOf(options, door, ports)),
    plain: door === "action" ? "refused" : "accepted",
    weakPassphrase: door === "action" ? "refused" : "accepted",
    mask: ports.mask,
    env: ports.env,
    signal: ports.signal,
  });
}

/** @throws {ToolError} `keys-file-unreadable` for a file that holds an identity or a passphrase. */
export async function unlockSecretsOf(
  options: Options,
  door: Door,
  ports: Pick<KeyInputPorts, "env" | "cwd" | "askPassphrase">,
): Promise<UnlockSecrets> {
  const [identity, passphrase] = await Promise.all([
    secret(options, "keysIdentity", "FACTORY_TUF_IDENTITY", door, ports),
    secret(options, "keysPassphrase", "FACTORY_TUF_PASSPHRASE", door, ports),
  ]);
  return { identity, passphrase, ask: ports.askPassphrase };
}

function origin(options: Options, door: Door, cwd: string): KeySourceInput["from"] | null {
  const { keys, keysFile, keysCommand } = options;
  if (typeof keysCommand === "string") return { command: keysCommand };
  if (typeof keysFile === "string") return { file: resolve(cwd, keysFile) };
  if (typeof keys !== "string") return null;
  return door === "action" ? { content: keys } : { file: resolve(cwd, keys) };
}

async function secret(
  options: Options,
  name: "keysIdentity" | "keysPassphrase",
  variable: string,
  door: Door,
  { env, cwd }: Pick<KeyInputPorts, "env" | "cwd">,
): Promise<string | undefined> {
  if (door === "action") return options[name] as string | undefined;
  const file = options[`${name}File`];
  if (typeof file !== "string") return env[variable] || undefined;
  return readSecretFile(resolve(cwd, file));
}
