// The test command: every stage in turn, the cheap ones first; stops at the first that fails. The node test
// runner comes last, so that its own summary ends the output.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const bin = (name: string) => path.join(root, "node_modules/.bin", name);

const STAGES: readonly { readonly name: string; readonly run: readonly string[] }[] = [
  { name: "types", run: [bin("tsc")] },
  { name: "lint", run: [bin("biome"), "check", "--error-on-warnings"] },
  { name: "layers", run: [process.execPath, "scripts/check-layers.ts"] },
  { name: "repository", run: [process.execPath, "scripts/check-repository.ts"] },
  { name: "generated files", run: [process.execPath, "scripts/generate.ts", "--check"] },
  { name: "dist", run: [process.execPath, "scripts/check-dist.ts"] },
  { name: "workflows", run: [process.execPath, "scripts/check-workflows.ts"] },
  {
    name: "tests",
    run: [process.execPath, "--test", `--test-concurrency=${availableParallelism()}`, "__tests__/**/*.test.ts"],
  },
];

for (const { name, run } of STAGES) {
  console.log(`\n== ${name}`);
  const [program, ...args] = run;
  const { status, error } = spawnSync(program!, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(
      `\nThe stage "${name}" failed${error ? `: ${error.message}` : ""}. The stages after it were not run.`,
    );
    process.exitCode = 1;
    break;
  }
}
