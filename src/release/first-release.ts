// A tag that has no production targets is new, or mistyped: which, only a person can say (T34).

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { editDistance } from "../text/nearest.ts";
import { firstOf } from "../text/sentence.ts";
import type { Checks } from "../verified/checks.ts";
import { servedTags } from "../verified/released-targets.ts";
import type { ReleaseRequest } from "./plan.ts";

/** More would hide what is to be done. */
const MAX_SHOWN = 8;

/** Blocks a first release that was not allowed for this very tag, and names the tags that have production targets. */
export async function checkFirstRelease(
  { factory }: Context,
  { tag, newTag }: Pick<ReleaseRequest, "tag" | "newTag">,
  checks: Checks,
): Promise<void> {
  if (newTag === tag) {
    checks.warn(`There are no production targets for tag ${tag} yet: this is a first release.`);
    return;
  }
  checks.block(
    new ToolError("tag-new", {
      happened: `Tag ${tag} has no production targets, so this would be its first release. ${saysOf(await tagsNearest(factory, tag))}`,
      next: `Correct the tag; or, if ${tag} is a new one, allow its first release with --new-tag ${tag}.`,
    }),
  );
}

function saysOf(tags: readonly string[] | null): string {
  if (tags === null) return "The tags that have some could not be read.";
  if (tags.length === 0) return "No tag has any yet.";
  return `Tags that have some: ${firstOf(tags, MAX_SHOWN)}.`;
}

/** As the Factory names them, nearest first: they are only shown. Null where it does not tell. */
async function tagsNearest(factory: Context["factory"], tag: string): Promise<string[] | null> {
  try {
    const tags = servedTags(await factory.prodTargets([]));
    const far = (other: string) => editDistance(tag.toLowerCase(), other.toLowerCase());
    return tags.toSorted((a, b) => far(a) - far(b) || (a < b ? -1 : 1));
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}
