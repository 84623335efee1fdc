// `completion install`: puts the completion script where the user's shell looks for it. It shows the file first, and
// replaces only a script of its own.

import { basename, join } from "node:path";
import { completionScript, isOurScript, SHELLS, type Shell } from "../../completion/script.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { readRegularFile } from "../../files/read-file.ts";
import { writeFileWhole } from "../../files/write-file.ts";
import type { Block } from "../../report/document.ts";
import { counted } from "../../text/sentence.ts";
import { singleQuoted } from "../../text/shell-word.ts";
import { allOf, command, type Registry } from "../command.ts";
import { cliOptions } from "../options/door-options.ts";

const MAX_SCRIPT_BYTES = 4 * 1024 * 1024;
const SHOWN_LINES = 8;

/** @param registry all commands, so that the script completes each of them. */
export const completionInstallOf = (registry: Registry) =>
  command({
    name: "completion install",
    order: 621,
    summary: "Put the completion script where your shell finds it. Replaces only its own file.",
    details:
      "For bash it writes to the user's folder of bash-completion, for fish to fish's folder of completions. For zsh it " +
      "writes to a folder of its own and prints the line for .zshrc that names this folder. Run it again after an update.",
    examples: ["factory-tuf completion install", "factory-tuf completion install zsh --yes"],
    args: ["shell"],
    options: {
      shell: {
        kind: "text",
        help: "The shell. Default: the one that SHELL names.",
        choices: SHELLS,
        placeholder: "<shell>",
      },
    },
    runs: "machine",
    needs: "nothing",
    confirms: "yes",
    dataHelp: [
      "`shell`: the shell",
      "`file`: path of the script, absolute",
      "`startLine`: the line that .zshrc needs, or null",
    ],
    async run(ctx, options) {
      const shell = options.shell ?? shellOf(ctx.place.childEnvironment);
      const { file, folder } = placeOf(shell, ctx.place.childEnvironment);
      const startLine =
        shell === "zsh" ? `fpath=(${singleQuoted(folder)} $fpath); autoload -Uz compinit; compinit` : null;
      const data = { shell, file, startLine };
      const script = completionScript(await allOf(registry), cliOptions, shell);
      const there = await presentScript(file, shell);
      if (there === script) return { status: "unchanged", changed: "no", outputs: {}, data };
      await ctx.confirm(preview(file, script, there !== null), `Write ${file}?`);
      // The folder is the person's, behind links or not; the file in it was named by nobody (T29).
      await writeFileWhole(file, script, { chosenBy: { kind: "workspace", top: folder } });
      return { status: "done", changed: "yes", outputs: {}, data };
    },
    report: ({ status, data: { shell, file, startLine } }) => ({
      title:
        status === "done"
          ? `The completion for ${shell} is in ${file}`
          : `${file} holds the completion of this version already`,
      blocks: [{ kind: "paragraph", text: nextStep(shell, startLine) }],
    }),
  });

/** @throws {ToolError} `value-missing` where SHELL names none of those that are known. */
function shellOf({ SHELL = "" }: Record<string, string | undefined>): Shell {
  const named = SHELLS.find((shell) => shell === basename(SHELL));
  if (named) return named;
  throw new ToolError("value-missing", {
    happened: `The variable SHELL names ${SHELL === "" ? "no shell" : basename(SHELL).slice(0, 40)}, and no shell was given.`,
    next: `Give the shell: factory-tuf completion install bash, zsh or fish.`,
  });
}

/** Where the shell looks by its own documentation: bash-completion's user folder, fish's `completions`. */
function placeOf(shell: Shell, env: Record<string, string | undefined>): { file: string; folder: string } {
  const home = env["HOME"] || env["USERPROFILE"];
  if (!home) {
    throw new ToolError("value-missing", {
      happened: "The variable HOME is not set, so the folder of the shell is not known.",
      next: `Set HOME, or write the script yourself: factory-tuf completion ${shell} > <file>.`,
    });
  }
  const shared = env["XDG_DATA_HOME"] || join(home, ".local/share");
  const folder = {
    bash: join(env["BASH_COMPLETION_USER_DIR"] || join(shared, "bash-completion"), "completions"),
    fish: join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "fish/completions"),
    zsh: join(shared, "factory-tuf/zsh"),
  }[shell];
  const name = { bash: "factory-tuf", fish: "factory-tuf.fish", zsh: "_factory-tuf" }[shell];
  return { file: join(folder, name), folder };
}

/** @throws {ToolError} `file-unwritable` where something else lies at the place. */
async function presentScript(file: string, shell: Shell): Promise<string | null> {
  const read = await readRegularFile(file, null, MAX_SCRIPT_BYTES);
  if (read.kind === "missing") return null;
  const text = read.kind === "read" ? Buffer.from(read.bytes).toString("utf8") : "";
  if (isOurScript(text, shell)) return text;
  throw new ToolError("file-unwritable", {
    happened: `${file} is not a script that factory-tuf wrote, so it was not replaced.`,
    next: `Move it away, or write the script elsewhere: factory-tuf completion ${shell} > <file>.`,
  });
}

function preview(file: string, script: string, isThere: boolean): { title: string; blocks: Block[] } {
  const lines = script.split("\n");
  return {
    title: `${file} is to be ${isThere ? "replaced" : "written"}`,
    blocks: [
      { kind: "list", items: lines.slice(0, SHOWN_LINES).map((line) => [{ code: line }]) },
      {
        kind: "paragraph",
        text: [
          `and ${counted(lines.length - SHOWN_LINES, "more line")}: \`factory-tuf completion <shell>\` prints them all. It runs nothing of factory-tuf.`,
        ],
      },
    ],
  };
}

function nextStep(shell: Shell, startLine: string | null): [string | { code: string }, ...{ code: string }[]] {
  if (startLine === null) return [`Open a new ${shell} to use it.`];
  return ["Add this line to ~/.zshrc, then open a new zsh: ", { code: startLine }];
}
