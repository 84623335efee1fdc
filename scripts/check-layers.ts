// Fails when the sources do not keep to the house of docs/architecture.md: an import upward or beside, a cycle, a pure layer
// that reads the world, a file or a folder that is too large to be taken in, a name that two files export.
import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { repeatedNames } from "./exported-names.ts";
import { commandFiles, cycles, layerViolations, type SourceFile } from "./layers.ts";
import { sizeViolations } from "./sizes.ts";
import { ROOT } from "./stages.ts";

const src = path.join(ROOT, "src");
const names = (await readdir(src, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
const files: readonly SourceFile[] = await Promise.all(
  names.map(async (name) => ({
    path: name.replaceAll(path.sep, "/"),
    text: await readFile(path.join(src, name), "utf8"),
  })),
);
// What was not read was not checked: git knows the files by another way.
const gitLists = (...which: string[]) =>
  execFileSync("git", ["ls-files", ...which, "--", "src/*.ts"], { cwd: ROOT, encoding: "utf8" }).split("\n");
const deleted = new Set(gitLists("--deleted"));
const unread = gitLists()
  .filter((name) => name !== "" && !deleted.has(name))
  .map((name) => name.slice("src/".length))
  .filter((name) => !files.some((file) => file.path === name));
const violations = [
  ...layerViolations(files),
  ...cycles(files).map((cycle) => `${cycle} is a cycle`),
  ...sizeViolations(files),
  ...repeatedNames(files),
  ...(commandFiles(files).length === 0 ? ["commands/ has no registry from which the commands are known"] : []),
  ...unread.map((name) => `${name} was not read`),
];
for (const violation of violations) console.error(`src/${violation}`);
if (violations.length > 0 || files.length === 0) process.exitCode = 1;
else
  console.log(
    `${files.length} sources: imports point downward, no cycle, nothing too large, every name exported once.`,
  );
