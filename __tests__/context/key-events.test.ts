import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type EventBound, KEY_EVENTS, requireKeyEvent } from "../../src/context/key-events.ts";
import { ToolError } from "../../src/errors/tool-error.ts";

/** "Events that trigger workflows" of GitHub's documentation, and whether a key may be used on it without an approved digest. */
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

const SIGNS: EventBound = { command: "wave init", does: "uses a key", isApproved: false };

function refusal(event: string | undefined, bound: Partial<EventBound> = {}): ToolError | null {
  try {
    requireKeyEvent(event, { ...SIGNS, ...bound });
    return null;
  } catch (error) {
    assert.ok(error instanceof ToolError);
    return error;
  }
}

describe("T14: keys are used, and devices reached, on an allow-list of events", () => {
  for (const [event, allowed] of Object.entries(DOCUMENTED)) {
    it(`${event}: ${allowed ? "allowed" : "refused"}`, () => {
      const error = refusal(event);
      assert.equal(error === null, allowed);
      if (error) {
        assert.equal(error.code, "event-refused");
        assert.match(error.message, new RegExp(`^wave init uses a key, which is not allowed on the event "${event}"`));
      }
    });
  }

  it("allows nothing that is not in the table above", () => {
    assert.deepEqual(
      [...KEY_EVENTS].sort(),
      Object.keys(DOCUMENTED).filter((event) => DOCUMENTED[event]),
    );
  });

  it("lets an approved digest through on one event more: repository_dispatch", () => {
    for (const [event, allowed] of Object.entries(DOCUMENTED)) {
      const isLetThrough = refusal(event, { isApproved: true }) === null;
      assert.equal(isLetThrough, allowed || event === "repository_dispatch", event);
    }
  });

  it("says what is missing on repository_dispatch, and how to give it", () => {
    const { message } = refusal("repository_dispatch")!;
    assert.match(message, /and no expect-digest says what was approved\./);
    assert.match(message, /on repository_dispatch give the plan's targets-digest as expect-digest/);
  });

  it("says of a command without a key that it publishes", () => {
    const error = refusal("issue_comment", { command: "wave complete", does: "publishes" });
    assert.match(
      error!.message,
      /^wave complete publishes, which is not allowed on the event "issue_comment" because /,
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
