import "./chunk-LDZM6R2Q.js";
import {
  optionFlag
} from "./chunk-CAECAUN4.js";
import "./chunk-AOHIHQKH.js";
import {
  cliOptions
} from "./chunk-CCKPHMJO.js";
import "./chunk-BDUGV67J.js";
import "./chunk-XQQGTIKK.js";
import "./chunk-ZB5ZM2CC.js";
import "./chunk-XZWJ3NC3.js";
import "./chunk-BZLGDXI2.js";
import "./chunk-IAASVYQS.js";
import "./chunk-73X3T6A5.js";

// src/commands/completion/completion-words.ts
function completions(commands) {
  return commands.map(({ name, summary, options, args }) => ({
    name,
    summary,
    options: [
      ...Object.entries({ ...options, ...cliOptions }).filter(([, option]) => option.only !== "action").map(([key, option]) => ({ flag: `--${optionFlag(key)}`, help: option.help, value: followedBy(option) })),
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
  for (let command2 of commands) {
    let first = command2.name.split(" ")[0];
    tree.set(first, [...tree.get(first) ?? [], command2]);
  }
  return tree;
}
function secondWord({ name }) {
  return name.split(" ")[1] ?? null;
}
function shellWord(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

// src/commands/completion/completion-bash.ts
function bashCompletion(commands) {
  let tree = commandTree(commands), groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null));
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
${groups.map(([first, members]) => `    ${shellWord(first)}) COMPREPLY=($(compgen -W ${shellWord(members.map(secondWord).join(" "))} -- "$cur")) ;;`).join(`
`)}
${commands.map(commandCase).join(`
`)}
  esac
}
complete -F _factory_tuf factory-tuf
`;
}
function commandCase({ name, options, positions }) {
  let values = options.filter(({ value }) => value !== "none").map(({ flag, value }) => `        ${shellWord(flag)}) ${answer(value)}; return ;;`), places = positions.map((value, index) => `        ${index}) ${answer(value)} ;;`);
  return `    ${shellWord(name)})
      case "$prev" in
${values.join(`
`)}
      esac
      if [[ "$cur" == -* ]]; then
        COMPREPLY=($(compgen -W ${shellWord(options.map(({ flag }) => flag).join(" "))} -- "$cur"))
        return
      fi
      case "$at" in
${places.join(`
`)}
        *) COMPREPLY=() ;;
      esac ;;`;
}
function answer(value) {
  return value === "file" ? 'COMPREPLY=($(compgen -f -- "$cur"))' : typeof value == "object" ? `COMPREPLY=($(compgen -W ${shellWord(value.words.join(" "))} -- "$cur"))` : "COMPREPLY=()";
}
function alternatives(words) {
  return words.map(shellWord).join(" | ") || "''";
}

// src/commands/completion/completion-fish.ts
function fishCompletion(commands) {
  let lines = [];
  for (let [first, members] of commandTree(commands)) {
    let summary = members.length > 1 ? `${first} commands` : members[0].summary;
    lines.push(line("test (count (commandline -opc)) -eq 1", ["-f", "-a", quoted(first), "-d", quoted(summary)]));
    for (let member of members) {
      let second = secondWord(member);
      if (second === null) continue;
      let here = `test (count (commandline -opc)) -eq 2; and __factory_tuf_in ${first}`;
      lines.push(line(here, ["-f", "-a", quoted(second), "-d", quoted(member.summary)]));
    }
  }
  for (let { name, options, positions } of commands) {
    let here = `__factory_tuf_in ${name}`;
    lines.push(...options.map((option) => line(here, optionWords(option))));
    let words = positions.flatMap((value) => typeof value == "object" ? value.words : []);
    words.length > 0 ? lines.push(line(here, ["-f", "-a", quoted(words.join(" "))])) : positions.includes("file") || lines.push(line(here, ["-f"]));
  }
  return `# fish completion for factory-tuf
function __factory_tuf_in
    set -l typed (commandline -opc)
    set -l last (math (count $argv) + 1)
    test (count $typed) -ge $last; or return 1
    set -l begin $typed[2..$last]
    test "$begin" = "$argv"
end
${lines.join(`
`)}
`;
}
function optionWords({ flag, help, value }) {
  return ["-l", flag.replace(/^--/, ""), "-d", quoted(help), ...valueWords(value)];
}
function valueWords(value) {
  return value === "none" ? [] : value === "file" ? ["-r", "-F"] : typeof value == "object" ? ["-x", "-a", quoted(value.words.join(" "))] : ["-x"];
}
function line(condition, words) {
  return ["complete", "-c", "factory-tuf", "-n", quoted(condition), ...words].join(" ");
}
function quoted(text) {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

// src/commands/completion/completion-zsh.ts
function zshCompletion(commands) {
  let tree = commandTree(commands), groups = [...tree].filter(([, members]) => members.some((member) => secondWord(member) !== null));
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
  case $command in
    ${groups.map(([first]) => shellWord(first)).join(" | ") || "''"}) command="$words[2] $words[3]"; shift words; (( CURRENT-- )) ;;
  esac
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase2).join(`
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
  let choices = members.map((member) => described(secondWord(member), member.summary));
  return `      ${shellWord(first)}) choices=(${choices.join(" ")}); _describe command choices; return ;;`;
}
function commandCase2({ name, options, positions }) {
  let specs = [
    ...options.map(({ flag, help, value }) => shellWord(`*${flag}[${bracketed(help)}]${action(value, "value")}`)),
    ...positions.map((value, index) => shellWord(`${index + 1}${action(value, "argument")}`))
  ];
  return `    ${shellWord(name)})
      _arguments -S \\
        ${specs.join(` \\
        `)} ;;`;
}
function action(value, message) {
  return value === "none" ? "" : value === "file" ? `:${message}:_files` : typeof value == "object" ? `:${message}:(${value.words.join(" ")})` : `:${message}: `;
}
function described(word, summary) {
  return shellWord(`${word}:${summary}`);
}
function bracketed(text) {
  return text.replace(/[\\[\]:]/g, "\\$&");
}

// src/commands/completion/completion.ts
var SHELLS = ["bash", "zsh", "fish"], SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }, completionOf = (registry) => ({
  name: "completion",
  order: 620,
  summary: "Print a completion script for bash, zsh or fish.",
  details: "The script contains every command, option and fixed word of this version. Print it again after an update. It never calls the Factory, and pressing the tab key runs nothing.",
  examples: [
    'eval "$(factory-tuf completion bash)"',
    "factory-tuf completion zsh > ~/.zfunc/_factory-tuf",
    "factory-tuf completion fish > ~/.config/fish/completions/factory-tuf.fish"
  ],
  args: ["shell"],
  options: {
    shell: {
      kind: "text",
      help: "The shell to complete in.",
      choices: SHELLS,
      required: !0,
      placeholder: "<shell>"
    }
  },
  runs: "machine",
  needs: "nothing",
  dataHelp: ["shell: the shell", "script: the completion script"],
  async run(_ctx, { shell }) {
    let commands = await Promise.all(Object.values(registry).map((load) => load())), script = SCRIPTS[shell](completions(commands));
    return { status: "done", changed: "no", outputs: {}, data: { shell, script } };
  },
  stdout: ({ data }) => data.script,
  report: ({ data }) => ({
    title: `Completion for ${data.shell}`,
    blocks: [{ kind: "paragraph", text: [`A script of ${data.script.split(`
`).length - 1} lines.`] }]
  })
});
export {
  completionOf
};
