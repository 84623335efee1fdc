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

/** Options that name where keys come from, of which at most one may be given. */
export const keyInputNames = ["keys", "keysFile", "keysCommand"] as const;

/** Everything that belongs to the keys: none of it is read before event, options and trusted root have passed (T14, T2). */
export const keyMaterialNames: readonly string[] = [
  ...keyInputNames,
  "keysIdentity",
  "keysPassphrase",
  "keysIdentityFile",
  "keysPassphraseFile",
];

/**
 * Decides whether a run will touch an offline key, from the command and its options alone: everything that
 * must be proven before a key input is read hangs on it (T2, T14).
 *
 * A dry run opens no archive (T13). A command that can do without keys uses them when it is given some.
 * @param options by declared name; values may still be raw.
 */
export function usesKeys({ needs }: Pick<CommandNeeds, "needs">, options: Readonly<Record<string, unknown>>): boolean {
  if (isDryRun(options)) return false;
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
