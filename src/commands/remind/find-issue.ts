// Finds a Factory's reminder among the issues of a repository: by its hidden first line, and only where our own
// account wrote it (T27).
import { hasMarker, isOwn } from "../../github/marker.ts";
import type { GitHubClient, Issue } from "../../github/types.ts";
import { remindMarker } from "./memory.ts";

/** What makes the search short. Somebody may have removed it; then all of our account's issues are looked through. */
export const LABEL = "factory-tuf";
const MAX_PAGES = 10;

/** All reminders of the Factory, open and closed, the oldest first. */
export async function findIssues(client: GitHubClient, factory: string): Promise<readonly Issue[]> {
  const labeled = await search(client, factory, LABEL);
  return labeled.length > 0 ? labeled : search(client, factory, undefined);
}

async function search(client: GitHubClient, factory: string, label: string | undefined): Promise<readonly Issue[]> {
  const creator = await client.identity();
  const found = new Map<number, Issue>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { items, more } = await client.issues({ creator, page, ...(label === undefined ? {} : { label }) });
    for (const issue of items) {
      // A filter of the server's is no proof.
      if (isOwn(issue, creator) && hasMarker(issue.body, ...remindMarker(factory))) found.set(issue.number, issue);
    }
    if (!more) break;
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}
