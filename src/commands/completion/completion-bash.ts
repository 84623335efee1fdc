// The completion script for bash: case statements over the words typed so far, all data in the script itself.
import { type CompletedCommand, commandTree, secondWord, shellWord, type Value } from "./completion-words.ts";

export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const tree = commandTree(commands);
  const groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null));
  return `# bash completion for factory-tuf
_factory_tuf() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="" command="" at=0 word i
  COMPREPLY=()
  [ "$COMP_CWORD" -gt 0 ] && prev="\${COMP_WORDS[COMP_CWORD-1]}"
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [ -z "$command" ]; then
      command="$word"
    else
      case "$command" in
        ${alternatives(groups.map(([first]) => first))}) command="$command $word" ;;
        *) [[ "$word" == -* || "\${COMP_WORDS[i-1]}" == --* ]] || at=$((at + 1)) ;;
      esac
    fi
  done
  case "$command" in
    "") COMPREPLY=($(compgen -W ${shellWord([...tree.keys(), "--help", "--version"].join(" "))} -- "$cur")) ;;
${groups.map(([first, members]) => `    ${shellWord(first)}) COMPREPLY=($(compgen -W ${shellWord(members.map(secondWord).join(" "))} -- "$cur")) ;;`).join("\n")}
${commands.map(commandCase).join("\n")}
  esac
}
complete -F _factory_tuf factory-tuf
`;
}

function commandCase({ name, options, positions }: CompletedCommand): string {
  const withValue = options.filter(({ value }) => value !== "none");
  const values = withValue.map(({ flag, value }) => `        ${shellWord(flag)}) ${answer(value)}; return ;;`);
  const places = positions.map((value, index) => `        ${index}) ${answer(value)} ;;`);
  return `    ${shellWord(name)})
      case "$prev" in
${values.join("\n")}
      esac
      if [[ "$cur" == -* ]]; then
        COMPREPLY=($(compgen -W ${shellWord(options.map(({ flag }) => flag).join(" "))} -- "$cur"))
        return
      fi
      case "$at" in
${places.join("\n")}
        *) COMPREPLY=() ;;
      esac ;;`;
}

function answer(value: Value): string {
  if (value === "file") return 'COMPREPLY=($(compgen -f -- "$cur"))';
  if (typeof value === "object") return `COMPREPLY=($(compgen -W ${shellWord(value.words.join(" "))} -- "$cur"))`;
  return "COMPREPLY=()";
}

function alternatives(words: readonly string[]): string {
  return words.map(shellWord).join(" | ") || "''";
}
