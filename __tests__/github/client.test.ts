import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import { waitFor } from "../../src/context/deadline.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import { isLost } from "../../src/github/errors.ts";
import { keepComment, MAX_COMMENT_CHARACTERS } from "../../src/github/keep-comment.ts";
import { gitHubPlace } from "../../src/github/place.ts";
import type { GitHubClient } from "../../src/github/types.ts";
import { rejected, thrown } from "../kit/refusal.ts";
import { BOT, gitHubStandIn, type StandIn } from "./stand-in.ts";

const TOKEN = "gh-bot";
const COMMIT = "a".repeat(40);

let github: StandIn;
let pauses: number[];

beforeEach(async () => {
  github = await gitHubStandIn();
  pauses = [];
});
afterEach(async () => {
  await github.close();
  assert.deepEqual(github.violations, [], "requests and answers are as GitHub describes them");
});

function client(token = TOKEN, apiUrl = github.url, signal = new AbortController().signal): GitHubClient {
  return createGitHubClient({
    ...gitHubPlace({ GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: "acme/devices" }),
    token,
    signal,
    wait: async (ms) => void pauses.push(ms),
    info: () => {},
    random: () => 0,
  });
}

describe("the GitHub client", () => {
  it("knows under which login a job's token, another app's and a person's write", async () => {
    github.tokens.set("gh-app", { login: "tuf-bot[bot]", app: true, issues: "write" });
    assert.equal(await client().identity(), BOT);
    assert.equal(await client("gh-app").identity(), "tuf-bot[bot]");
    assert.equal(await client("gh-person").identity(), "octocat");
  });

  it("a limit in place of the login is a limit, not another identity", async () => {
    const reply = {
      status: 403,
      headers: { "retry-after": "600" },
      body: { message: "You have exceeded a secondary rate limit." },
    };
    github.faults.push({ method: "GET", path: /\/user$/, reply });
    assert.equal((await rejected(client().identity())).code, "http-rate-limited");
    assert.ok(!github.asked.some(({ path }) => path === "/graphql"));
  });

  it("a secondary limit without a header is told from a missing permission by its words", async () => {
    const reply = { status: 403, body: { message: "You have exceeded a secondary rate limit." } };
    github.faults.push({ method: "GET", path: /\/devices$/, reply });
    assert.equal((await rejected(client().repositoryFacts())).code, "http-rate-limited");
  });

  it("lists issues page by page, in any state, without pull requests", async () => {
    for (let count = 0; count < 150; count++) github.issue({ pull: count % 2 === 0, state: "closed" });
    const first = await client().issues({ creator: BOT, page: 1 });
    const second = await client().issues({ creator: BOT, page: 2 });
    assert.equal(first.items.length + second.items.length, 75);
    assert.deepEqual([first.more, second.more], [true, false]);
    assert.equal(first.items[0]!.number, 150);
  });

  it("repeats reads after 502, 503 and 504, and nothing else: a second issue or comment would be there twice", async () => {
    github.issue({});
    const down = { status: 503, body: { message: "Service unavailable" } };
    github.faults.push({ method: "GET", path: /\/issues$/, reply: down, times: 2 });
    await client().issues({ creator: BOT, page: 1 });
    assert.deepEqual(pauses, [300, 600]);
    github.faults.push({ method: "PATCH", path: /\/issues\/1$/, reply: down });
    assert.ok(isLost(await rejected(client().updateIssue(1, { title: "new" }))));
    github.faults.push({ method: "POST", path: /\/comments$/, reply: down });
    const error = await rejected(client().addComment(1, "text"));
    assert.equal(error.code, "http-server-error");
    assert.ok(isLost(error));
    assert.equal(github.comments.length, 0);
    assert.equal(github.asked.filter(({ method }) => method !== "GET").length, 2, "one each");
  });

  it("sends a POST once, whatever becomes of it: 500, 502, 503, a cut connection", async () => {
    for (const status of [500, 502, 503, 504]) {
      github.faults.push({ method: "POST", path: /\/issues$/, reply: { status, body: { message: "down" } } });
      await rejected(client().createIssue({ title: "t", body: "b", labels: [], assignees: [] }));
    }
    github.faults.push({ method: "POST", path: /\/issues$/, loseAnswer: true });
    await rejected(client().createIssue({ title: "t", body: "b", labels: [], assignees: [] }));
    assert.equal(github.asked.length, 5);
  });

  it("ends a wait between attempts with the run, at once, and asks no more", async () => {
    const down = { status: 503, body: { message: "Service unavailable" } };
    github.faults.push({ method: "GET", path: /\/devices$/, reply: down, times: 9 });
    const over = new AbortController();
    const reason = new ToolError("interrupted", { happened: "Interrupted.", next: "Again." });
    const waiting = createGitHubClient({
      ...gitHubPlace({ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" }),
      token: TOKEN,
      signal: over.signal,
      wait: (ms) => waitFor(60_000 + ms, over.signal),
      info: () => setTimeout(() => over.abort(reason), 50),
    });
    const began = performance.now();
    assert.equal(await rejected(waiting.repositoryFacts()), reason);
    assert.ok(performance.now() - began < 10_000);
    assert.equal(github.asked.length, 1);
  });

  it("gives up after four repetitions", async () => {
    const down = { status: 502, body: { message: "Bad gateway" } };
    github.faults.push({ method: "GET", path: /\/devices$/, reply: down, times: 9 });
    assert.equal((await rejected(client().repositoryFacts())).code, "http-server-error");
    assert.equal(github.asked.length, 5);
  });

  it("waits 60 seconds for a limit at most, measured by the answer's own clock", async () => {
    const reached = (seconds: number) => ({
      status: 429,
      headers: {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Date.parse("2026-11-23T08:00:00Z") / 1000 + seconds),
        date: "Mon, 23 Nov 2026 08:00:00 GMT",
      },
      body: { message: "API rate limit exceeded" },
    });
    github.faults.push({ method: "GET", path: /\/devices$/, reply: reached(60) });
    await client().repositoryFacts();
    assert.deepEqual(pauses, [60_000]);
    github.faults.push({ method: "GET", path: /\/devices$/, reply: reached(61) });
    const error = await rejected(client().repositoryFacts());
    assert.match(error.message, /after 2026-11-23T08:01:01Z/);
  });

  it("says what GitHub said, encoded, short and without the token", async () => {
    const says = (message: string) => ({ status: 404, body: { message, documentation_url: "https://docs.example" } });
    github.faults.push({ method: "GET", path: /\/devices$/, reply: says(`\u001b[31m${"x".repeat(400)}`) });
    const error = await rejected(client().repositoryFacts());
    assert.match(error.message, /\\u\{1b\}\[31mxxx/);
    assert.ok(error.message.length < 600);
    github.faults.push({ method: "GET", path: /\/devices$/, reply: says(`your token ${TOKEN} is bad`) });
    assert.doesNotMatch((await rejected(client().repositoryFacts())).message, new RegExp(TOKEN));
  });

  it("reads a file of a commit; a commit without it is null, a commit that is not seen is an error (T15)", async () => {
    github.files.set(`${COMMIT}:.factory-tuf/review.yml`, "version: 1\n# é\n");
    const bytes = await client().fileAt(COMMIT, ".factory-tuf/review.yml", 1000);
    assert.equal(Buffer.from(bytes!).toString("utf8"), "version: 1\n# é\n");
    assert.equal(await client().fileAt(COMMIT, ".factory-tuf/pins.json", 1000), null);
    const unseen = await rejected(client().fileAt("b".repeat(40), ".factory-tuf/pins.json", 1000));
    assert.equal(unseen.code, "http-not-found");
    const large = await rejected(client().fileAt(COMMIT, ".factory-tuf/review.yml", 5));
    assert.match(large.message, /at most 5 whole ones/);
  });

  it("lists the files of a folder of a commit; where there is no such folder, none (T33)", async () => {
    for (const path of [".factory-tuf/root.json", ".factory-tuf/review.yaml", ".factory-tuf/eu/root.json"])
      github.files.set(`${COMMIT}:${path}`, "{}");
    assert.deepEqual(await client().filesIn(COMMIT, ".factory-tuf"), ["root.json", "review.yaml"]);
    assert.deepEqual(await client().filesIn(COMMIT, "src/.factory-tuf"), []);
    assert.deepEqual(await client().filesIn(COMMIT, ".factory-tuf/root.json"), []);
    const unseen = await rejected(client().filesIn("b".repeat(40), ".factory-tuf"));
    assert.equal(unseen.code, "http-not-found");
  });

  it("says which commit a branch is at, whatever its name", async () => {
    github.heads.set("release/1 ä", COMMIT);
    assert.equal(await client().branchHead("release/1 ä"), COMMIT);
    assert.equal((await rejected(client().branchHead("gone"))).code, "http-not-found");
  });

  it("takes an answer of another shape for no answer", async () => {
    const reply = { status: 200, body: [] };
    const asked = await rejected(
      createGitHubClient({
        ...gitHubPlace({ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" }),
        token: TOKEN,
        signal: new AbortController().signal,
        wait: async () => {},
        info: () => {},
        fetch: async () => new Response(JSON.stringify(reply.body), { status: 200 }),
      }).repositoryFacts(),
    );
    assert.equal(asked.code, "response-malformed");
  });

  it("stops at the command's deadline", async () => {
    const over = new AbortController();
    const reason = new ToolError("deadline-exceeded", { happened: "Too late.", next: "Again." });
    over.abort(reason);
    assert.equal(await rejected(client(TOKEN, github.url, over.signal).repositoryFacts()), reason);
    assert.deepEqual(github.asked, []);
  });
});

describe("where the GitHub token goes (T20)", () => {
  const place = (env: Record<string, string>) => () => gitHubPlace({ GITHUB_REPOSITORY: "acme/devices", ...env });

  it("goes to https, or to this machine; never to another host unencrypted, nor to an address with a name in it", () => {
    assert.equal(place({})().apiUrl, "https://api.github.com");
    assert.equal(
      place({ GITHUB_API_URL: "https://ghe.example/api/v3" })().graphqlUrl,
      "https://ghe.example/api/graphql",
    );
    assert.throws(place({ GITHUB_API_URL: "http://api.github.com" }), { code: "connection-insecure" });
    assert.throws(place({ GITHUB_API_URL: "https://me:pw@api.github.com" }), { code: "connection-insecure" });
    assert.throws(place({ GITHUB_API_URL: "ftp://api.github.com" }), {
      code: "value-invalid",
      message: /GITHUB_API_URL: https/,
    });
    assert.throws(place({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }), { code: "connection-insecure" });
  });

  it("is one word of a header; what is none is refused before anything quotes it (T19)", () => {
    for (const token of ["ghp_first\nghp_second", "ghp_first ghp_second", "ghp_first\u0000", "ghp_first\u20ac"]) {
      assert.doesNotMatch(inspect(thrown(() => client(token), "credentials-malformed")), /ghp_/);
    }
    assert.deepEqual(github.asked, []);
  });

  it("is asked only about a repository that is one", () => {
    for (const name of ["acme", "acme/", "acme/..", "a/b/c", "acme/de vices", "../x"]) {
      assert.throws(place({ GITHUB_REPOSITORY: name }), { code: "value-invalid" }, name);
    }
    assert.throws(place({ GITHUB_REPOSITORY: "" }), { code: "value-missing" });
  });

  describe("a redirect", () => {
    let asked = 0;
    const elsewhere = createServer((_, response) => {
      asked++;
      response.end("{}");
    });
    before(() => new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve)));
    after(() => elsewhere.close());
    it("is an error, and nothing is sent where it points", async () => {
      const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
      const reply = { status: 301, headers: { location }, body: { message: "Moved Permanently" } };
      github.faults.push({ method: "GET", path: /\/devices$/, reply });
      assert.equal((await rejected(client().repositoryFacts())).code, "http-redirect");
      assert.equal(asked, 0);
      assert.deepEqual([github.asked.length, pauses], [1, []], "and is not asked for again");
    });
  });
});

describe("the comment on a pull request", () => {
  const marker = ["review", "acme"];
  const keep = (body: string, token = TOKEN) => keepComment(client(token), { number: 1, marker, body });

  beforeEach(() => void github.issue({ pull: true, author: "octocat" }));

  it("is created once, edited when the text changes, and left alone when it does not", async () => {
    assert.deepEqual(await keep("first"), { kept: true, how: "created", id: 1001 });
    assert.deepEqual(await keep("second"), { kept: true, how: "edited", id: 1001 });
    assert.deepEqual(await keep("second"), { kept: true, how: "unchanged", id: 1001 });
    assert.equal(github.comments.length, 1);
    assert.equal(github.comments[0]!.body, "<!-- factory-tuf:review acme -->\nsecond");
    assert.equal(github.writes().length, 2);
  });

  it("is found behind a hundred others, and never mistaken for somebody else's with the same mark (T27)", async () => {
    github.comments.push({
      id: 1,
      number: 1,
      author: "mallory",
      body: "<!-- factory-tuf:review acme -->\nAll is well",
    });
    for (let id = 2; id < 150; id++) github.comments.push({ id, number: 1, author: BOT, body: "of another workflow" });
    assert.equal(((await keep("first")) as { how: string }).how, "created");
    assert.equal(((await keep("second")) as { how: string }).how, "edited");
    assert.match(github.comments[0]!.body, /All is well/);
  });

  it("another Factory's review has its own", async () => {
    await keep("first");
    await keepComment(client(), { number: 1, marker: ["review", "acme-2"], body: "other" });
    assert.equal(github.comments.length, 2);
  });

  it("of two runs at once one comment stays", async () => {
    github.faults.push({ method: "POST", path: /\/comments$/, gather: 2 });
    await Promise.all([keep("text"), keep("text")]);
    assert.equal(github.comments.length, 1);
  });

  it("whose answer was lost is there once", async () => {
    github.faults.push({ method: "POST", path: /\/comments$/, loseAnswer: true });
    assert.equal((await keep("text")).kept, true);
    assert.equal(github.comments.length, 1);
  });

  it("that may not be written says why, and throws nothing", async () => {
    const kept = await keep("text", "gh-reader");
    assert.equal(kept.kept, false);
    assert.match((kept as { why: string }).why, /could not be written[\s\S]*403: Resource not accessible/);
  });

  it("has 65,536 characters at most, the hidden line included", async () => {
    const room = MAX_COMMENT_CHARACTERS - "<!-- factory-tuf:review acme -->\n".length;
    assert.equal((await keep("x".repeat(room))).kept, true);
    const kept = await keep("x".repeat(room + 1));
    assert.match((kept as { why: string }).why, /would have 65537 characters/);
  });
});
