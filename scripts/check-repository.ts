// Fails when a file of the repository names a registry's host or a machine's path, or a needed file is missing.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { repositoryViolations } from "./repository.ts";

/** Nothing that people or the build write is as large. */
const MAX_BYTES = 1_000_000;

const root = path.resolve(import.meta.dirname, "..");
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const files = [...new Set(listed.split("\0"))].filter(Boolean).flatMap((name) => {
  const bytes = read(path.join(root, name));
  return bytes === null || bytes.includes(0) ? [] : [{ path: name, text: bytes.toString("utf8") }];
});
const large = [...new Set(listed.split("\0"))].filter(
  (name) => name !== "" && sizeOf(path.join(root, name)) > MAX_BYTES,
);
const violations = [
  ...repositoryViolations(files, root),
  ...large.map((name) => `${name} has more than ${MAX_BYTES} bytes: was it downloaded?`),
];
for (const violation of violations) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
else console.log(`${files.length} files: no registry, no machine.`);

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Null for a file that is listed but deleted, and for anything that is no file. */
function read(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
