// Decides whether a run will touch an offline key, from the command and its options alone: everything that
// must be proven before a key input is read hangs on it (T2, T14).
import { keyInputNames } from "../options/common-options.ts";

interface Needs {
  readonly needs: "nothing" | "factory" | "keys";
}

/**
 * A dry run opens no archive (T13). A command that can do without keys uses them when it is given some.
 * @param options by declared name; values may still be raw.
 */
export function usesKeys({ needs }: Needs, options: Readonly<Record<string, unknown>>): boolean {
  if (options.dryRun === true || options.dryRun === "true") return false;
  return needs === "keys" || keyInputNames.some((name) => options[name] !== undefined && options[name] !== "");
}
