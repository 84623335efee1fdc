// The completion script for fish: one `complete` line for each command, option and fixed word.
import {
  type CompletedCommand,
  type CompletedOption,
  commandTree,
  secondWord,
  type Value,
} from "./completion-words.ts";

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines: string[] = [];
  for (const [first, members] of commandTree(commands)) {
    const summary = members.length > 1 ? `${first} commands` : members[0]!.summary;
    lines.push(line(`test (count (commandline -opc)) -eq 1`, ["-f", "-a", quoted(first), "-d", quoted(summary)]));
    for (const member of members) {
      const second = secondWord(member);
      if (second === null) continue;
      const here = `test (count (commandline -opc)) -eq 2; and __factory_tuf_in ${first}`;
      lines.push(line(here, ["-f", "-a", quoted(second), "-d", quoted(member.summary)]));
    }
  }
  for (const { name, options, positions } of commands) {
    const here = `__factory_tuf_in ${name}`;
    lines.push(...options.map((option) => line(here, optionWords(option))));
    const words = positions.flatMap((value) => (typeof value === "object" ? value.words : []));
    if (words.length > 0) lines.push(line(here, ["-f", "-a", quoted(words.join(" "))]));
    else if (!positions.includes("file")) lines.push(line(here, ["-f"]));
  }
  return `# fish completion for factory-tuf
function __factory_tuf_in
    set -l typed (commandline -opc)
    set -l last (math (count $argv) + 1)
    test (count $typed) -ge $last; or return 1
    set -l begin $typed[2..$last]
    test "$begin" = "$argv"
end
${lines.join("\n")}
`;
}

function optionWords({ flag, help, value }: CompletedOption): string[] {
  return ["-l", flag.replace(/^--/, ""), "-d", quoted(help), ...valueWords(value)];
}

function valueWords(value: Value): string[] {
  if (value === "none") return [];
  if (value === "file") return ["-r", "-F"];
  return typeof value === "object" ? ["-x", "-a", quoted(value.words.join(" "))] : ["-x"];
}

function line(condition: string, words: readonly string[]): string {
  return ["complete", "-c", "factory-tuf", "-n", quoted(condition), ...words].join(" ");
}

/** In single quotes fish knows two escapes, of the quote and of the backslash. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
