import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { SecretName } from "../../../src/custody/for-action/action-secrets.ts";
import { planEnvironment } from "../../../src/custody/for-action/environment-plan.ts";
import { setSecrets } from "../../../src/custody/for-action/set-secrets.ts";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { createGitHubClient } from "../../../src/github/client.ts";
import { gitHubPlace } from "../../../src/github/place.ts";
import { gitHubStandIn, type StandIn } from "../../github/stand-in.ts";
import { protectedEnvironment } from "../../github/stand-in-environments.ts";
import { rejected } from "../../kit/refusal.ts";

/** The archive last: what is there of a run that broke off never passes for a whole set. */
const NAMES: readonly SecretName[] = ["FACTORY_TUF_IDENTITY", "FACTORY_TUF_KEYS"];
const VALUES = new Map(NAMES.toReversed().map((name) => [name, `the value of ${name}`]));

let github: StandIn;
let ctrlC: AbortController;
let writes: number;
beforeEach(async () => {
  github = await gitHubStandIn();
  github.environments.push(protectedEnvironment("production"));
  github.protection.refPatterns.set("production", [{ name: "main" }]);
  ctrlC = new AbortController();
  writes = 0;
});
afterEach(async () => {
  await github.close();
  assert.deepEqual(github.violations, []);
});

/** Sets both; `onSent` is called with the number of secrets that were sent so far. */
async function set(onSent: (count: number) => void = () => {}) {
  const client = createGitHubClient({
    ...gitHubPlace({ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/devices" }),
    token: "gh-person",
    signal: ctrlC.signal,
    wait: async () => {},
    info: () => {},
    random: () => 0,
    onWrite: () => onSent(++writes),
  });
  const plan = await planEnvironment(client, { environment: "production", unprotected: false }, NAMES);
  return setSecrets(client, plan, VALUES, ctrlC.signal);
}
const interrupt = () => ctrlC.abort(new ToolError("interrupted", { happened: "Ctrl-C.", next: "Again." }));
const stored = () => Object.fromEntries(github.protection.secrets.get("production") ?? []);

describe("setting secrets", () => {
  it("sets each under its name, in order, and says so before each is sent", async () => {
    assert.deepEqual(
      (await set()).map(({ name, how }) => [name, how]),
      NAMES.map((name) => [name, "created"]),
    );
    assert.equal(writes, 2);
    for (const name of NAMES) assert.equal(stored()[name]!.value, VALUES.get(name));
  });

  it("Ctrl-C while the first is under way: not known; GitHub may have it", async () => {
    const error = await rejected(set(interrupt));
    assert.deepEqual([error.code, error.changed], ["interrupted", "unknown"]);
    assert.match(error.message, /^Ctrl-C\. Whether FACTORY_TUF_IDENTITY of the environment was changed is not known\./);
  });

  it("Ctrl-C while the second is under way: the first is set, of the second it is not known", async () => {
    const error = await rejected(set((count) => count === 2 && interrupt()));
    assert.deepEqual([error.code, error.changed], ["interrupted", "unknown"]);
    assert.match(error.message, /FACTORY_TUF_IDENTITY had been set by then\. Whether FACTORY_TUF_KEYS of/);
    assert.match(error.next, /^Again\. Then run the same command again: it sets all of them\./);
  });

  it("a connection that breaks for good: not known, and no value in the error or its cause", async () => {
    github.faults.push({ method: "PUT", path: /IDENTITY$/, loseRequest: true, times: 9 });
    const error = await rejected(set());
    assert.deepEqual([error.code, error.changed, Object.keys(stored())], ["network-failed", "unknown", []]);
    const whole = `${error.stack} ${JSON.stringify(error.cause)} ${(error.cause as Error).stack}`;
    for (const value of VALUES.values()) assert.ok(!whole.includes(value));
  });
});
