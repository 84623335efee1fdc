// `completion`: prints a completion script for bash, zsh or fish, made from the declarations of all commands.

import { completionScript, SHELLS } from "../../completion/script.ts";
import { allOf, command, type Registry } from "../command.ts";
import { cliOptions } from "../options/door-options.ts";

/** @param registry all commands, so that the script completes each of them. */
export const completionOf = (registry: Registry) =>
  command({
    name: "completion",
    order: 620,
    summary: "Print a completion script for bash, zsh or fish.",
    details:
      "The script contains every command, option and fixed word of this version. Print it again after an update. It " +
      "never calls the Factory, and pressing the tab key runs nothing. `completion install` puts it where the shell finds it.",
    examples: ['eval "$(factory-tuf completion bash)"', "factory-tuf completion fish | source"],
    args: ["shell"],
    options: {
      shell: {
        kind: "text",
        help: "The shell.",
        choices: SHELLS,
        required: true,
        placeholder: "<shell>",
      },
    },
    runs: "machine",
    needs: "nothing",
    readsOnly: true,
    dataHelp: ["shell: the shell", "script: the completion script"],
    async run(_ctx, { shell }) {
      const script = completionScript(await allOf(registry), cliOptions, shell);
      return { status: "done", changed: "no", outputs: {}, data: { shell, script } };
    },
    stdout: ({ data }) => data.script,
    report: ({ data }) => ({
      title: `Completion for ${data.shell}`,
      blocks: [{ kind: "paragraph", text: [`A script of ${data.script.split("\n").length - 1} lines.`] }],
    }),
  });
