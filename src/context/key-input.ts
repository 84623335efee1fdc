// From the key options of either front door to a source of keys, or to a key that lives elsewhere. Nothing is opened, run or
// asked here.

import { resolve } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import type { UnlockSecrets } from "../keys/age/protection.ts";
import type { AskPassphrase } from "../keys/age/typed-passphrase.ts";
import type { ServicePorts } from "../keys/signers/remote/service.ts";
import { readSecretFile } from "../keys/sources/read-input.ts";
import { type KeySourceInput, keySource } from "../keys/sources/source.ts";
import type { KeySource, RemoteKey } from "../keys/types.ts";
import type { Environment } from "../text/environment.ts";
import { type Door, spelled } from "../text/option-names.ts";
import { type AnyOptionValues, type CommandNeeds, textOf } from "./declaration.ts";
import { archiveInputNames, keyMaterialNames, signerInputNames, usesKeys } from "./secret-options.ts";

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

/** What a run signs with. */
export interface KeysOfRun {
  readonly keys: KeySource | null;
  readonly signer: RemoteKey | null;
}

/**
 * @throws {ToolError} `keys-missing` for a command that signs, without anything to sign with; what a signer lacks, before
 *   anybody is asked to approve (`credentials-…`); what {@link remoteKeyOf} and {@link unlockSecretsOf} throw.
 */
export async function keysOfRun(
  run: { readonly command: CommandNeeds; readonly options: AnyOptionValues; readonly door: Door },
  ports: KeyInputPorts,
  elsewhere: ServicePorts,
): Promise<KeysOfRun> {
  const { command, options, door } = run;
  const signs = usesKeys(command, options);
  const isBeside = command.options["signer"]?.beside === true;
  const signer = await remoteKeyOf(options, door, { ports: elsewhere, isBeside });
  const keys = signs && (!signer || isBeside) ? await keySourceOf(options, door, ports) : null;
  const isNeeded = signs && command.needs === "keys";
  if (!keys && !signer && isNeeded) throw keysMissing(command.name, door);
  // doctor, which can do without, lists it among its blockers.
  if (isNeeded) await signer?.ready();
  return { keys, signer };
}

/**
 * @returns null when no key input was given.
 * @throws {ToolError} `keys-file-unreadable` for a file that holds an identity or a passphrase.
 */
async function keySourceOf(options: AnyOptionValues, door: Door, ports: KeyInputPorts): Promise<KeySource | null> {
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

/**
 * @returns null when no signer was given.
 * @throws {ToolError} `value-missing` for a signer without its key id, `options-conflict` for what goes with no signer,
 *   `value-invalid`.
 */
async function remoteKeyOf(
  options: AnyOptionValues,
  door: Door,
  { ports, isBeside }: { readonly ports: ServicePorts; readonly isBeside: boolean },
): Promise<RemoteKey | null> {
  const [signer, signerCommand] = signerInputNames.map((name) => textOf(options, name));
  const keyid = textOf(options, "signerKeyid");
  const name = (option: string) => spelled(option, door);
  if (signer === undefined && signerCommand === undefined) {
    if (keyid === undefined) return null;
    throw new ToolError("value-missing", {
      happened: `${name("signerKeyid")} was given without a signer.`,
      next: `Give ${name("signer")} as well${Object.hasOwn(options, "signerCommand") ? `, or ${name("signerCommand")}` : ""}.`,
    });
  }
  if (keyid === undefined) {
    throw new ToolError("value-missing", {
      happened: `A signer was given without ${name("signerKeyid")}, which is needed because the public key is read from the root, never from the signer.`,
      next: `Give the key's id, as the root lists it: factory-tuf root show, or keys list.`,
    });
  }
  const needless = keyMaterialNames.find((option) => options[option] !== undefined);
  if (needless !== undefined && !isBeside) {
    throw new ToolError("options-conflict", {
      happened: `${name(needless)} is for an archive and cannot be used with a signer.`,
      next: "Leave one of them out.",
    });
  }
  const { remoteKey } = await import("../keys/signers/remote/remote-key.ts");
  const from = signer !== undefined ? { uri: signer } : { command: signerCommand! };
  return remoteKey({ keyid, from }, ports);
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
  const [keys, keysFile, keysCommand] = archiveInputNames.map((name) => textOf(options, name));
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

function keysMissing(name: string, door: Door): ToolError {
  return new ToolError("keys-missing", {
    happened: `${name} signs, but no offline key was given.`,
    next:
      door === "action"
        ? "Give the encrypted archive as the input `keys` (from a secret), keys-file or keys-command; or signer and signer-keyid."
        : "Give the archive with --keys, or --keys-command; or a signer with --signer and --signer-keyid.",
  });
}
