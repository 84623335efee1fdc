import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { allPages, firstPages } from "../../src/github/all-pages.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import { keepComment } from "../../src/github/keep-comment.ts";
import { gitHubPlace } from "../../src/github/place.ts";
import { rejected } from "../kit/refusal.ts";
import { BOT, gitHubStandIn, type StandIn } from "./stand-in.ts";
import { protectedEnvironment, REPOSITORY } from "./stand-in-environments.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A list of so many pages, one entry each. */
const listOf = (pages: number) => async (page: number) => ({ items: [page], more: page < pages });

describe("a list that GitHub shows page by page", () => {
  it("is read to its last page", async () => {
    assert.deepEqual(await allPages(listOf(3), 3, "things"), [1, 2, 3]);
  });

  it("may end with a full page, behind which there is an empty one", async () => {
    const full = async (page: number) => (page > 3 ? { items: [], more: false } : { items: [page], more: true });
    assert.deepEqual(await allPages(full, 3, "things"), [1, 2, 3]);
  });

  it("is an error where it is longer than a run reads: 4 pages of 3", async () => {
    const error = await rejected(allPages(listOf(4), 3, "things of acme/devices"));
    assert.equal(error.code, "response-too-large");
    assert.match(error.message, /more than 300 things of acme\/devices/);
  });

  it("whose beginning is enough says that there was more", async () => {
    assert.deepEqual(await firstPages(listOf(4), 3), { items: [1, 2, 3], more: true });
    assert.deepEqual(await firstPages(listOf(2), 3), { items: [1, 2], more: false });
  });
});

describe("the lists of the GitHub client", () => {
  let github: StandIn;
  beforeEach(async () => {
    github = await gitHubStandIn();
    github.environments.push(protectedEnvironment("production"));
  });
  afterEach(async () => {
    await github.close();
    assert.deepEqual(github.violations, [], "requests and answers are as GitHub describes them");
  });

  const client = () =>
    createGitHubClient({
      ...gitHubPlace({ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" }),
      token: "gh-person",
      signal: new AbortController().signal,
      wait: async () => {},
      info: () => {},
    });
  const pagesAsked = () => github.asked.map(({ path }) => new URL(path, "https://x").searchParams.get("page"));
  const secret = (name: string) => [name, { value: "x", updatedAt: "2026-11-23T08:00:00Z" }] as const;

  it("show the 101st pattern of an environment", async () => {
    const patterns = [...numbers(100).map((n) => ({ name: `release-${n}` })), { name: "*" }];
    github.protection.refPatterns.set("production", patterns);
    assert.equal((await client().refPatterns("production")).at(-1)?.name, "*");
    assert.deepEqual(pagesAsked(), ["1", "2"]);
  });

  it("show the 101st secret, of an environment and of the repository", async () => {
    for (const owner of ["production", REPOSITORY]) {
      github.protection.secrets.set(
        owner,
        new Map([...numbers(100).map((n) => secret(`S${n}`)), secret("FACTORY_TOKEN")]),
      );
    }
    assert.ok((await client().secrets("production")).has("FACTORY_TOKEN"));
    assert.ok((await client().secrets(null)).has("FACTORY_TOKEN"));
  });

  it("show the 101st environment", async () => {
    github.environments.unshift(...numbers(100).map((n) => protectedEnvironment(`e${n}`)));
    const { items, more } = await client().environments();
    assert.deepEqual([items.length, more], [101, false]);
  });

  it("are errors, and no shorter lists, where they have more than 1,000 entries", async () => {
    github.protection.refPatterns.set(
      "production",
      numbers(1001).map((n) => ({ name: `release-${n}` })),
    );
    const error = await rejected(client().refPatterns("production"));
    assert.equal(error.code, "response-too-large");
    assert.match(error.message, /more than 1000 branch and tag patterns of production/);
  });

  it("of 3,000 comments and more get no second comment of ours", async () => {
    github.issue({ pull: true, author: "octocat" });
    github.comments.push(...numbers(3001).map((id) => ({ id: id + 1, number: 1, author: BOT, body: "noise" })));
    const kept = await keepComment(client(), { number: 1, marker: ["review", "acme"], body: "verdict" });
    assert.equal(kept.kept, false);
    assert.match(kept.kept ? "" : kept.why, /more than 3000 comments on #1/);
    assert.deepEqual(github.writes(), []);
  });
});
