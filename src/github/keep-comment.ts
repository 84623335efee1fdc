// One comment of ours on an issue or pull request, created once and edited from then on.
import { ToolError } from "../errors/tool-error.ts";
import { allPages } from "./all-pages.ts";
import { isLost } from "./errors.ts";
import { hasMarker, isOwn, markerLine } from "./marker.ts";
import type { Comment, GitHubClient } from "./types.ts";

/** GitHub takes no longer comment, counted in characters. */
export const MAX_COMMENT_CHARACTERS = 65_536;
/** What is left for a text that is measured in bytes, when the hidden first line is taken off. */
export const MAX_COMMENT_BYTES = MAX_COMMENT_CHARACTERS - 512;
/** No honest discussion is longer; in a longer one nothing is written, since our comment may stand behind it. */
const MAX_PAGES = 30;

export interface CommentRequest {
  /** Number of the issue or pull request. */
  readonly number: number;
  /** What tells this comment from others of ours, in plain words: `review`, the Factory's name. */
  readonly marker: readonly string[];
  /** Markdown below the hidden line. */
  readonly body: string;
}

export type KeptComment =
  | { readonly kept: true; readonly how: "created" | "edited" | "unchanged"; readonly id: number }
  /** `why` is what a log says: the comment is a courtesy, never the verdict. */
  | { readonly kept: false; readonly why: string };

/** Never throws a {@link ToolError}: a comment that could not be written changes no verdict. */
export async function keepComment(client: GitHubClient, request: CommentRequest): Promise<KeptComment> {
  try {
    return await keep(client, request);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { kept: false, why: `The comment could not be written. ${error.happened} ${error.next}` };
  }
}

async function keep(client: GitHubClient, { number, marker, body }: CommentRequest): Promise<KeptComment> {
  const text = `${markerLine(...marker)}\n${body}`;
  if (text.length > MAX_COMMENT_CHARACTERS) {
    return {
      kept: false,
      why: `The comment would have ${text.length} characters; GitHub takes ${MAX_COMMENT_CHARACTERS}.`,
    };
  }
  const own = await ownComments(client, number, marker);
  const [first] = own;
  if (first && sameText(first.body, text)) return { kept: true, how: "unchanged", id: first.id };
  if (first) {
    await client.updateComment(first.id, text);
    return { kept: true, how: "edited", id: first.id };
  }
  return { kept: true, how: "created", id: await addOnce(client, number, marker, text) };
}

/** Our comments with this marker, the oldest first. */
export async function ownComments(
  client: GitHubClient,
  number: number,
  marker: readonly string[],
): Promise<readonly Comment[]> {
  const identity = await client.identity();
  const all = await allPages((page) => client.comments(number, page), MAX_PAGES, `comments on #${number}`);
  return all
    .filter((comment) => isOwn(comment, identity) && hasMarker(comment.body, ...marker))
    .sort((a, b) => a.id - b.id);
}

/**
 * Adds a comment that is to exist once. When another run was faster, ours is taken back; when the answer is lost,
 * a look tells.
 * @param text begins with the marker's line.
 */
export async function addOnce(
  client: GitHubClient,
  number: number,
  marker: readonly string[],
  text: string,
): Promise<number> {
  let mine: number | null = null;
  try {
    mine = (await client.addComment(number, text)).id;
  } catch (error) {
    if (!isLost(error)) throw error;
    const [found] = await ownComments(client, number, marker);
    if (!found) throw error;
  }
  const [first] = await ownComments(client, number, marker);
  if (mine !== null && first && first.id < mine) await client.deleteComment(mine);
  return first?.id ?? mine ?? 0;
}

/** GitHub stores line ends in its own way. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll("\r\n", "\n").trim();
  return plain(a) === plain(b);
}
