#!/usr/bin/env node
// Starts the command line tool. Everything but --version is loaded only when it is needed, and nothing by a Node that
// is too old for it.
import { unsupportedNode } from "./node-version.ts";
import { version } from "./version.ts";

const argv = process.argv.slice(2);
const unsupported = unsupportedNode(process.version);
if (unsupported !== null) {
  process.stderr.write(`${unsupported}\n`);
  process.exitCode = 1;
} else if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
  process.stdout.on("error", () => {});
  process.stdout.write(`${version}\n`, (error) => {
    if (!error) return;
    process.stderr.write("error: The version could not be written to standard output.\n");
    process.exitCode = 1;
  });
} else {
  const { interruption, runCli, workingFolder } = await import("./run.ts");
  // What cannot be printed is told by the write that failed; it ends no command in the middle of its work.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const { env, stdin, stdout, stderr } = process;
  process.exitCode = await runCli(argv, {
    env,
    get cwd() {
      return workingFolder(process);
    },
    now: new Date(),
    clock: () => performance.now(),
    stdin,
    stdout,
    stderr,
    interrupted: interruption(process),
  });
}
