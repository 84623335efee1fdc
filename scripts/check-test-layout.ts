// Fails when a test file mirrors no source, is in no suite and is not listed with a reason.
import { globSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./stages.ts";
import { layoutViolations } from "./test-layout.ts";

const listed = (...patterns: string[]) =>
  globSync(patterns, { cwd: ROOT }).map((name) => name.replaceAll(path.sep, "/"));
const tests = listed("__tests__/**/*.test.ts").map((name) => name.slice("__tests__/".length));
const violations = layoutViolations(tests, listed("src/**/*.ts", "scripts/*.ts"));
for (const violation of violations) console.error(violation);
if (violations.length > 0 || tests.length === 0) process.exitCode = 1;
else console.log(`${tests.length} test files: each mirrors a source, is in a suite or is listed with a reason.`);
