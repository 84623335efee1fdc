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
  process.stdout.write(`${version}\n`);
} else {
  const { interruption, runCli, workingFolder } = await import("./run.ts");
  // Who closes the other end (head, less) has seen enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const { env, stdin, stdout, stderr } = process;
  process.exitCode = await runCli(argv, {
    env,
    get cwd() {
      return workingFolder(process);
    },
    now: new Date(),
    stdin,
    stdout,
    stderr,
    interrupted: interruption(process),
  });
}
