// Which commit a pull request or merge queue is to be merged into: whose policy counts there (T15).
import { open } from "node:fs/promises";
import { ToolError } from "../../tuf/errors.ts";
import { isObject, own } from "../../tuf/metadata.ts";
import type { Place } from "../command.ts";

/** Events on which the checked out code is somebody's proposal. */
const PROPOSALS = /^(?:pull_request(?:_target|_review|_review_comment)?|merge_group)$/;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** Is what is checked out only proposed? */
export function isProposal({ event }: Pick<Place, "event">): boolean {
  return event !== null && PROPOSALS.test(event);
}

/** @throws {ToolError} `review-incomplete` when the event does not say it: then nobody's policy is known. */
export async function baseCommit(place: Pick<Place, "event" | "eventFile">): Promise<string> {
  const payload = place.eventFile ? await readEvent(place.eventFile) : null;
  const commit = member(payload, "pull_request", "base", "sha") ?? member(payload, "merge_group", "base_sha");
  if (typeof commit === "string" && COMMIT.test(commit)) return commit;
  throw new ToolError("review-incomplete", {
    happened: `The event ${place.event ?? ""} does not say which commit it is to be merged into.`,
    next: "Run the review on pull_request or merge_group, where GitHub writes it to GITHUB_EVENT_PATH.",
  });
}

/** Number of the pull request that this run is for; null where there is none. */
export async function pullNumber(place: Pick<Place, "event" | "eventFile">): Promise<number | null> {
  if (!isProposal(place) || !place.eventFile) return null;
  const number = member(await readEvent(place.eventFile), "pull_request", "number");
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : null;
}

function member(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((object, name) => (isObject(object) ? own(object, name) : undefined), value);
}

async function readEvent(path: string): Promise<unknown> {
  try {
    await using file = await open(path, "r");
    if ((await file.stat()).size > MAX_EVENT_BYTES) return null;
    return JSON.parse(await file.readFile("utf8")) as unknown;
  } catch {
    return null;
  }
}
