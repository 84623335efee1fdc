// The test commands. `npm test`: the static checks beside every test but those that kill processes by the hundred or run
// at random for long. `npm run test:unit`, `test:kill`, `test:long`: one selection, without the checks.
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { compileCache } from "./compile-cache.ts";
import { ROOT } from "./stages.ts";
import { isSelection, type Job, planJobs, SELECTIONS, type TestGroup, unknownSelection } from "./test-groups.ts";

const COUNTS = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

const selection = process.argv[2] ?? "all";
if (!isSelection(selection)) {
  console.error(unknownSelection(selection));
  process.exitCode = 2;
} else await runGroups(SELECTIONS[selection], selection === "all" ? [runChecks] : []);

/**
 * One job more at a time than there are processors: some wait for what they have started.
 * @param first begun before all jobs: what may fail soonest.
 */
async function runGroups(groups: readonly TestGroup[], first: readonly (() => Promise<void>)[]): Promise<void> {
  const began = Date.now();
  const { jobs, problem } = planJobs(groups, (patterns) => globSync([...patterns], { cwd: ROOT }));
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  const total: Counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  const work = [...first, ...jobs.map((job) => async () => add(total, await run(job)))][Symbol.iterator]();
  const lane = async () => {
    for (const begin of work) await begin();
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane));
  console.log("");
  for (const name of COUNTS) console.log(`ℹ ${name} ${total[name]}`);
  console.log(`ℹ duration_ms ${Date.now() - began}`);
}

/** The static checks, as `npm run check` makes them. What they print comes in one piece. */
function runChecks(): Promise<void> {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["scripts/check.ts"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("close", (status) => {
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`${status === 0 ? "✔" : "✖"} static checks in ${seconds} s`);
      for (const skipped of output.match(/^.*\bskipped\b.*$/gm) ?? []) console.log(`  ${skipped}`);
      if (status !== 0) {
        console.log(output);
        process.exitCode = 1;
      }
      resolve();
    });
  });
}

function run({ group, files }: Job): Promise<Counts> {
  const name = files.length === 1 ? path.relative("__tests__", files[0]!) : `${group} (${files.length} files)`;
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  return new Promise((resolve) => {
    const args = ["--test-reporter=spec", "scripts/test-process.ts", ...files];
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
