// On which events the code that is checked out may be a stranger's, and whose policy counts there instead: that of the
// commit it is to be merged into, or of the default branch (T15).
import type { Place } from "../context/context.ts";
import { readEvent } from "../context/event-file.ts";
import { DISPATCH, KEY_EVENTS } from "../context/key-events.ts";
import { ToolError } from "../errors/tool-error.ts";
import { memberAt } from "../json/object.ts";
import { isCommit } from "../text/commit.ts";

/**
 * Events on which a workflow checks out what somebody with write access has put there. On all others, those too that
 * GitHub may add, the checkout may be anybody's: a comment or a finished check names the commit that a workflow fetches.
 */
const OWN_CODE: ReadonlySet<string> = new Set([...KEY_EVENTS, DISPATCH]);
/** Events whose payload names the base. */
const ABOUT_PULL_REQUEST = /^pull_request(?:_|$)/;

/** May what is checked out be only proposed? */
export function isProposal({ event }: Pick<Place, "event">): boolean {
  return event !== null && !OWN_CODE.has(event);
}

/** Is it about a merge? Then what a proposal leaves out is a change as well. */
export function isAboutMerge({ event }: Pick<Place, "event">): boolean {
  return event === "merge_group" || ABOUT_PULL_REQUEST.test(event ?? "");
}

/**
 * The commit whose files count: the pull request's or merge group's base; on other events the run's own commit, which
 * GitHub takes from the default branch there.
 * @throws {ToolError} `review-incomplete` when the event does not say it: then nobody's policy is known.
 */
export async function baseCommit(place: Pick<Place, "event" | "eventFile" | "commit">): Promise<string> {
  const { event, eventFile } = place;
  const payload = eventFile ? await readEvent(eventFile) : null;
  const commit = ABOUT_PULL_REQUEST.test(event ?? "")
    ? memberAt(payload, "pull_request", "base", "sha")
    : event === "merge_group"
      ? memberAt(payload, "merge_group", "base_sha")
      : place.commit;
  if (typeof commit === "string" && isCommit(commit)) return commit;
  throw new ToolError("review-incomplete", {
    happened: `The event ${event ?? ""} does not say which commit the repository's own files are to be read from.`,
    next: "Run the review on pull_request or merge_group, where GitHub writes it to GITHUB_EVENT_PATH, or on push or schedule.",
  });
}

/** Number of the pull request that this run is for; null where there is none. */
export async function pullNumber(place: Pick<Place, "event" | "eventFile">): Promise<number | null> {
  if (!isProposal(place) || !place.eventFile) return null;
  const number = memberAt(await readEvent(place.eventFile), "pull_request", "number");
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : null;
}
