// Fails when a source, a test or a page cites something of ours that a clone does not have, or a page is hard to
// read: no contents, a long cell, a workflow that stands twice.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { citationProblems, linkProblems } from "./citations.ts";
import { pageProblems, sourcePathProblems } from "./pages.ts";
import { ROOT } from "./stages.ts";

const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const names = [...new Set(listed.split("\0"))].filter(
  (name) =>
    /^(?:src|__tests__|scripts|bench|docs)\/.+\.(?:ts|mjs|md)$|^[^/]+\.(?:md|yml)$/.test(name) &&
    !name.startsWith("__tests__/vectors/") &&
    // Its samples lead nowhere on purpose.
    name !== "__tests__/scripts/citations.test.ts",
);
const files = names.flatMap((name) => {
  try {
    return [{ path: name, text: read(name) }];
  } catch {
    // Listed and deleted.
    return [];
  }
});
const problems = citationProblems(files, {
  protocol: read("docs/protocol.md"),
  threats: read("docs/threats.md"),
  architecture: read("docs/architecture.md"),
  interface: read("docs/interface.md"),
  rules: read("docs/rules.md"),
  devices: read("docs/devices.md"),
});
const pages = new Map(
  files.filter(({ path: name }) => name.endsWith(".md")).map(({ path: name, text }) => [name, text]),
);
problems.push(
  ...linkProblems(pages, (name) => existsSync(path.join(ROOT, name))),
  ...pageProblems(pages),
  ...sourcePathProblems(pages, names),
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${files.length} files: every citation has its place.`);
