// Declares what each front door takes with every command: inputs of the Action, options of the command line.
import type { OptionDeclarations } from "../../context/declaration.ts";

/** Inputs of the Action itself, next to those of the commands. */
export const actionInputs = {
  command: { kind: "text", help: "The command to run, e.g. `wave plan` or `promote`.", required: true, only: "action" },
  githubToken: {
    kind: "text",
    help: "Token for GitHub's own API; sent nowhere else.",
    only: "action",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's expression, not ours
    default: "${{ github.token }}",
  },
} as const satisfies OptionDeclarations;

/** Options of every command on the command line. */
export const cliOptions = {
  json: { kind: "switch", help: "Print one JSON document, also on failure.", only: "cli" },
  yes: { kind: "switch", help: "Do not ask.", only: "cli" },
  verbose: {
    kind: "switch",
    help: "Show every request, the files read and the roots verified. Secrets are never shown.",
    only: "cli",
  },
} as const satisfies OptionDeclarations;
