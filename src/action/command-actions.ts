// The Actions for one command each: which inputs they take, what everybody sets first. They stay short: OAuth2, deadlines,
// keys-command, signer-command, lists of devices and what else only few set are left to the Action for every command.
import { ToolError } from "../errors/tool-error.ts";
import { type ActionFolder, COMMAND_ACTIONS } from "../text/command-actions.ts";
import { nearest } from "../text/nearest.ts";
import { OUR_REPOSITORY } from "../text/our-repository.ts";
import { quoted } from "../text/quoted.ts";

/** An Action whose command is fixed. */
export interface CommandAction {
  readonly folder: ActionFolder;
  readonly command: string;
  /** As workflows write them. */
  readonly inputs: readonly string[];
}

const TRUST = ["trusted-root", "pins", "policy", "api-url", "github-token"] as const;
const SIGNER = ["signer", "signer-keyid"] as const;

const INPUTS: Readonly<Record<ActionFolder, readonly string[]>> = {
  plan: [
    "factory",
    "token",
    "version",
    "tag",
    "new-tag",
    "wave",
    "source-tag",
    "prune",
    "expires-days",
    "expires-at",
    ...SIGNER,
    ...TRUST,
  ],
  promote: [
    "factory",
    "token",
    "version",
    "tag",
    "keys",
    "keys-identity",
    "expect-digest",
    "expires-at",
    "wave",
    "new-tag",
    "source-tag",
    "prune",
    "group",
    "limit",
    "attest-again",
    ...SIGNER,
    ...TRUST,
  ],
  sign: [
    "factory",
    "token",
    "wave",
    "keys",
    "keys-identity",
    "expect-digest",
    "keys-file",
    "keys-passphrase",
    ...SIGNER,
    ...TRUST,
  ],
  review: [
    "factory",
    "token",
    "fail-on",
    "tags",
    "stage",
    "on-missing-token",
    "comment",
    "format",
    "output",
    "update-pins",
    "waivers",
    "workflows",
    ...TRUST,
  ],
  remind: ["factory", "token", "days", "fail-days", "labels", "assignees", "details", "ics", "dry-run", ...TRUST],
};

export function commandAction(folder: ActionFolder): CommandAction {
  return { folder, command: COMMAND_ACTIONS[folder], inputs: INPUTS[folder] };
}

/** @throws {ToolError} `unknown-option` for an input that this Action does not take, and where it can be given. */
export function requireOwnInputs({ folder, command, inputs }: CommandAction, given: readonly string[]): void {
  const foreign = given.find((input) => !inputs.includes(input));
  if (foreign === undefined) return;
  const near = nearest(foreign, inputs);
  throw new ToolError("unknown-option", {
    happened: `The Action ${folder} has no input ${quoted(foreign)}.`,
    next: `${near ? `Did you mean ${near}? ` : ""}The Action for every command takes more: \`uses: ${OUR_REPOSITORY}@<commit>\` with \`command: ${command}\`.`,
  });
}
