// Fails when a file of the repository names a registry's host or a machine's path, or a needed file is missing.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryViolations } from "./repository.ts";

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
const violations = repositoryViolations(files, root);
for (const violation of violations) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
else console.log(`${files.length} files: no registry, no machine.`);

/** Null for a file that is listed but deleted, and for anything that is no file. */
function read(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
