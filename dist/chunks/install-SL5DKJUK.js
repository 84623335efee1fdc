import {
  SHELLS,
  completionScript,
  isOurScript
} from "./chunk-OXXJHTC6.js";
import {
  ToolError,
  allOf,
  cliOptions,
  counted,
  readRegularFile,
  singleQuoted,
  writeFileWhole
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/completion/install.ts
import { basename, join } from "node:path";
var MAX_SCRIPT_BYTES = 4 * 1024 * 1024, SHOWN_LINES = 8, completionInstallOf = (registry) => ({
  name: "completion install",
  order: 621,
  summary: "Put the completion script where your shell finds it. Replaces only its own file.",
  details: "For bash it writes to the user's folder of bash-completion, for fish to fish's folder of completions. For zsh it writes to a folder of its own and prints the line for .zshrc that names this folder. Run it again after an update.",
  examples: ["factory-tuf completion install", "factory-tuf completion install zsh --yes"],
  args: ["shell"],
  options: {
    shell: {
      kind: "text",
      help: "The shell. Default: the one that SHELL names.",
      choices: SHELLS,
      placeholder: "<shell>"
    }
  },
  runs: "machine",
  needs: "nothing",
  confirms: "yes",
  dataHelp: [
    "`shell`: the shell",
    "`file`: path of the script, absolute",
    "`startLine`: the line that .zshrc needs, or null"
  ],
  async run(ctx, options) {
    let shell = options.shell ?? shellOf(ctx.place.childEnvironment), { file, folder } = placeOf(shell, ctx.place.childEnvironment), startLine = shell === "zsh" ? `fpath=(${singleQuoted(folder)} $fpath); autoload -Uz compinit; compinit` : null, data = { shell, file, startLine }, script = completionScript(await allOf(registry), cliOptions, shell), there = await presentScript(file, shell);
    return there === script ? { status: "unchanged", changed: "no", outputs: {}, data } : (await ctx.confirm(preview(file, script, there !== null), `Write ${file}?`), await writeFileWhole(file, script, { chosenBy: { kind: "workspace", top: folder } }), { status: "done", changed: "yes", outputs: {}, data });
  },
  report: ({ status, data: { shell, file, startLine } }) => ({
    title: status === "done" ? `The completion for ${shell} is in ${file}` : `${file} holds the completion of this version already`,
    blocks: [{ kind: "paragraph", text: nextStep(shell, startLine) }]
  })
});
function shellOf({ SHELL = "" }) {
  let named = SHELLS.find((shell) => shell === basename(SHELL));
  if (named) return named;
  throw new ToolError("value-missing", {
    happened: `The variable SHELL names ${SHELL === "" ? "no shell" : basename(SHELL).slice(0, 40)}, and no shell was given.`,
    next: "Give the shell: factory-tuf completion install bash, zsh or fish."
  });
}
function placeOf(shell, env) {
  let home = env.HOME || env.USERPROFILE;
  if (!home)
    throw new ToolError("value-missing", {
      happened: "The variable HOME is not set, so the folder of the shell is not known.",
      next: `Set HOME, or write the script yourself: factory-tuf completion ${shell} > <file>.`
    });
  let shared = env.XDG_DATA_HOME || join(home, ".local/share"), folder = {
    bash: join(env.BASH_COMPLETION_USER_DIR || join(shared, "bash-completion"), "completions"),
    fish: join(env.XDG_CONFIG_HOME || join(home, ".config"), "fish/completions"),
    zsh: join(shared, "factory-tuf/zsh")
  }[shell], name = { bash: "factory-tuf", fish: "factory-tuf.fish", zsh: "_factory-tuf" }[shell];
  return { file: join(folder, name), folder };
}
async function presentScript(file, shell) {
  let read = await readRegularFile(file, null, MAX_SCRIPT_BYTES);
  if (read.kind === "missing") return null;
  let text = read.kind === "read" ? Buffer.from(read.bytes).toString("utf8") : "";
  if (isOurScript(text, shell)) return text;
  throw new ToolError("file-unwritable", {
    happened: `${file} is not a script that factory-tuf wrote, so it was not replaced.`,
    next: `Move it away, or write the script elsewhere: factory-tuf completion ${shell} > <file>.`
  });
}
function preview(file, script, isThere) {
  let lines = script.split(`
`);
  return {
    title: `${file} is to be ${isThere ? "replaced" : "written"}`,
    blocks: [
      { kind: "list", items: lines.slice(0, SHOWN_LINES).map((line) => [{ code: line }]) },
      {
        kind: "paragraph",
        text: [
          `and ${counted(lines.length - SHOWN_LINES, "more line")}: \`factory-tuf completion <shell>\` prints them all. It runs nothing of factory-tuf.`
        ]
      }
    ]
  };
}
function nextStep(shell, startLine) {
  return startLine === null ? [`Open a new ${shell} to use it.`] : ["Add this line to ~/.zshrc, then open a new zsh: ", { code: startLine }];
}
export {
  completionInstallOf
};
