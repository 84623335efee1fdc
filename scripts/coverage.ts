// `npm run coverage`: which lines of src/ the tests reach. It runs the groups that work on the sources in one process; the
// others start the built program, whose lines are those of dist/. A word after it names a selection: `npm run coverage core`.
import { spawnSync } from "node:child_process";
import { ROOT } from "./stages.ts";
import { isSelection, SELECTIONS, unknownSelection } from "./test-groups.ts";

const selection = process.argv[2] ?? "all";
const groups = isSelection(selection)
  ? SELECTIONS[selection].filter(({ processes }) => processes !== "one a file")
  : null;
if (!groups || groups.length === 0) {
  console.error(
    groups ? `The selection "${selection}" has only tests of the built program.` : unknownSelection(selection),
  );
  process.exitCode = 2;
} else {
  const options = ["--test", "--experimental-test-coverage", "--test-coverage-include=src/**"];
  const files = groups.flatMap((group) => group.files);
  process.exitCode = spawnSync(process.execPath, [...options, ...files], { cwd: ROOT, stdio: "inherit" }).status ?? 1;
}
