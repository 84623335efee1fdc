// The text of a page as a person types it: line by line on a terminal, each checked before the next is asked for, or as
// a whole from standard input.
import { lineProblem, readFirstLine } from "../../keys/paper-lines.ts";
import type { Typing } from "../command.ts";

/** Secret. @throws {ToolError} `declined` when the person leaves. */
export async function typedText({ line: ask, all }: Typing): Promise<string> {
  if (!ask) return all();
  const firstLine = (typed: string) => {
    const read = readFirstLine(typed);
    return "says" in read ? read.says : read;
  };
  const lines = [
    await ask("Line 1:", (typed) => {
      const read = firstLine(typed);
      return typeof read === "string" ? read : null;
    }),
  ];
  const page = firstLine(lines[0]!);
  if (typeof page === "string") return lines[0]!;
  for (let line = 2; line <= page.lines; line++) {
    lines.push(
      await ask(`Line ${line} of ${page.lines}:`, (typed) => lineProblem(typed, line, page.groups)?.says ?? null),
    );
  }
  return lines.join("\n");
}
