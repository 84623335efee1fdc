// The name by which workflows use this Action: the repository in package.json, the one place where it stands.
import { readFileSync } from "node:fs";
import path from "node:path";

/** `owner/repository`. @throws {Error} when package.json names no repository on GitHub. */
export function ownAction(): string {
  const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../package.json"), "utf8"));
  const match = /^git\+https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\.git$/.exec(String(manifest.repository?.url));
  if (!match) throw new Error("package.json: repository.url is no git+https address on GitHub");
  return match[1]!;
}
