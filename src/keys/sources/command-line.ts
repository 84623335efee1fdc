// Splits `keys-command` or `signer-command` into a program and its arguments: double quotes and backslash, no shell (T17).
import { ToolError } from "../../errors/tool-error.ts";

export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/** The options that name a program. */
export type CommandOption = "keys-command" | "signer-command";

/**
 * Words are separated by white space. Double quotes keep white space together and may be empty; a backslash takes
 * `"`, `\` or a blank after it literally, and is itself before anything else (`C:\tools\show.exe`). Nothing else
 * has a meaning: `$`, `|`, `;` and `'` reach the program as they are.
 * @param option which of the two it is, for the message.
 * @throws {ToolError} `value-invalid` for an open quote or no program; `value-missing` for an empty text.
 */
export function parseCommandLine(text: string, option: CommandOption = "keys-command"): CommandLine {
  const invalid = (why: string) => invalidLine(option, why);
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && /["\\\s]/.test(text[at + 1] ?? "")) word = (word ?? "") + text[++at]!;
    else if (char === '"') {
      quoted = !quoted;
      word ??= "";
    } else if (/\s/.test(char) && !quoted) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + char;
  }
  if (quoted) throw invalid("opens a double quote and does not close it");
  if (word !== null) words.push(word);
  const [program, ...args] = words;
  if (program === undefined) {
    throw new ToolError("value-missing", {
      happened: `${option} is empty.`,
      next: 'Give a program and its arguments, e.g. show-secret "release keys".',
    });
  }
  if (program.trim() === "") throw invalid("begins with an empty word instead of a program");
  if (program.includes('"')) throw invalid("names a program with a double quote in its name");
  if (words.some((part) => part.includes("\0"))) throw invalid("holds a NUL character");
  return { program, args };
}

function invalidLine(option: CommandOption, why: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `${option} ${why}.`,
    next: 'Write a program and its arguments; quote an argument with blanks as "...", and a quote in it as \\".',
  });
}

/** The last part of a program's path, plain characters only: messages name it, and never its arguments. */
export function programName({ program }: CommandLine): string {
  return (program.split(/[/\\]/).at(-1) ?? "").slice(0, 60).replace(/[^\x21-\x7e ]|`/g, "?");
}
