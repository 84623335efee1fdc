// Asks a person for a new passphrase: without echo, and twice, since nobody sees what is typed.
import { requireNewPassphrase } from "../../keys/passphrase.ts";
import { trimPassphrase } from "../../keys/unlock-secrets.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Log } from "../command.ts";

const MAX_TRIES = 3;

/**
 * @param ask one question, answered without echo.
 * @returns null for an empty answer: one is to be made.
 * @throws {ToolError} `keys-passphrase-weak`; `declined` when it was never typed twice alike, or a question was left.
 */
export async function askNewPassphrase(
  ask: (question: string) => Promise<string>,
  log: Pick<Log, "warning">,
): Promise<string | null> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const typed = trimPassphrase(await ask("New passphrase (leave it empty, and one is made for you):"));
    if (typed === "") return null;
    requireNewPassphrase(typed);
    if (trimPassphrase(await ask("The same passphrase again:")) === typed) return typed;
    if (tries < MAX_TRIES) log.warning("These were two different passphrases.");
  }
  throw new ToolError("declined", {
    happened: `The new passphrase was typed ${MAX_TRIES} times, and never twice alike.`,
    next: "Run the command again; leave the answer empty and one is made for you.",
  });
}
