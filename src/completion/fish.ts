// The completion script for fish: one `complete` line for each command, option, position and fixed word.
import {
  type CompletedCommand,
  type CompletedOption,
  commandTree,
  flagsWithValue,
  secondWord,
  secondWords,
  type Value,
} from "./words.ts";

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines: string[] = [line("true", ["-f"])];
  for (const [first, members] of commandTree(commands)) {
    const summary = members.length > 1 ? `${first} commands` : members[0]!.summary;
    lines.push(line("__factory_tuf_nothing", ["-a", quoted(first), "-d", quoted(summary)]));
    if (members.every((member) => secondWord(member) === null)) continue;
    const here = `__factory_tuf_first ${first}`;
    for (const { word, says } of secondWords(members)) lines.push(line(here, ["-a", quoted(word), "-d", quoted(says)]));
  }
  for (const command of commands) {
    const { name, options, positions } = command;
    lines.push(...options.map((option) => line(`__factory_tuf_in ${name}`, optionWords(option))));
    const flags = flagsWithValue(command).join(" ");
    positions.forEach((value, index) => {
      const offer = positionWords(value);
      if (offer) lines.push(line(`__factory_tuf_at ${index} "${flags}" ${name}`, offer));
    });
  }
  return `# fish completion for factory-tuf
function __factory_tuf_nothing
    test (count (commandline -opc)) -eq 1
end
function __factory_tuf_first
    set -l typed (commandline -opc)
    test (count $typed) -eq 2; and test "$typed[2]" = "$argv[1]"
end
function __factory_tuf_in
    set -l typed (commandline -opc)
    set -l last (math (count $argv) + 1)
    test (count $typed) -ge $last; or return 1
    set -l begin $typed[2..$last]
    test "$begin" = "$argv"; or return 1
    # Of two commands with the same first word the longer one counts.
    test (count $argv) -eq 2; or not contains -- "$typed[2] $typed[3]" ${pairs(commands)}
end
# Is the word at the cursor at this position? A flag in the list takes the word after it.
function __factory_tuf_at
    set -l wanted $argv[1]
    set -l valued (string split " " -- $argv[2])
    set -l name $argv[3..-1]
    __factory_tuf_in $name; or return 1
    set -l typed (commandline -opc)
    set -l at 0
    set -l skip 0
    set -l ended 0
    for word in $typed[(math (count $name) + 2)..-1]
        if test $skip = 1
            set skip 0
        else if test $ended = 0; and test "$word" = --
            set ended 1
        else if test $ended = 0; and string match -q -- '-*' $word
            contains -- $word $valued; and set skip 1
        else
            set at (math $at + 1)
        end
    end
    test $skip = 0; and test $at -eq $wanted
end
${lines.join("\n")}
`;
}

function pairs(commands: readonly CompletedCommand[]): string {
  const names = commands.filter((command) => secondWord(command) !== null).map(({ name }) => quoted(name));
  return names.join(" ") || "''";
}

function optionWords({ flag, help, value }: CompletedOption): string[] {
  return ["-l", flag.replace(/^--/, ""), "-d", quoted(help), ...valueWords(value)];
}

function valueWords(value: Value): string[] {
  if (value === "none") return [];
  if (value === "file") return ["-r", "-F"];
  return typeof value === "object" ? ["-x", "-a", quoted(value.words.join(" "))] : ["-x"];
}

function positionWords(value: Value): string[] | null {
  if (value === "file") return ["-F"];
  return typeof value === "object" ? ["-a", quoted(value.words.join(" "))] : null;
}

function line(condition: string, words: readonly string[]): string {
  return ["complete", "-c", "factory-tuf", "-n", quoted(condition), ...words].join(" ");
}

/** In single quotes fish knows two escapes, of the quote and of the backslash. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
