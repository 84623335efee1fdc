// Which branches and tags may deploy to an environment, and whether that is a limit at all: a pattern may let every name in,
// and "protected branches" are all branches where none is protected.
import type { GitHubClient, GitHubEnvironment } from "./types.ts";

/**
 * What an environment lets deploy.
 * @returns `refs` in words; `open`: why that is as good as everything, each a clause of a sentence. None where it is limited.
 * @throws {ToolError} what the GitHub client throws.
 */
export async function deployingRefs(
  client: Pick<GitHubClient, "hasProtectedBranch" | "refPatterns">,
  { name, refs }: Pick<GitHubEnvironment, "name" | "refs">,
): Promise<{ readonly refs: string; readonly open: readonly string[] }> {
  if (refs === "any") return { refs: "every branch and tag", open: ["every branch and tag may deploy to it"] };
  if (refs === "protected") {
    if (await client.hasProtectedBranch()) return { refs: "protected branches", open: [] };
    const none =
      "only protected branches may deploy to it, but the repository protects none, and then GitHub lets every branch";
    return { refs: "protected branches, of which there are none", open: [none] };
  }
  const patterns = await client.refPatterns(name);
  const words = patterns.map((pattern) => (pattern.type === "tag" ? `tag ${pattern.name}` : pattern.name));
  const all = patterns.filter(({ name: pattern }) => isOpen(pattern));
  const open = all.map((pattern) => `its pattern ${pattern.name} lets a ${pattern.type} of any name deploy to it`);
  return { refs: words.join(", ") || "none", open };
}

/** Wildcards and classes, and nothing that a branch must be called. */
function isOpen(pattern: string): boolean {
  return pattern.replace(/\[[^\]]*\]/g, "").replace(/[*?/+]/g, "") === "";
}
