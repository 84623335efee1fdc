// The text of a page as a person enters it: on a terminal line by line, or code by code with a scanner that types, each
// checked before the next is asked for; else as a whole from standard input.

import type { Typing } from "../../context/context.ts";
import { lineProblem, readFirstLine } from "../../keys/paper/paper-lines.ts";
import { isScan, joinScans } from "../../keys/paper/paper-scan.ts";

type Ask = NonNullable<Typing["line"]>;

/** Secret. @throws {ToolError} `declined` when the person leaves. */
export async function typedText({ line: ask, all }: Typing): Promise<string> {
  if (!ask) return all();
  const first = await ask("Ctrl-U clears what was typed. Line 1, or a scanned code:", (typed) => {
    const page = isScan(typed) ? null : readFirstLine(typed);
    return page && "says" in page ? page.says : null;
  });
  return isScan(first) ? moreCodes(first, ask) : moreLines(first, ask);
}

async function moreLines(first: string, ask: Ask): Promise<string> {
  const page = readFirstLine(first);
  if ("says" in page) return first;
  const lines = [first];
  for (let line = 2; line <= page.lines; line++) {
    lines.push(
      await ask(`Line ${line} of ${page.lines}:`, (typed) => lineProblem(typed, line, page.groups)?.says ?? null),
    );
  }
  return lines.join("\n");
}

async function moreCodes(first: string, ask: Ask): Promise<string> {
  let text = first;
  for (;;) {
    const joined = joinScans(text);
    if ("text" in joined || joined.missing.length === 0) return text;
    const next = await ask(`Code ${joined.missing.join(" or ")}:`, (typed) => {
      if (!isScan(typed)) return "This is not a code from the page.";
      const more = joinScans(`${text}\n${typed}`);
      return "mistyped" in more && more.missing.length === 0 ? more.mistyped.says : null;
    });
    text = `${text}\n${next}`;
  }
}
