import {
  optionFlag,
  singleQuoted
} from "./chunk-VNGMR44M.js";

// src/completion/words.ts
function completions(commands, always) {
  return commands.map(({ name, summary, options, args }) => ({
    name,
    summary,
    options: [
      ...Object.entries({ ...options, ...always }).filter(([, option]) => option.only !== "action").map(([key, option]) => ({ flag: `--${optionFlag(key)}`, help: option.help, value: followedBy(option) })),
      { flag: "--help", help: "Show how the command is used.", value: "none" }
    ],
    positions: args.map((key) => followedBy(options[key]))
  }));
}
function followedBy(option) {
  return option.kind === "switch" ? "none" : option.choices ? { words: option.choices } : option.kind === "path" ? "file" : option.kind === "version-or-latest" ? { words: ["latest"] } : "free";
}
function commandTree(commands) {
  let tree = /* @__PURE__ */ new Map();
  for (let command of commands) {
    let first = command.name.split(" ")[0];
    tree.set(first, [...tree.get(first) ?? [], command]);
  }
  return tree;
}
function secondWord({ name }) {
  return name.split(" ")[1] ?? null;
}
function secondWords(members) {
  return members.flatMap((member) => {
    let word = secondWord(member);
    if (word !== null) return [{ word, says: member.summary }];
    let [first] = member.positions;
    return typeof first == "object" ? first.words.map((choice) => ({ word: choice, says: member.summary })) : [];
  });
}
function flagsWithValue({ options }) {
  return options.filter(({ value }) => value !== "none").map(({ flag }) => flag);
}

// src/completion/bash.ts
function bashCompletion(commands) {
  let tree = commandTree(commands), groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null)), pairs2 = commands.filter((command) => secondWord(command) !== null).map(({ name }) => name);
  return `# bash completion for factory-tuf
_factory_tuf_words() { COMPREPLY=($(compgen -P "\${2-}" -W "$1" -- "$cur")); }
_factory_tuf_files() { compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur")); }
_factory_tuf_valued() {
  case "$1" in
${commands.map((command) => `    ${singleQuoted(command.name)}) valued=${singleQuoted(` ${flagsWithValue(command).join(" ")} `)} ;;`).join(`
`)}
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
    elif [ "$i" = 1 ] && [[ "$command $word" == @(${pairs2.map((name) => name.replaceAll(" ", "\\ ")).join("|") || "?"}) ]]; then
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
${groups.map(([first, members]) => `      ${singleQuoted(first)}) _factory_tuf_words ${singleQuoted(wordsAfter(members))}; return 0 ;;`).join(`
`)}
    esac
  fi
  if [ "$skip" = 1 ]; then
    case "$command $prev" in
${commands.flatMap(valueCases).join(`
`)}
    esac
    return 0
  fi
  if [ "$ended" = 0 ] && [[ "$cur" == -* ]]; then
    case "$command" in
${commands.map(flagsCase).join(`
`)}
    esac
    return 0
  fi
  case "$command $at" in
${commands.flatMap(positionCases).join(`
`)}
  esac
}
complete -F _factory_tuf factory-tuf
`;
}
function wordsAfter(members) {
  return secondWords(members).map(({ word }) => word).join(" ");
}
function valueCases({ name, options }) {
  return options.flatMap(({ flag, value }) => caseOf(`${name} ${flag}`, value));
}
function positionCases({ name, positions }) {
  return positions.flatMap((value, index) => caseOf(`${name} ${index}`, value));
}
function flagsCase({ name, options }) {
  let flags = options.map(({ flag }) => flag).join(" ");
  return `      ${singleQuoted(name)}) _factory_tuf_words ${singleQuoted(flags)} ;;`;
}
function caseOf(what, value) {
  return value === "file" ? [`      ${singleQuoted(what)}) _factory_tuf_files ;;`] : typeof value != "object" ? [] : [`      ${singleQuoted(what)}) _factory_tuf_words ${singleQuoted(value.words.join(" "))} "$glued" ;;`];
}

// src/completion/fish.ts
function fishCompletion(commands) {
  let lines = [line("true", ["-f"])];
  for (let [first, members] of commandTree(commands)) {
    let summary = members.length > 1 ? `${first} commands` : members[0].summary;
    if (lines.push(line("__factory_tuf_nothing", ["-a", quoted(first), "-d", quoted(summary)])), members.every((member) => secondWord(member) === null)) continue;
    let here = `__factory_tuf_first ${first}`;
    for (let { word, says } of secondWords(members)) lines.push(line(here, ["-a", quoted(word), "-d", quoted(says)]));
  }
  for (let command of commands) {
    let { name, options, positions } = command;
    lines.push(...options.map((option) => line(`__factory_tuf_in ${name}`, optionWords(option))));
    let flags = flagsWithValue(command).join(" ");
    positions.forEach((value, index) => {
      let offer = positionWords(value);
      offer && lines.push(line(`__factory_tuf_at ${index} "${flags}" ${name}`, offer));
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
${lines.join(`
`)}
`;
}
function pairs(commands) {
  return commands.filter((command) => secondWord(command) !== null).map(({ name }) => quoted(name)).join(" ") || "''";
}
function optionWords({ flag, help, value }) {
  return ["-l", flag.replace(/^--/, ""), "-d", quoted(help), ...valueWords(value)];
}
function valueWords(value) {
  return value === "none" ? [] : value === "file" ? ["-r", "-F"] : typeof value == "object" ? ["-x", "-a", quoted(value.words.join(" "))] : ["-x"];
}
function positionWords(value) {
  return value === "file" ? ["-F"] : typeof value == "object" ? ["-a", quoted(value.words.join(" "))] : null;
}
function line(condition, words) {
  return ["complete", "-c", "factory-tuf", "-n", quoted(condition), ...words].join(" ");
}
function quoted(text) {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

// src/completion/zsh.ts
function zshCompletion(commands) {
  let tree = commandTree(commands), groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null)), pairs2 = commands.filter((command) => secondWord(command) !== null).map(({ name }) => singleQuoted(name));
  return `#compdef factory-tuf
# zsh completion for factory-tuf
_factory_tuf() {
  local -a choices
  if (( CURRENT == 2 )); then
    choices=(
${[...tree].map(([first, members]) => `      ${described(first, members.length > 1 ? `${first} commands` : members[0].summary)}`).join(`
`)}
    )
    _describe command choices
    return
  fi
  if (( CURRENT == 3 )); then
    case $words[2] in
${groups.map(([first, members]) => groupCase(first, members)).join(`
`)}
    esac
  fi
  local command=$words[2]
  case "$words[2] $words[3]" in
    ${pairs2.join(" | ") || "''"}) command="$words[2] $words[3]"; shift words; (( CURRENT-- )) ;;
  esac
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join(`
`)}
  esac
}
if [[ $funcstack[1] == _factory_tuf || $funcstack[1] == _factory-tuf ]]; then
  _factory_tuf "$@"
else
  compdef _factory_tuf factory-tuf
fi
`;
}
function groupCase(first, members) {
  let choices = secondWords(members).map(({ word, says }) => described(word, says));
  return `      ${singleQuoted(first)}) choices=(${choices.join(" ")}); _describe command choices; return ;;`;
}
function commandCase({ name, options, positions }) {
  let specs = [
    ...options.map(({ flag, help, value }) => singleQuoted(optionSpec(flag, help, value))),
    ...positions.map((value, index) => singleQuoted(`${index + 1}${action(value, "argument")}`))
  ];
  return `    ${singleQuoted(name)})
      _arguments -S \\
        ${specs.join(` \\
        `)} ;;`;
}
function optionSpec(flag, help, value) {
  return `*${flag}${value === "none" ? "" : "="}[${bracketed(help)}]${action(value, "value")}`;
}
function action(value, message) {
  return value === "none" ? "" : value === "file" ? `:${message}:_files` : typeof value == "object" ? `:${message}:(${value.words.join(" ")})` : `:${message}: `;
}
function described(word, summary) {
  return singleQuoted(`${word}:${summary}`);
}
function bracketed(text) {
  return text.replace(/[\\[\]:]/g, "\\$&");
}

// src/completion/script.ts
var SHELLS = ["bash", "zsh", "fish"], SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
function completionScript(commands, always, shell) {
  return SCRIPTS[shell](completions(commands, always));
}
function isOurScript(text, shell) {
  return text.split(`
`, 2).includes(`# ${shell} completion for factory-tuf`);
}

export {
  SHELLS,
  completionScript,
  isOurScript
};
