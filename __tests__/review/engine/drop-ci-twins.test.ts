import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dropCiTwins } from "../../../src/review/engine/drop-ci-twins.ts";

const say = (subject: string, keyid?: string) => ({
  subject,
  title: `About ${subject}.`,
  ...(keyid !== undefined && { properties: { keyid } }),
});
const subjects = (...observations: ReturnType<typeof say>[]) => dropCiTwins(observations).map(({ subject }) => subject);

describe("dropCiTwins", () => {
  it("keeps production's of two equal observations, for current, numbered and staged roots", () => {
    assert.deepEqual(subjects(say("ci-root#/a"), say("prod-root#/a")), ["prod-root#/a"]);
    assert.deepEqual(subjects(say("ci-root@2#"), say("prod-root@2#")), ["prod-root@2#"]);
    assert.deepEqual(subjects(say("staged-ci-root#"), say("staged-prod-root#")), ["staged-prod-root#"]);
  });

  it("keeps what only the CI root has: another place, another key, no production root", () => {
    assert.deepEqual(subjects(say("ci-root#/a"), say("prod-root#/b")), ["ci-root#/a", "prod-root#/b"]);
    assert.deepEqual(subjects(say("ci-root#", "1"), say("prod-root#", "2")), ["ci-root#", "prod-root#"]);
    assert.deepEqual(subjects(say("ci-root#"), say("ci-targets#")), ["ci-root#", "ci-targets#"]);
  });
});
