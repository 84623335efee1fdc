// Issues of a repository and the comments on them, and on its pull requests.
import type { ShapeOf } from "../json/shape.ts";
import { PER_PAGE, pageOf } from "./all-pages.ts";
import * as answers from "./answers.ts";
import { orNull } from "./errors.ts";
import type { RepositoryCalls } from "./repository-calls.ts";
import type * as t from "./types.ts";

export function issueCalls({ get, post, patch, call }: RepositoryCalls): t.IssueCalls {
  return {
    async issues({ creator, label, page }) {
      const query = { state: "all", creator, sort: "created", direction: "desc", per_page: PER_PAGE, page };
      const list = await get(
        "/issues",
        answers.issueListAnswer,
        label === undefined ? query : { ...query, labels: label },
      );
      // Pull requests are issues to this call.
      const items = list.filter((issue) => issue.pull_request === undefined).map(issueOf);
      return { items, more: list.length === PER_PAGE };
    },
    async isAssignable(login) {
      return (await orNull(call("GET", `/assignees/${encodeURIComponent(login)}`))) !== null;
    },
    createIssue: async (body) => issueOf(await post("/issues", body, answers.issueAnswer)),
    async updateIssue(number, { stateReason, ...changes }) {
      const body = { ...changes, ...(stateReason && { state_reason: stateReason }) };
      return issueOf(await patch(`/issues/${number}`, body, answers.issueAnswer));
    },
    async comments(number, page) {
      const path = `/issues/${number}/comments`;
      const list = await get(path, answers.commentListAnswer, { per_page: PER_PAGE, page });
      return pageOf(list.map(commentOf));
    },
    addComment: async (number, body) =>
      commentOf(await post(`/issues/${number}/comments`, { body }, answers.commentAnswer)),
    updateComment: async (id, body) =>
      commentOf(await patch(`/issues/comments/${id}`, { body }, answers.commentAnswer)),
    async deleteComment(id) {
      await orNull(call("DELETE", `/issues/comments/${id}`));
    },
  };
}

function issueOf(issue: ShapeOf<typeof answers.issueAnswer>): t.Issue {
  const { number, state, title, body, user, labels, assignees } = issue;
  const names = labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? [])));
  return {
    number,
    state,
    title,
    body: body ?? "",
    author: user?.login ?? null,
    labels: names,
    assignees: (assignees ?? []).map(({ login }) => login),
  };
}

function commentOf({ id, body, user }: ShapeOf<typeof answers.commentAnswer>): t.Comment {
  return { id, body: body ?? "", author: user?.login ?? null };
}
