import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KEY_EVENTS, requireKeyEvent, unprotectedRefCheck } from "../../../src/commands/setup/key-events.ts";
import { ToolError } from "../../../src/tuf/errors.ts";

/** "Events that trigger workflows" of GitHub's documentation, and whether a key may be used on it. */
const DOCUMENTED: Readonly<Record<string, boolean>> = {
  branch_protection_rule: false,
  check_run: false,
  check_suite: false,
  create: false,
  delete: false,
  deployment: true,
  deployment_status: false,
  discussion: false,
  discussion_comment: false,
  fork: false,
  gollum: false,
  image_version: false,
  issue_comment: false,
  issues: false,
  label: false,
  merge_group: false,
  milestone: false,
  page_build: false,
  public: false,
  pull_request: false,
  pull_request_comment: false,
  pull_request_review: false,
  pull_request_review_comment: false,
  pull_request_target: false,
  push: true,
  registry_package: false,
  release: true,
  repository_dispatch: false,
  schedule: true,
  status: false,
  watch: false,
  // A called workflow has its caller's event; the name itself never arrives.
  workflow_call: false,
  workflow_dispatch: true,
  workflow_run: false,
};

function refusal(event: string | undefined): ToolError | null {
  try {
    requireKeyEvent(event, "wave init");
    return null;
  } catch (error) {
    assert.ok(error instanceof ToolError);
    return error;
  }
}

describe("T14: keys are used on an allow-list of events", () => {
  for (const [event, allowed] of Object.entries(DOCUMENTED)) {
    it(`${event}: ${allowed ? "allowed" : "refused"}`, () => {
      const error = refusal(event);
      assert.equal(error === null, allowed);
      if (error) {
        assert.equal(error.code, "event-refused");
        assert.match(error.message, new RegExp(`^wave init uses a key, which it does not do on the event "${event}"`));
      }
    });
  }

  it("allows nothing that is not in the table above", () => {
    assert.deepEqual(
      [...KEY_EVENTS].sort(),
      Object.keys(DOCUMENTED).filter((event) => DOCUMENTED[event]),
    );
  });

  it("gives the reason for every event it knows", () => {
    for (const event of Object.keys(DOCUMENTED)) {
      if (DOCUMENTED[event] || event === "workflow_call") continue;
      assert.match(refusal(event)!.message, / because /, event);
    }
  });

  it("refuses an event it does not know, none, another case, and names of Object's prototype", () => {
    for (const event of ["brand_new_event", undefined, "", "Push", "push ", "constructor", "__proto__"]) {
      assert.equal(refusal(event)?.code, "event-refused", String(event));
    }
    assert.match(refusal(undefined)!.message, /GITHUB_EVENT_NAME does not say/);
  });
});

describe("T14: a ref that is not protected", () => {
  function check(env: Record<string, string>, requireProtectedRef: boolean): string[] {
    const warnings: string[] = [];
    unprotectedRefCheck(env, { warning: (message) => warnings.push(message) })({ requireProtectedRef });
    return warnings;
  }

  it("is a warning", () => {
    assert.match(
      check({ GITHUB_REF: "refs/heads/dev", GITHUB_REF_PROTECTED: "false" }, false)[0]!,
      /The ref refs\/heads\/dev is not protected/,
    );
    assert.equal(check({}, false).length, 1, "not said means not protected");
  });

  it("is an error with policy require-protected-ref", () => {
    assert.throws(() => check({ GITHUB_REF_PROTECTED: "false" }, true), { code: "ref-unprotected" });
    assert.throws(() => check({}, true), { code: "ref-unprotected" });
  });

  it("is nothing when it is protected", () => {
    assert.deepEqual(check({ GITHUB_REF_PROTECTED: "true" }, true), []);
  });
});
