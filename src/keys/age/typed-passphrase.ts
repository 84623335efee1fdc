// A passphrase that a person types to open an archive: asked for again where it did not open it. One that was given
// in a file or by the environment never gets here.
import { ToolError } from "../../errors/tool-error.ts";
import { trimPassphrase } from "./unlock-secrets.ts";

/** In all. */
const MAX_TRIES = 3;

/**
 * Asks a person for the passphrase of an archive.
 * @param archive how the question calls it. @param wrong did the answer before this one not open it?
 */
export type AskPassphrase = (archive: string, wrong: boolean) => Promise<string>;

/**
 * What `open` makes of the passphrase that is typed.
 * @returns null for an empty answer.
 * @throws {ToolError} `keys-wrong-passphrase` of the last try; at once whatever else `open` throws.
 */
export async function openWithTyped<T>(
  ask: AskPassphrase,
  archive: string,
  open: (passphrase: string) => Promise<T>,
): Promise<T | null> {
  for (let tries = 1; ; tries++) {
    const typed = trimPassphrase(await ask(archive, tries > 1));
    if (typed === "") return null;
    try {
      return await open(typed);
    } catch (error) {
      const isWrong = error instanceof ToolError && error.code === "keys-wrong-passphrase";
      if (!isWrong || tries === MAX_TRIES) throw error;
    }
  }
}
