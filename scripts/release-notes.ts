// Prints what CHANGELOG.md says of a version: the text of its release on GitHub. Needs nothing but Node.
import { readFileSync } from "node:fs";
import path from "node:path";

/** @throws {Error} when the changelog does not have the version, or has nothing to say of it. */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const notes = section?.slice(section.indexOf("\n") + 1).trim() ?? "";
  if (notes !== "") return `${notes}\n`;
  throw new Error(
    `CHANGELOG.md has no text for version ${version}. Give its section the heading "## [${version}] - <date>".`,
  );
}

if (import.meta.main) {
  const changelog = readFileSync(path.resolve(import.meta.dirname, "../CHANGELOG.md"), "utf8");
  process.stdout.write(releaseNotes(changelog, process.argv[2] ?? ""));
}
