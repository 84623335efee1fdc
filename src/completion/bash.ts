// The completion script for bash: case statements over the words typed so far, all data in the script itself. Files are
// left to readline, which knows quotes, blanks and folders.

import { singleQuoted } from "../text/shell-word.ts";
import { type CompletedCommand, commandTree, flagsWithValue, secondWord, secondWords, type Value } from "./words.ts";

export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const tree = commandTree(commands);
  const groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null));
  const pairs = commands.filter((command) => secondWord(command) !== null).map(({ name }) => name);
  return `# bash completion for factory-tuf
_factory_tuf_words() { COMPREPLY=($(compgen -P "\${2-}" -W "$1" -- "$cur")); }
_factory_tuf_files() { compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur")); }
_factory_tuf_valued() {
  case "$1" in
${commands.map((command) => `    ${singleQuoted(command.name)}) valued=${singleQuoted(` ${flagsWithValue(command).join(" ")} `)} ;;`).join("\n")}
  esac
}
_factory_tuf() {
  local cur prev="" command="" valued="" glued="" at=0 skip=0 ended=0 word i
  local -a words=()
  COMPREPLY=()
  # Bash breaks a word at "=": it is put together again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [ "\${#words[@]}" -gt 0 ] && [[ "\${words[\${#words[@]}-1]}" == --* ]] &&
      { [ "$word" = "=" ] || [ "\${COMP_WORDS[i-1]}" = "=" ]; }; then
      words[\${#words[@]}-1]+="$word"
    else
      words+=("$word")
    fi
  done
  cur="\${words[\${#words[@]}-1]}"
  for ((i = 0; i < \${#words[@]} - 1; i++)); do
    word="\${words[i]}"
    prev=""
    if [ "$skip" = 1 ]; then
      skip=0
    elif [ "$ended" = 1 ]; then
      at=$((at + 1))
    elif [ -z "$command" ]; then
      [[ "$word" == -* ]] || { command="$word"; _factory_tuf_valued "$command"; }
    elif [ "$i" = 1 ] && [[ "$command $word" == @(${pairs.map((name) => name.replaceAll(" ", "\\ ")).join("|") || "?"}) ]]; then
      command="$command $word"
      _factory_tuf_valued "$command"
    elif [ "$word" = "--" ]; then
      ended=1
    elif [[ "$word" == -* ]]; then
      if [[ "$valued" == *" $word "* ]]; then skip=1 prev="$word"; fi
    else
      at=$((at + 1))
    fi
  done
  if [ "$ended" = 0 ] && [ "$skip" = 0 ] && [[ "$cur" == --*=* ]]; then
    prev="\${cur%%=*}"
    cur="\${cur#*=}"
    [[ "\${COMP_WORDBREAKS-}" == *=* ]] || glued="$prev="
    [[ "$valued" == *" $prev "* ]] || return 0
    skip=1
  fi
  if [ -z "$command" ]; then
    _factory_tuf_words ${singleQuoted([...tree.keys(), "--help", "--version"].join(" "))}
    return 0
  fi
  if [ "\${#words[@]}" = 2 ] && [[ "$cur" != -* ]]; then
    case "$command" in
${groups.map(([first, members]) => `      ${singleQuoted(first)}) _factory_tuf_words ${singleQuoted(wordsAfter(members))}; return 0 ;;`).join("\n")}
    esac
  fi
  if [ "$skip" = 1 ]; then
    case "$command $prev" in
${commands.flatMap(valueCases).join("\n")}
    esac
    return 0
  fi
  if [ "$ended" = 0 ] && [[ "$cur" == -* ]]; then
    case "$command" in
${commands.map(flagsCase).join("\n")}
    esac
    return 0
  fi
  case "$command $at" in
${commands.flatMap(positionCases).join("\n")}
  esac
}
complete -F _factory_tuf factory-tuf
`;
}

function wordsAfter(members: readonly CompletedCommand[]): string {
  return secondWords(members)
    .map(({ word }) => word)
    .join(" ");
}

function valueCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flag, value }) => caseOf(`${name} ${flag}`, value));
}

function positionCases({ name, positions }: CompletedCommand): string[] {
  return positions.flatMap((value, index) => caseOf(`${name} ${index}`, value));
}

function flagsCase({ name, options }: CompletedCommand): string {
  const flags = options.map(({ flag }) => flag).join(" ");
  return `      ${singleQuoted(name)}) _factory_tuf_words ${singleQuoted(flags)} ;;`;
}

function caseOf(what: string, value: Value): string[] {
  if (value === "file") return [`      ${singleQuoted(what)}) _factory_tuf_files ;;`];
  if (typeof value !== "object") return [];
  return [`      ${singleQuoted(what)}) _factory_tuf_words ${singleQuoted(value.words.join(" "))} "$glued" ;;`];
}
