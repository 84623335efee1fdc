#!/usr/bin/env node
import "./chunks/chunk-7QENBAQQ.js";
import {
  version
} from "./chunks/chunk-NRC4TJ4J.js";
import "./chunks/chunk-73X3T6A5.js";

// src/cli/main.ts
var argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V"))
  process.stdout.write(`${version}
`);
else {
  let { interruption, runCli } = await import("./chunks/run-ISSJSSI6.js");
  process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
  let { env, stdin, stdout, stderr } = process;
  process.exitCode = await runCli(argv, {
    env,
    cwd: process.cwd(),
    now: /* @__PURE__ */ new Date(),
    stdin,
    stdout,
    stderr,
    interrupted: interruption(process)
  });
}
