import {
  SHELLS,
  completionScript
} from "./chunk-OXXJHTC6.js";
import {
  allOf,
  cliOptions
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/completion/completion.ts
var completionOf = (registry) => ({
  name: "completion",
  order: 620,
  summary: "Print a completion script for bash, zsh or fish.",
  details: "The script contains every command, option and fixed word of this version. Print it again after an update. It never calls the Factory, and pressing the tab key runs nothing. `completion install` puts it where the shell finds it.",
  examples: ['eval "$(factory-tuf completion bash)"', "factory-tuf completion fish | source"],
  args: ["shell"],
  options: {
    shell: {
      kind: "text",
      help: "The shell.",
      choices: SHELLS,
      required: !0,
      placeholder: "<shell>"
    }
  },
  runs: "machine",
  needs: "nothing",
  readsOnly: !0,
  dataHelp: ["shell: the shell", "script: the completion script"],
  async run(_ctx, { shell }) {
    let script = completionScript(await allOf(registry), cliOptions, shell);
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
