#!/usr/bin/env node
import "./chunks/chunk-7QENBAQQ.js";
import {
  version
} from "./chunks/chunk-6HKXFUH7.js";
import "./chunks/chunk-73X3T6A5.js";

// src/cli/node-version.ts
function unsupportedNode(version2) {
  return Number(/^v(\d+)\./.exec(version2)?.[1]) >= 22 ? null : `factory-tuf needs Node 22 or later, and this is ${version2}. In a clone: \`npm ci\` brings one, which \`node_modules/.bin/node dist/cli.js\` uses.`;
}

// src/cli/main.ts
var argv = process.argv.slice(2), unsupported = unsupportedNode(process.version);
if (unsupported !== null)
  process.stderr.write(`${unsupported}
`), process.exitCode = 1;
else if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V"))
  process.stdout.on("error", () => {
  }), process.stdout.write(`${version}
`, (error) => {
    error && (process.stderr.write(`error: The version could not be written to standard output.
`), process.exitCode = 1);
  });
else {
  let { interruption, runCli, workingFolder } = await import("./chunks/run-B2LB3ER2.js");
  for (let stream of [process.stdout, process.stderr]) stream.on("error", () => {
  });
  let { env, stdin, stdout, stderr } = process;
  process.exitCode = await runCli(argv, {
    env,
    get cwd() {
      return workingFolder(process);
    },
    now: /* @__PURE__ */ new Date(),
    clock: () => performance.now(),
    stdin,
    stdout,
    stderr,
    interrupted: interruption(process)
  });
}
