// Asks the person at the terminal, on stderr, so that stdout holds the result alone. Without a terminal nothing is
// asked: the caller gets an error that names the option to use instead.

import type { Ask } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { wrapMessage } from "../text/wrap-message.ts";
import { type Output, widthOf } from "./process-ports.ts";

export interface Asking {
  readonly input: NodeJS.ReadableStream;
  readonly output: Output;
  /** Aborting it takes the question back. */
  readonly signal: AbortSignal;
}

/** @throws {ToolError} `declined` for anything but a yes. */
export async function askToGoOn(question: string, asking: Asking): Promise<void> {
  if (!(await askYesNo(question, asking))) throw declined("The question was answered with no.");
}

/** @returns true for a yes alone. @throws {ToolError} `declined` when the question is left with Ctrl-C. */
export async function askYesNo(question: string, asking: Asking): Promise<boolean> {
  const { confirm } = await import("./prompts.ts");
  return await answered(confirm({ message: fitted(question, asking), default: false }, context(asking)));
}

/** @throws {ToolError} `declined` unless exactly `name` is typed. */
export async function askForName(question: string, name: string, asking: Asking): Promise<void> {
  const { input } = await import("./prompts.ts");
  const message = `${fitted(question, asking)}\nType the Factory's name to go on:`;
  const typed = await answered(input({ message }, context(asking)));
  if (typed.trim() !== name) throw declined(`What was typed is not ${name}.`);
}

/** Asks without echo. @throws {ToolError} `declined` when the question is left with Ctrl-C. */
export async function askForSecret(question: string, asking: Asking): Promise<string> {
  const { password } = await import("./prompts.ts");
  return await answered(
    password({ message: fitted(question, asking), mask: false, toggleMask: false }, context(asking)),
  );
}

/** Asks for a line that stays on the screen. @throws {ToolError} `declined` when the question is left with Ctrl-C. */
export async function askForAnswer(
  question: string,
  { byDefault, problem }: NonNullable<Parameters<Ask>[1]>,
  asking: Asking,
): Promise<string> {
  const { input } = await import("./prompts.ts");
  const validate = (typed: string) => {
    const wrong = problem?.(typed.trim()) ?? null;
    return wrong === null || fitted(wrong, asking);
  };
  // The answer that is proposed stands behind the question, and another one is typed there.
  const message = fitted(question, asking, AFTER + (byDefault?.length ?? 0));
  const asked = { message, validate, ...(byDefault !== undefined && { default: byDefault }) };
  return (await answered(input(asked, context(asking)))).trim();
}

/**
 * Asks for a line that is seen while it is typed, and is gone from the screen when it is right.
 * @param problem what is wrong with a line, said below it; then it can be corrected. Null: nothing.
 * @throws {ToolError} `declined` when the question is left with Ctrl-C.
 */
export async function askForLine(
  question: string,
  problem: (typed: string) => string | null,
  asking: Asking,
): Promise<string> {
  const { input } = await import("./prompts.ts");
  const asked = {
    message: fitted(question, asking),
    validate: (typed: string) => {
      const wrong = problem(typed);
      return wrong === null || fitted(wrong, asking);
    },
    transformer: (typed: string, { isFinal }: { isFinal: boolean }) => (isFinal ? "" : typed),
  };
  return await answered(input(asked, context(asking)));
}

/** What stands before a question (`? `) and may follow on its last line (` (y/N) `, with the cursor). */
const [BEFORE, AFTER] = [2, 8];
const MIN_WIDTH = 20;

function fitted(question: string, { output }: Asking, after = AFTER): string {
  const width = widthOf(output);
  return width === null ? question : wrapMessage(question, Math.max(MIN_WIDTH, width - after), BEFORE);
}

function context({ input, output, signal }: Asking) {
  return { input, output, signal, clearPromptOnDone: false };
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    // Ctrl-C, or the signal: the library's own errors say no more.
    if (error instanceof Error && /^(ExitPrompt|AbortPrompt|CancelPrompt)Error$/.test(error.name)) {
      throw declined("The question was left without an answer.");
    }
    throw error;
  }
}

function declined(happened: string): ToolError {
  return new ToolError("declined", { happened, next: "Run the command again when you are sure." });
}
