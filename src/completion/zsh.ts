// The completion script for zsh: _describe for commands, _arguments for what a command takes.

import { singleQuoted } from "../text/shell-word.ts";
import { type CompletedCommand, commandTree, secondWord, secondWords, type Value } from "./words.ts";

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const tree = commandTree(commands);
  const groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null));
  const pairs = commands.filter((command) => secondWord(command) !== null).map(({ name }) => singleQuoted(name));
  return `#compdef factory-tuf
# zsh completion for factory-tuf
_factory_tuf() {
  local -a choices
  if (( CURRENT == 2 )); then
    choices=(
${[...tree].map(([first, members]) => `      ${described(first, members.length > 1 ? `${first} commands` : members[0]!.summary)}`).join("\n")}
    )
    _describe command choices
    return
  fi
  if (( CURRENT == 3 )); then
    case $words[2] in
${groups.map(([first, members]) => groupCase(first, members)).join("\n")}
    esac
  fi
  local command=$words[2]
  case "$words[2] $words[3]" in
    ${pairs.join(" | ") || "''"}) command="$words[2] $words[3]"; shift words; (( CURRENT-- )) ;;
  esac
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _factory_tuf || $funcstack[1] == _factory-tuf ]]; then
  _factory_tuf "$@"
else
  compdef _factory_tuf factory-tuf
fi
`;
}

function groupCase(first: string, members: readonly CompletedCommand[]): string {
  const choices = secondWords(members).map(({ word, says }) => described(word, says));
  return `      ${singleQuoted(first)}) choices=(${choices.join(" ")}); _describe command choices; return ;;`;
}

function commandCase({ name, options, positions }: CompletedCommand): string {
  const specs = [
    ...options.map(({ flag, help, value }) => singleQuoted(optionSpec(flag, help, value))),
    ...positions.map((value, index) => singleQuoted(`${index + 1}${action(value, "argument")}`)),
  ];
  return `    ${singleQuoted(name)})
      _arguments -S \\
        ${specs.join(" \\\n        ")} ;;`;
}

/** With "=" after its name a flag may have its value in the same word, or in the next. */
function optionSpec(flag: string, help: string, value: Value): string {
  return `*${flag}${value === "none" ? "" : "="}[${bracketed(help)}]${action(value, "value")}`;
}

function action(value: Value, message: string): string {
  if (value === "none") return "";
  if (value === "file") return `:${message}:_files`;
  return typeof value === "object" ? `:${message}:(${value.words.join(" ")})` : `:${message}: `;
}

function described(word: string, summary: string): string {
  return singleQuoted(`${word}:${summary}`);
}

/** Help text inside the square brackets of an option spec. */
function bracketed(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}
