// Prints a completion script for bash, zsh or fish, made from the declarations of all commands.
import { type Command, command } from "./command.ts";
import { bashCompletion } from "./completion/completion-bash.ts";
import { fishCompletion } from "./completion/completion-fish.ts";
import { completions } from "./completion/completion-words.ts";
import { zshCompletion } from "./completion/completion-zsh.ts";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
type Shell = keyof typeof SHELLS;

export const completion = command({
  name: "completion",
  summary: "Print a completion script for bash, zsh or fish.",
  details:
    "The script knows every command, option and fixed word of this version; make it again after an update. " +
    "It asks nothing of the Factory and runs nothing when you press the tab key.",
  examples: [
    'eval "$(factory-tuf completion bash)"',
    "factory-tuf completion zsh > ~/.zfunc/_factory-tuf",
    "factory-tuf completion fish > ~/.config/fish/completions/factory-tuf.fish",
  ],
  args: ["shell"],
  options: {
    shell: {
      kind: "text",
      help: "The shell to complete in.",
      choices: Object.keys(SHELLS),
      required: true,
      placeholder: "<shell>",
    },
  },
  runs: "machine",
  needs: "nothing",
  dataHelp: ["shell: the shell", "script: the completion script"],
  async run(_ctx, { shell }) {
    const { registry } = await import("./registry.ts");
    const commands: Command[] = await Promise.all(Object.values(registry).map((load) => load()));
    const script = SHELLS[shell as Shell](completions(commands));
    return { status: "done", changed: "no", outputs: {}, data: { shell, script } };
  },
  stdout: ({ data }) => data.script,
  report: ({ data }) => ({
    title: `Completion for ${data.shell}`,
    blocks: [{ kind: "paragraph", text: [`A script of ${data.script.split("\n").length - 1} lines.`] }],
  }),
});
