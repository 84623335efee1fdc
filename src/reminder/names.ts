// Which texts may be a label or an account of GitHub, checked before anything is sent.
import { ToolError } from "../errors/tool-error.ts";
import { quoted } from "../text/quoted.ts";

const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/;
const MAX_LABEL = 50;
const MAX_ASSIGNEES = 10;

/** @throws {ToolError} `value-invalid`. */
export function requireLabels(labels: readonly string[]): readonly string[] {
  const bad = labels.find((label) => label.length > MAX_LABEL || /\p{C}/u.test(label));
  if (bad === undefined) return labels;
  throw new ToolError("value-invalid", {
    happened: `The label ${quoted(bad)} is not 1 to ${MAX_LABEL} characters, none of them invisible.`,
    next: "Use a shorter or plainer label.",
  });
}

/** @throws {ToolError} `value-invalid`. */
export function requireLogins(logins: readonly string[]): readonly string[] {
  const bad = logins.find((login) => !LOGIN.test(login));
  if (bad !== undefined) {
    throw new ToolError("value-invalid", {
      happened: `${quoted(bad)} is not the login of a GitHub account.`,
      next: "Give logins without @, e.g. octocat. Teams cannot be assigned.",
    });
  }
  if (logins.length <= MAX_ASSIGNEES) return logins;
  throw new ToolError("value-invalid", {
    happened: `There are ${logins.length} assignees; GitHub takes ${MAX_ASSIGNEES}.`,
    next: "Name fewer accounts.",
  });
}
