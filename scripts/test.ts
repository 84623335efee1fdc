// The test commands. `npm test`: the static checks, then every test but those that kill processes by the hundred or run
// at random for long. `npm run test:unit`, `test:kill`, `test:long`: one selection, without the checks.
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { STATIC_STAGES } from "./check.ts";
import { compileCache } from "./compile-cache.ts";
import { ROOT, runStages } from "./stages.ts";
import { isSelection, type Job, planJobs, SELECTIONS, type TestGroup, unknownSelection } from "./test-groups.ts";

const COUNTS = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

const selection = process.argv[2] ?? "all";
if (!isSelection(selection)) {
  console.error(unknownSelection(selection));
  process.exitCode = 2;
} else if (selection !== "all" || runStages(STATIC_STAGES)) await runGroups(SELECTIONS[selection]);

/** One job more at a time than there are processors: some wait for what they have started. */
async function runGroups(groups: readonly TestGroup[]): Promise<void> {
  const began = Date.now();
  const { jobs, problem } = planJobs(groups, (patterns) => globSync([...patterns], { cwd: ROOT }));
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  const total: Counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  const next = jobs[Symbol.iterator]();
  const lane = async () => {
    for (const job of next) add(total, await run(job));
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane));
  console.log("");
  for (const name of COUNTS) console.log(`ℹ ${name} ${total[name]}`);
  console.log(`ℹ duration_ms ${Date.now() - began}`);
}

function run({ group, files }: Job): Promise<Counts> {
  const name = files.length === 1 ? path.relative("__tests__", files[0]!) : `${group} (${files.length} files)`;
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  return new Promise((resolve) => {
    const args = ["--test", "--test-reporter=spec", "--test-isolation=none", ...files];
    const env = { ...process.env, ...compileCache };
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    const ticking = setInterval(() => console.log(`   ${name}: still running after ${seconds()} s`), 30_000);
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("close", (status) => {
      clearInterval(ticking);
      const counts = countsIn(output);
      const passed = status === 0 && counts.tests > 0;
      console.log(`${passed ? "✔" : "✖"} ${name}: ${counts.pass} of ${counts.tests} passed in ${seconds()} s`);
      for (const reason of skipsIn(output)) console.log(`  skipped: ${reason}`);
      if (!passed) {
        // What passed is worth a line; what failed, all that was printed of it.
        const failures = output.search(/^✖ failing tests:$/m);
        console.log(failures === -1 ? output : output.slice(failures));
        process.exitCode = 1;
      }
      resolve(counts);
    });
  });
}

/** From the lines that the test runner closes with; zeros where it did not get that far. */
function countsIn(output: string): Counts {
  return Object.fromEntries(
    COUNTS.map((name) => [name, Number([...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0)]),
  ) as Counts;
}

/** Why tests were skipped, each reason once. */
function skipsIn(output: string): ReadonlySet<string> {
  return new Set([...output.matchAll(/^\s*﹣ .* # (.+)$/gm)].map(([, reason]) => reason!));
}

function add(total: Counts, counts: Counts): void {
  for (const name of COUNTS) total[name] += counts[name];
}
