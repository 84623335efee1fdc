// docs/reference.md, written from the declarations: every command with its usage, options, outputs and data.

import { commandAction } from "../src/action/command-actions.ts";
import { asksText } from "../src/cli/help.ts";
import { optionSyntax } from "../src/cli/option-syntax.ts";
import type { Command } from "../src/commands/command.ts";
import { actionInputs, cliOptions } from "../src/commands/options/door-options.ts";
import type { OptionDeclaration } from "../src/context/declaration.ts";
import { COMMAND_ACTIONS, isActionFolder } from "../src/text/command-actions.ts";
import { optionFlag } from "../src/text/option-names.ts";
import { ACTION_OUTPUTS } from "./action-outputs.ts";
import { ownAction } from "./own-action.ts";

export function reference(commands: readonly Command[]): string {
  const contents = commands.map(({ name, summary }) => `| [\`${name}\`](#${anchor(name)}) | ${cell(summary)} |`);
  return `# Reference

Generated from the declarations of the commands by \`npm run generate\`. A command has one name, one set of options and
one result, on the command line and in the Action.

For all commands: [options of every command](#options-of-every-command) · [Actions for one command](#actions-for-one-command) ·
[outputs of the Action](#outputs-of-the-action) · [exit status](#exit-status)

| command | does |
|---|---|
${contents.join("\n")}

${commands.map(section).join("\n")}
## Options of every command

On the command line:

${optionTable(cliOptions, "cli")}

In the Action:

${optionTable(actionInputs, "action")}

## Actions for one command

Each takes only the inputs that most people set, and no \`command\`.

| \`uses:\` | command | inputs |
|---|---|---|
${actionRows()}

## Outputs of the Action

| output | meaning |
|---|---|
${ACTION_OUTPUTS.map(([name, help]) => `| \`${name}\` | ${cell(help)} |`).join("\n")}

## Exit status

| exit | status | meaning |
|---|---|---|
| 0 | \`done\`, \`unchanged\`, \`waiting\` | Done; nothing to do; done as far as possible, another signer must act. |
| 1 | \`refused\` | Refused or failed; nothing was changed. |
| 2 | \`usage\` | The command line, an input or a file of the repository is wrong. |
| 3 | \`gate\` | Findings at or above the gate. |
| 4 | \`unknown\` | The Factory may have been changed, or is half changed; the message says what to run to find out. |
`;
}

function actionRows(): string {
  return Object.keys(COMMAND_ACTIONS)
    .filter(isActionFolder)
    .map((folder) => {
      const { command, inputs } = commandAction(folder);
      const name = `[\`${command}\`](#${anchor(command)})`;
      return `| \`${ownAction()}/${folder}@<commit>\` | ${name} | ${inputs.map((input) => `\`${input}\``).join(", ")} |`;
    })
    .join("\n");
}

function section(command: Command): string {
  const positions = command.args.map((name) =>
    command.options[name]!.required ? `<${optionFlag(name)}>` : `[${optionFlag(name)}]`,
  );
  return `## ${command.name}

${prose([command.summary, command.details].filter(Boolean).join("\n\n"))}

${[RUNS[command.runs], asksText(command)].filter(Boolean).join(" ")}

\`\`\`text
${["factory-tuf", command.name, ...positions, "[options]"].join(" ")}
\`\`\`

${optionTable(command.options, "both")}

Examples:

\`\`\`sh
${command.examples.join("\n")}
\`\`\`

\`data\` of the JSON document:

${command.dataHelp.map((line) => `- ${prose(line)}`).join("\n")}
`;
}

const RUNS: Readonly<Record<Command["runs"], string>> = {
  anywhere: "On the command line and in the Action.",
  machine: "On the command line only: the Action refuses it.",
  offline: "On the key owner's machine only: refused by the Action, and under GitHub Actions altogether.",
};

function optionTable(options: Readonly<Record<string, OptionDeclaration>>, door: "cli" | "action" | "both"): string {
  const rows = Object.entries(options).map(([name, declaration]) => {
    const { help, only, choices, required, default: fallback } = declaration;
    const written = only === "action" ? optionFlag(name) : optionSyntax(name, declaration);
    const notes = [
      door === "both" && only ? (only === "cli" ? "Command line only." : "Action only.") : "",
      required ? "Required." : "",
      choices ? `One of ${choices.join(", ")}.` : "",
      fallback === undefined ? "" : `Default \`${fallback}\`.`,
    ];
    return `| \`${written.replaceAll("|", "\\|")}\` | ${cell([help, ...notes].filter(Boolean).join(" "))} |`;
  });
  return rows.length > 0 ? `| option | meaning |\n|---|---|\n${rows.join("\n")}` : "It takes no options of its own.";
}

function anchor(name: string): string {
  return name.replaceAll(" ", "-");
}

function cell(text: string): string {
  return prose(text).replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** Angle brackets outside of code would be read as HTML. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll("<", "\\<")))
    .join("");
}
