// Which options hold secrets, and which say where keys come from: known before any of them is read.
import type { CommandNeeds } from "./declaration.ts";

/** Options whose value is a secret: never quoted in a message, masked in the Action before any other use. */
export const secretOptions: ReadonlySet<string> = new Set([
  "token",
  "clientSecret",
  "keysIdentity",
  "keysPassphrase",
  "githubToken",
]);

/** `keys` is a path on the command line and the secret content in the Action. */
export function isSecretOption(name: string, door: "cli" | "action"): boolean {
  return secretOptions.has(name) || (door === "action" && name === "keys");
}

/** Options that name where an archive comes from. */
export const archiveInputNames = ["keys", "keysFile", "keysCommand"] as const;

/** Options that name what signs elsewhere. None of them is a secret. */
export const signerInputNames = ["signer", "signerCommand"] as const;

/** Options that name where signatures come from, of which at most one may be given. */
export const keyInputNames: readonly string[] = [...archiveInputNames, ...signerInputNames];

/** Everything that belongs to an archive: none of it is read before event, options and trusted root have passed (T14, T2). */
export const keyMaterialNames: readonly string[] = [
  ...archiveInputNames,
  "keysIdentity",
  "keysPassphrase",
  "keysIdentityFile",
  "keysPassphraseFile",
];

/**
 * Decides whether a run will touch an offline key, from the command and its options alone: everything that
 * must be proven before a key input is read hangs on it (T2, T14).
 *
 * A dry run opens no archive (T13). A command that can do without keys uses them when it is given some. A plan asks a signer
 * for nothing: it knows what that can sign.
 * @param options by declared name; values may still be raw.
 */
export function usesKeys(
  { needs, plansOnly }: Pick<CommandNeeds, "needs" | "plansOnly">,
  options: Readonly<Record<string, unknown>>,
): boolean {
  if (plansOnly || isDryRun(options)) return false;
  return needs === "keys" || keyInputNames.some((name) => options[name] !== undefined && options[name] !== "");
}

/** Decides whether a run will give devices something new without a key of its own (T14). */
export function publishes(
  command: Pick<CommandNeeds, "publishes">,
  options: Readonly<Record<string, unknown>>,
): boolean {
  return command.publishes === true && !isDryRun(options);
}

function isDryRun(options: Readonly<Record<string, unknown>>): boolean {
  return options.dryRun === true || options.dryRun === "true";
}
