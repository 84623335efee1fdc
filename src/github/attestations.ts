// The attestations that a repository has of a digest: all of them, page by page. GitHub pages them by cursors, and shows
// the newest first; whoever may attest could else push a good record out of sight with a hundred others.
import type * as v from "valibot";
import type { ShapeOf } from "../json/shape.ts";
import { firstPages, PER_PAGE, tooLong } from "./all-pages.ts";
import * as answers from "./answers.ts";
import { orNull, unreadable } from "./errors.ts";
import type { GitHubAnswer, GitHubCall } from "./http.ts";
import type { ResultPage } from "./types.ts";

export interface AttestationCalls {
  readonly call: (call: GitHubCall) => Promise<GitHubAnswer>;
  readonly shapedAnswer: <S extends v.GenericSchema>(call: GitHubCall, answer: GitHubAnswer, schema: S) => ShapeOf<S>;
}

/** A document has one record, or a few. */
const MAX_PAGES = 10;

/**
 * @param url of the repository.
 * @returns null in place of a bundle that GitHub keeps elsewhere, where nobody is asked.
 * @throws {ToolError} `response-malformed` where it keeps all of them elsewhere, `response-too-large` for more than are read.
 */
export async function attestationsOf(
  { call: ask, shapedAnswer }: AttestationCalls,
  url: string,
  digest: string,
  predicateType: string,
): Promise<readonly unknown[]> {
  let after: string | null = null;
  const askPage = async (page: number): Promise<ResultPage<unknown>> => {
    const query = new URLSearchParams({
      per_page: String(PER_PAGE),
      predicate_type: predicateType,
      ...(after && { after }),
    });
    const call: GitHubCall = { method: "GET", url: `${pathOf(url, digest)}?${query}` };
    const answer = await orNull(ask(call));
    if (!answer) {
      // Not found may mean the token's sight: only where the repository is seen is there no attestation.
      if (page === 1) {
        const seen: GitHubCall = { method: "GET", url };
        shapedAnswer(seen, await ask(seen), answers.repositoryAnswer);
      }
      return { items: [], more: false };
    }
    const { attestations } = shapedAnswer(call, answer, answers.attestationListAnswer);
    const next = cursorAfter(answer.headers.get("link"));
    const more = next !== null && next !== after;
    after = next;
    return { items: attestations.map(({ bundle }) => bundle ?? null), more };
  };
  // A cursor says that there is more, not that there may be: nothing is asked behind the last page.
  const { items: bundles, more } = await firstPages(askPage, MAX_PAGES);
  if (more) throw tooLong(MAX_PAGES, `attestations of ${digest}`);
  if (bundles.length === 0 || bundles.some((bundle) => bundle !== null)) return bundles;
  throw unreadable(`GET ${new URL(pathOf(url, digest)).pathname}`, 200);
}

function pathOf(url: string, digest: string): string {
  return `${url}/attestations/${encodeURIComponent(digest)}`;
}

/** The cursor alone is taken from what GitHub says: no address of an answer is asked. */
function cursorAfter(link: string | null): string | null {
  const [, next = ""] = /<([^<>]*)>\s*;\s*rel="next"/.exec(link ?? "") ?? [];
  return URL.canParse(next) ? new URL(next).searchParams.get("after") : null;
}
