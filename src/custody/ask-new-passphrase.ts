// Asks a person for a new passphrase: without echo, and twice, since nobody sees what is typed.

import type { Log } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { requireNewPassphrase, STRONG_PASSPHRASE } from "../keys/age/passphrase.ts";
import { trimPassphrase } from "../keys/age/unlock-secrets.ts";

const MAX_TRIES = 3;
const RULE = `Use ${STRONG_PASSPHRASE}, or press Enter and one is made for you.`;

/**
 * @param ask one question, answered without echo.
 * @returns null for an empty answer: one is to be made.
 * @throws {ToolError} `keys-passphrase-weak` or `declined` when the last try was weak, or not typed twice alike;
 *   `declined` when a question was left.
 */
export async function askNewPassphrase(ask: (question: string) => Promise<string>, log: Log): Promise<string | null> {
  log.info(`A new passphrase is needed. ${RULE}`);
  for (let tries = 1; ; tries++) {
    const typed = trimPassphrase(await ask("New passphrase (press Enter, and one is made for you):"));
    if (typed === "") return null;
    const weak = weakness(typed);
    if (weak === null && trimPassphrase(await ask("The same passphrase again:")) === typed) return typed;
    if (tries === MAX_TRIES) throw weak ? tooWeak(weak) : neverAlike();
    log.warning(weak ? `${weak.happened} ${RULE}` : "The two passphrases differ.");
  }
}

function weakness(typed: string): ToolError | null {
  try {
    requireNewPassphrase(typed);
    return null;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}

function tooWeak({ code, happened }: ToolError): ToolError {
  return new ToolError(code, { happened, next: `Run the command again. ${RULE}` });
}

function neverAlike(): ToolError {
  return new ToolError("declined", {
    happened: `The new passphrase was not typed the same twice, after ${MAX_TRIES} tries.`,
    next: "Run the command again, or press Enter and one is made for you.",
  });
}

/** Shown once, on a line of its own that nothing breaks. */
export function sayPassphrase(log: Pick<Log, "info">, passphrase: string): void {
  log.info("The next line is the new passphrase. Write it down now, then clear this screen.");
  log.info(passphrase);
}
