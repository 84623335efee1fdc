// From the key options of either front door to a source of keys. Nothing is opened or run here.

import { resolve } from "node:path";
import type { UnlockSecrets } from "../keys/age/protection.ts";
import type { AskPassphrase } from "../keys/age/typed-passphrase.ts";
import { readSecretFile } from "../keys/sources/read-input.ts";
import { type KeySourceInput, keySource } from "../keys/sources/source.ts";
import type { KeySource } from "../keys/types.ts";
import type { Environment } from "../text/environment.ts";
import type { Door } from "../text/option-names.ts";
import { type AnyOptionValues, textOf } from "./declaration.ts";
import { keyInputNames } from "./secret-options.ts";

export interface KeyInputPorts {
  readonly env: Environment;
  readonly cwd: string;
  /** Called with every form of every secret before its first use. */
  readonly mask: (secret: string) => void;
  /** Absent where nobody can be asked. */
  readonly askPassphrase?: AskPassphrase | undefined;
  /** Says what a person should know of an archive, once. */
  readonly warn?: (message: string) => void;
  readonly signal: AbortSignal;
}

/**
 * @returns null when no key input was given.
 * @throws {ToolError} `keys-file-unreadable` for a file that holds an identity or a passphrase.
 */
export async function keySourceOf(
  options: AnyOptionValues,
  door: Door,
  ports: KeyInputPorts,
): Promise<KeySource | null> {
  const from = origin(options, door, ports.cwd, ports.env.GITHUB_WORKSPACE || ports.cwd);
  if (!from) return null;
  return keySource({
    from,
    ...(await unlockSecretsOf(options, door, ports)),
    opensOthers: textOf(options, "targetsKeys") !== undefined,
    plain: door === "action" ? "refused" : "accepted",
    weakPassphrase: door === "action" ? "refused" : "accepted",
    mask: ports.mask,
    env: ports.env,
    signal: ports.signal,
  });
}

/** @throws {ToolError} `keys-file-unreadable` for a file that holds an identity or a passphrase. */
export async function unlockSecretsOf(
  options: AnyOptionValues,
  door: Door,
  ports: Pick<KeyInputPorts, "env" | "cwd" | "askPassphrase" | "warn" | "signal">,
): Promise<UnlockSecrets> {
  const [identity, passphrase] = await Promise.all([
    secret(options, "keysIdentity", "FACTORY_TUF_IDENTITY", door, ports),
    secret(options, "keysPassphrase", "FACTORY_TUF_PASSPHRASE", door, ports),
  ]);
  return { identity, passphrase, ask: ports.askPassphrase, warn: ports.warn, signal: ports.signal };
}

function origin(options: AnyOptionValues, door: Door, cwd: string, workspace: string): KeySourceInput["from"] | null {
  const [keys, keysFile, keysCommand] = keyInputNames.map((name) => textOf(options, name));
  if (keysCommand !== undefined) return { command: keysCommand };
  if (keysFile !== undefined) return { file: resolve(cwd, keysFile), workspace };
  if (keys === undefined) return null;
  return door === "action" ? { content: keys } : { file: resolve(cwd, keys) };
}

async function secret(
  options: AnyOptionValues,
  name: "keysIdentity" | "keysPassphrase",
  variable: string,
  door: Door,
  { env, cwd, signal }: Pick<KeyInputPorts, "env" | "cwd" | "signal">,
): Promise<string | undefined> {
  if (door === "action") return textOf(options, name);
  const file = textOf(options, `${name}File`);
  if (file === undefined) return env[variable] || undefined;
  return readSecretFile(resolve(cwd, file), signal);
}
